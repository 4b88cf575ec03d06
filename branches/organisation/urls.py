from django.urls import path

from branches.organisation.views import changing, counties, ending, founding, offices, reading

app_name = "branches"
urlpatterns = [
    path("", reading.branches, name="list"),
    path("export/", reading.export_branches, name="export"),
    path("found/", founding.found, name="found"),
    path("<key:code>/", reading.detail, name="detail"),
    path("<key:code>/correct/", changing.correct, name="correct"),
    path("<key:code>/rename/", changing.rename, name="rename"),
    path("<key:code>/move/", changing.move, name="move"),
    path("<key:code>/counties/", counties.cover, name="cover"),
    path("<key:code>/counties/<key:pk>/end/", counties.uncover, name="uncover"),
    path("<key:code>/offices/", offices.take, name="take_office"),
    path("<key:code>/offices/<key:pk>/end/", offices.leave, name="leave_office"),
    path("<key:code>/merge/", ending.merge, name="merge"),
    path("<key:code>/dissolve/", ending.dissolve, name="dissolve"),
    path("<key:code>/reinstate/", ending.reinstate, name="reinstate"),
]
