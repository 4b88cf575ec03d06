"""What campaigns have to say on the first page (registry.desk.cards)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.surveys.campaigns.models import Asked
from registry.access import Permission
from registry.actionforms import today
from registry.desk.cards import Card, Figure, Sketch


def outstanding(request: HttpRequest) -> Sketch | None:
    """Units of my part of the tree that were asked and have returned nothing yet."""
    user: Any = request.user
    scope = user.scope_of(Permission.IMPORT_SURVEYS)
    if not scope:
        return None
    units = Asked.objects.within(scope)
    url = reverse("surveys:campaigns")

    def card(numbers: Mapping[str, int]) -> Card:
        counted = [
            Figure(_("Returns outstanding"), numbers["outstanding"], url),
            Figure(_("Late"), numbers["late"], url),
        ]
        return Card(
            kind="waiting",
            title=_("Survey returns"),
            url=url,
            icon="clipboard-data",
            figures=[figure for figure in counted if figure.value],
            empty=_("Every unit that was asked has returned.")
            if numbers["asked"]
            else _("No unit is asked at present."),
        )

    rows = {"asked": units.open(), "outstanding": units.outstanding(), "late": units.late(today())}
    return Sketch(rows, card)
