"""Included by the surveys, in their namespace."""

from django.urls import path

from members.surveys.campaigns import unit_views, views

_UNIT = "campaigns/<key:campaign>/units/<key:asked>"

urlpatterns = [
    path("campaigns/", views.campaigns, name="campaigns"),
    path("campaigns/open/", views.open_campaign, name="open_campaign"),
    path("campaigns/<key:campaign>/", views.campaign, name="campaign"),
    path("campaigns/<key:campaign>/export/", views.export_units, name="export_campaign"),
    path("campaigns/<key:campaign>/ask/", views.ask, name="ask"),
    path("campaigns/<key:campaign>/remind/", views.remind, name="remind"),
    path("campaigns/<key:campaign>/close/", views.close, name="close_campaign"),
    path("campaigns/<key:campaign>/reopen/", views.reopen, name="reopen_campaign"),
    path(f"{_UNIT}/", unit_views.unit, name="unit"),
    path(f"{_UNIT}/nil/", unit_views.return_nil, name="return_nil"),
    path(f"{_UNIT}/file/", unit_views.return_file, name="return_file"),
    path(f"{_UNIT}/accept/", unit_views.accept, name="accept"),
    path(f"{_UNIT}/take-back/", unit_views.take_return_back, name="take_return_back"),
]
