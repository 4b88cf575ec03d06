from django.urls import path

from branches.ceremonies.papers import views

urlpatterns = [
    path("<int:pk>/papers/<slug:paper>/", views.print_ceremony, name="print"),
    path("plaques/<int:pk>/papers/<slug:paper>/", views.print_plaque, name="print_plaque"),
]
