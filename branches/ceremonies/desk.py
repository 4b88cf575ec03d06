"""What ceremonies have to say on the first page (registry.desk.cards)."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.ceremonies import rules
from branches.ceremonies.models import Ceremony, Plaque
from branches.ceremonies.querysets import awaiting_plaque
from branches.organisation.models import Branch
from registry.access import Permission
from registry.desk.cards import Card, Figure, Sketch


def awaiting(request: HttpRequest) -> Sketch | None:
    """Branches that await a plaque and are on no list yet, new and consolidated apart."""
    user: Any = request.user
    scope = user.scope_of(Permission.MANAGE_CEREMONIES)
    if not scope:
        return None
    waiting = awaiting_plaque(Branch.objects.within(scope), timezone.localdate())
    url = reverse("ceremonies:awaiting")

    def card(numbers: Mapping[str, int]) -> Card:
        new, consolidated = numbers["new"], numbers["consolidated"]
        counts = [
            Figure(ngettext("new branch", "new branches", new), new, f"{url}?basis=new"),
            Figure(
                ngettext("consolidated branch", "consolidated branches", consolidated),
                consolidated,
                f"{url}?basis=consolidated",
            ),
        ]
        empty = _("Every approved branch has its plaque or is on a list.")
        return Card("waiting", _("Branches awaiting a plaque"), url, "award", counts, empty)

    origins = {"new": Branch.Origin.NEW, "consolidated": Branch.Origin.CONSOLIDATED}
    return Sketch({name: waiting.filter(origin=origin) for name, origin in origins.items()}, card)


def unfinished(request: HttpRequest) -> Sketch | None:
    """Ceremonies that were held and are not closed; plaques still out though their branch is no more."""
    user: Any = request.user
    scope = user.scope_of(Permission.MANAGE_CEREMONIES)
    if not scope:
        return None

    def card(numbers: Mapping[str, int]) -> Card:
        held, out = numbers["held"], numbers["out"]
        figures = [
            Figure(
                ngettext("ceremony held, not yet closed", "ceremonies held, not yet closed", held),
                held,
                f"{reverse('ceremonies:list')}?state=held",
            ),
            Figure(
                ngettext("plaque of an ended branch to take back", "plaques of ended branches to take back", out),
                out,
                f"{reverse('ceremonies:plaques')}?state=to_return",
            ),
        ]
        empty = _("Every ceremony that was held is closed, and no ended branch keeps a plaque.")
        return Card(
            "waiting", _("Ceremonies and plaques to finish"), reverse("ceremonies:list"), "lock", figures, empty
        )

    held = Ceremony.objects.managed_within(scope).filter(state=Ceremony.State.HELD)
    return Sketch({"held": held, "out": Plaque.objects.within(scope).to_be_returned(timezone.localdate())}, card)


def next_ceremony(request: HttpRequest) -> Card | None:
    """The ceremony that comes next, and what it still needs. Three queries, however many are planned."""
    user: Any = request.user
    scope = user.scope_of(Permission.MANAGE_CEREMONIES)
    if not scope:
        return None
    ceremonies = Ceremony.objects.managed_within(scope).open()
    ceremony = ceremonies.order_by(F("held_on").asc(nulls_last=True), "pk").first()
    if ceremony is None:
        return Card(
            "waiting", _("Ceremonies"), reverse("ceremonies:list"), "calendar-event", [], _("No ceremony is planned.")
        )
    day = date_format(ceremony.held_on) if ceremony.held_on else _("date not fixed")
    title = f"{ceremony.title} · {day}"
    return Card("waiting", title, ceremony.get_absolute_url(), "calendar-event", [_to_do(ceremony, scope)])


def _to_do(ceremony: Ceremony, scope: Any) -> Figure:
    """What is missing; where nothing is, what comes next."""
    url = ceremony.get_absolute_url()
    plaques = list(ceremony.plaques.planned().select_related("branch").in_running_order())
    count = len(plaques)
    if ceremony.state == Ceremony.State.PREPARED:
        return Figure(ngettext("plaque to award", "plaques to award", count), count, f"{url}#list")
    lacking = rules.missing(ceremony, scope=scope, plaques=plaques)
    if lacking:
        return Figure(ngettext("thing missing", "things missing", len(lacking)), len(lacking), url)
    label = ngettext("branch on the list: ready to be prepared", "branches on the list: ready to be prepared", count)
    return Figure(label, count, reverse("ceremonies:prepare", args=[ceremony.pk]))
