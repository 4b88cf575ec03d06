from django.urls import path

from branches.ceremonies.papers import views

urlpatterns = [
    path("<int:pk>/papers/runs/", views.print_runs, name="print_runs"),
    path("<int:pk>/papers/runs/<int:run>/", views.print_run, name="print_run"),
    path("<int:pk>/papers/runs/<int:run>/file/", views.print_file, name="print_file"),
    path("<int:pk>/papers/<slug:paper>/", views.print_ceremony, name="print"),
    path("plaques/<int:pk>/papers/<slug:paper>/", views.print_plaque, name="print_plaque"),
]
