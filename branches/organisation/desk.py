"""What branches have to say on the first page (registry.desk.cards)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from branches.organisation import filters
from branches.organisation.filters import Attention
from branches.organisation.models import Branch
from registry.access import Permission
from registry.desk.cards import Card, Figure, Sketch


def to_look_at(request: HttpRequest) -> Sketch | None:
    """Branches without secretary, with elections due or overdue, with too few formal members."""
    user: Any = request.user
    scope = user.scope_of(Permission.MANAGE_BRANCHES)
    if not scope:
        return None
    today = timezone.localdate()
    branches = Branch.objects.within(scope).active_on(today)
    looks = [
        Attention.NO_SECRETARY,
        Attention.ELECTION_OVERDUE,
        Attention.ELECTION_DUE,
        Attention.BELOW_MINIMUM,
    ]
    url = reverse("branches:list")

    def card(numbers: Mapping[str, int]) -> Card:
        return Card(
            kind="waiting",
            title=_("Branches to look at"),
            url=url,
            icon="diagram-3",
            figures=[Figure(name.label, numbers[name], f"{url}?attention={name}") for name in looks if numbers[name]],
            empty=_("Every branch has its secretary, no election is due, none has too few members."),
        )

    return Sketch({name: filters.to_look_at(branches, name, today) for name in looks}, card)


def figures(request: HttpRequest) -> Sketch | None:
    """How many branches there are in my part, new and consolidated."""
    user: Any = request.user
    scope = user.scope_of(Permission.VIEW_BRANCHES)
    if not scope:
        return None
    active = Branch.objects.within(scope).active_on(timezone.localdate())
    url = reverse("branches:list")

    def card(numbers: Mapping[str, int]) -> Card:
        return Card(
            kind="figure",
            title=_("Branches"),
            url=url,
            icon="diagram-3",
            figures=[
                Figure(_("Active branches"), numbers["all"], url),
                Figure(_("Newly founded"), numbers["new"], f"{url}?origin=new"),
                Figure(_("Consolidated"), numbers["consolidated"], f"{url}?origin=consolidated"),
            ],
            empty=_("There are no branches yet."),
        )

    by_origin = {
        "new": active.filter(origin=Branch.Origin.NEW),
        "consolidated": active.filter(origin=Branch.Origin.CONSOLIDATED),
    }
    return Sketch({"all": active, **by_origin}, card)
