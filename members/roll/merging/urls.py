"""Included by the roll, in its namespace."""

from django.urls import path

from members.roll.merging import views

urlpatterns = [
    path("alike/", views.alike, name="alike"),
    path("mergers/<key:pk>/", views.merger, name="merger"),
    path("mergers/<key:pk>/take-back/", views.part, name="part"),
    path("<str:number>/same-as/", views.same_as, name="same_as"),
    path("<str:number>/same-as/<str:other>/", views.merge, name="merge"),
    path("<str:number>/same-as/<str:other>/two-people/", views.two_people, name="two_people"),
    path("<str:number>/same-as/<str:other>/may-be-one/", views.may_be_one, name="may_be_one"),
]
