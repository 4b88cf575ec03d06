from django.urls import path

from branches.ceremonies.papers import views

urlpatterns = [
    path("<key:pk>/papers/runs/", views.print_runs, name="print_runs"),
    path("<key:pk>/papers/runs/<key:run>/", views.print_run, name="print_run"),
    path("<key:pk>/papers/runs/<key:run>/file/", views.print_file, name="print_file"),
    path("<key:pk>/papers/<slug:paper>/", views.print_ceremony, name="print"),
    path("plaques/<key:pk>/papers/<slug:paper>/", views.print_plaque, name="print_plaque"),
]
