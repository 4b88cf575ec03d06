from django.urls import path

from registry.desk import views

urlpatterns = [path("", views.home, name="home")]
