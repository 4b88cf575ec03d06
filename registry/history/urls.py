from django.urls import path

from registry.history import views

app_name = "history"

urlpatterns = [path("", views.history, name="list")]
