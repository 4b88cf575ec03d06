from django.urls import path

from branches.coverage import views

app_name = "coverage"
urlpatterns = [
    path("", views.table, name="table"),
    path("counties/", views.counties, name="counties"),
    path("export/", views.export_counties, name="export"),
    path("<key:code>/", views.prefecture, name="prefecture"),
    path("<key:code>/export/", views.export_counties, name="export_prefecture"),
]
