"""What is open to everybody. One capital letter, so that the code on the paper is small."""

from django.urls import path

from branches.ceremonies.papers import views

urlpatterns = [path("Q/<str:token>", views.confirm, name="confirm")]
