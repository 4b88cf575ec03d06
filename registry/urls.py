"""The table of contents of the site. Every object has one address."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, register_converter
from django.views.i18n import set_language

from registry.digits import KeyConverter

register_converter(KeyConverter, "key")

urlpatterns = [
    path("", include("registry.desk.urls")),
    path("members/", include("members.roll.urls")),
    path("branches/", include("branches.organisation.urls")),
    path("surveys/", include("members.surveys.urls")),
    path("ceremonies/", include("branches.ceremonies.urls")),
    path("coverage/", include("branches.coverage.urls")),
    path("history/", include("registry.history.urls")),
    path("guide/", include("registry.guide.urls")),
    path("jobs/", include("registry.jobs.urls")),
    path("account/", include("registry.accounts.urls")),
    path("language/", login_not_required(set_language), name="set_language"),
    path("admin/", admin.site.urls),
    path("", include("branches.ceremonies.papers.public_urls")),
]
