from django.urls import path

from branches.organisation.views import changing, counties, ending, founding, offices, reading

app_name = "branches"
urlpatterns = [
    path("", reading.branches, name="list"),
    path("export/", reading.export_branches, name="export"),
    path("found/", founding.found, name="found"),
    path("<int:code>/", reading.detail, name="detail"),
    path("<int:code>/correct/", changing.correct, name="correct"),
    path("<int:code>/rename/", changing.rename, name="rename"),
    path("<int:code>/move/", changing.move, name="move"),
    path("<int:code>/counties/", counties.cover, name="cover"),
    path("<int:code>/counties/<int:pk>/end/", counties.uncover, name="uncover"),
    path("<int:code>/offices/", offices.take, name="take_office"),
    path("<int:code>/offices/<int:pk>/end/", offices.leave, name="leave_office"),
    path("<int:code>/merge/", ending.merge, name="merge"),
    path("<int:code>/dissolve/", ending.dissolve, name="dissolve"),
    path("<int:code>/reinstate/", ending.reinstate, name="reinstate"),
]
