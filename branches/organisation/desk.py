"""What branches have to say on the first page (registry.desk.cards)."""

from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from branches.organisation import elections
from branches.organisation.filters import Attention, due_soon, overdue
from branches.organisation.models import Branch
from branches.organisation.size import below_minimum
from registry.access import Permission
from registry.desk.cards import Card, Figure


def to_look_at(request: HttpRequest) -> Card | None:
    """Branches without secretary, with elections due or overdue, with too few formal members. One query."""
    user: Any = request.user
    scope = user.scope_of(Permission.MANAGE_BRANCHES)
    if not scope:
        return None
    today = timezone.localdate()
    branches = elections.with_last_election(Branch.objects.within(scope).active_on(today)).with_secretary(today)
    looks = {
        Attention.NO_SECRETARY: Q(secretary=None),
        Attention.ELECTION_OVERDUE: overdue(today),
        Attention.ELECTION_DUE: due_soon(today),
        Attention.BELOW_MINIMUM: below_minimum(today),
    }
    flagged = branches.annotate(**{name: ExpressionWrapper(q, BooleanField()) for name, q in looks.items()})
    counts = flagged.aggregate(**{f"{name}s": Count("pk", filter=Q(**{name: True})) for name in looks})
    url = reverse("branches:list")
    figures = [
        Figure(name.label, counts[f"{name}s"], f"{url}?attention={name}") for name in looks if counts[f"{name}s"]
    ]
    return Card(
        kind="waiting",
        title=_("Branches to look at"),
        url=url,
        icon="diagram-3",
        figures=figures,
        empty=_("Every branch has its secretary, no election is due, none has too few members."),
    )


def figures(request: HttpRequest) -> Card | None:
    """How many branches there are in my part, new and consolidated. One query."""
    user: Any = request.user
    scope = user.scope_of(Permission.VIEW_BRANCHES)
    if not scope:
        return None
    counts = (
        Branch.objects.within(scope)
        .active_on(timezone.localdate())
        .aggregate(
            all=Count("pk"),
            new=Count("pk", filter=Q(origin=Branch.Origin.NEW)),
            consolidated=Count("pk", filter=Q(origin=Branch.Origin.CONSOLIDATED)),
        )
    )
    url = reverse("branches:list")
    return Card(
        kind="figure",
        title=_("Branches"),
        url=url,
        icon="diagram-3",
        figures=[
            Figure(_("Active branches"), counts["all"], url),
            Figure(_("Newly founded"), counts["new"], f"{url}?origin=new"),
            Figure(_("Consolidated"), counts["consolidated"], f"{url}?origin=consolidated"),
        ],
        empty=_("There are no branches yet."),
    )
