"""What ceremonies have to say on the first page (registry.desk.cards)."""

from typing import Any

from django.db.models import Count, F, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.ceremonies import rules
from branches.ceremonies.models import Ceremony, Plaque
from branches.ceremonies.proposals import sums
from branches.ceremonies.querysets import awaiting_plaque
from branches.organisation.models import Branch
from registry.access import Permission
from registry.desk.cards import Card, Figure


def awaiting(request: HttpRequest) -> Card | None:
    """Branches that await a plaque and are on no list yet, new and consolidated apart. One query."""
    user: Any = request.user
    scope = user.scope_of(Permission.MANAGE_CEREMONIES)
    if not scope:
        return None
    figures = sums(awaiting_plaque(Branch.objects.within(scope), timezone.localdate()))
    url = reverse("ceremonies:awaiting")
    counts = [
        Figure(ngettext("new branch", "new branches", figures.new), figures.new, f"{url}?basis=new"),
        Figure(
            ngettext("consolidated branch", "consolidated branches", figures.consolidated),
            figures.consolidated,
            f"{url}?basis=consolidated",
        ),
    ]
    empty = _("Every approved branch has its plaque or is on a list.")
    return Card("waiting", _("Branches awaiting a plaque"), url, "award", counts, empty)


def unfinished(request: HttpRequest) -> Card | None:
    """Ceremonies that were held and are not closed; plaques still out though their branch is no more. One query."""
    user: Any = request.user
    scope = user.scope_of(Permission.MANAGE_CEREMONIES)
    if not scope:
        return None
    held = Q(ceremony__state=Ceremony.State.HELD) & scope.divisions("ceremony__division_code")
    theirs = Plaque.objects.within(scope).to_be_returned(timezone.localdate()).values("pk")
    counts = Plaque.objects.aggregate(
        held=Count("ceremony", distinct=True, filter=held), out=Count("pk", filter=Q(pk__in=theirs))
    )
    figures = [
        Figure(
            ngettext("ceremony held, not yet closed", "ceremonies held, not yet closed", counts["held"]),
            counts["held"],
            f"{reverse('ceremonies:list')}?state=held",
        ),
        Figure(
            ngettext("plaque of an ended branch to take back", "plaques of ended branches to take back", counts["out"]),
            counts["out"],
            f"{reverse('ceremonies:plaques')}?state=to_return",
        ),
    ]
    empty = _("Every ceremony that was held is closed, and no ended branch keeps a plaque.")
    return Card("waiting", _("Ceremonies and plaques to finish"), reverse("ceremonies:list"), "lock", figures, empty)


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
