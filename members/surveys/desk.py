"""What survey files have to say on the first page (registry.desk.cards)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.surveys.leads.models import Lead
from members.surveys.models import Upload
from registry.access import Permission
from registry.actionforms import today
from registry.desk.cards import Card, Figure, Sketch


def files(request: HttpRequest) -> Sketch | None:
    """Files of my part of the tree that nobody has applied to the end, and my own leads."""
    user: Any = request.user
    scope = user.scope_of(Permission.IMPORT_SURVEYS)
    if not scope:
        return None
    uploads, url = Upload.objects.within(scope), reverse("surveys:list")
    states = (Upload.State.PLANNED, Upload.State.PARTLY)

    def card(numbers: Mapping[str, int]) -> Card:
        counted = [Figure(state.label, numbers[state], f"{url}?state={state}") for state in states]
        counted.append(Figure(_("leads to be confirmed"), numbers["leads"], reverse("surveys:leads")))
        return Card(
            kind="waiting",
            title=_("Survey files"),
            url=url,
            icon="file-earmark-spreadsheet",
            figures=[figure for figure in counted if figure.value],
            empty=_("No file waits to be applied, and no lead to be confirmed."),
        )

    rows = {state: uploads.filter(state=state) for state in states}
    return Sketch(rows | {"leads": Lead.objects.seen_by(user).filter(erased_on__gt=today())}, card)
