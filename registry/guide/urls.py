from django.urls import path

from registry.guide.views import guide

urlpatterns = [
    path("", guide, {"subject": "office"}, name="guide"),
    path("<slug:subject>/", guide, name="guide"),
]
