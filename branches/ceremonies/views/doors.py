"""The two doors through which a step is taken: the pages of the site, and Django's admin. What happens behind them is the same."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from branches.ceremonies.models import Ceremony


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also where nothing was filled in; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True, slots=True)
class Door:
    """Where the pages of a step lie, and where one is afterwards."""

    folder: str
    is_admin: bool = False

    def back(self, ceremony: Ceremony) -> str:
        """The address of the ceremony behind this door."""
        return (
            reverse("admin:branches_ceremony_change", args=[ceremony.pk])
            if self.is_admin
            else ceremony.get_absolute_url()
        )

    def again(self, step: str, ceremony: Ceremony) -> str:
        """The address of the step itself."""
        name = f"admin:branches_ceremony_{step}" if self.is_admin else f"ceremonies:{step}"
        return reverse(name, args=[ceremony.pk])

    def page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        ceremony = context["ceremony"]
        around: dict[str, Any] = {"back": self.back(ceremony)}
        if self.is_admin:
            around |= admin.site.each_context(request) | {"opts": Ceremony._meta, "original": ceremony}
        return render(request, f"{self.folder}/{name}.html", around | context)


SITE = Door("branches/ceremonies")
ADMIN = Door("admin/branches/ceremony", is_admin=True)
