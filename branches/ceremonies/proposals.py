"""Branches that await a plaque, and the figures of a proposal."""

import datetime

from django.db.models import Count, Q

from branches.ceremonies.models import Ceremony
from branches.ceremonies.querysets import Figures, awaiting_plaque
from branches.ceremonies.tables import BRANCH_PLACES
from branches.organisation.models import Branch
from branches.organisation.querysets import BranchQuerySet
from registry.access import Scope
from registry.accounts.places import scope_of_place


def awaiting_within(scope: Scope, day: datetime.date) -> BranchQuerySet:
    """Branches in the scope that await a plaque, by place and day of approval, with what their place's name needs."""
    return (
        awaiting_plaque(Branch.objects.within(scope), day)
        .select_related(*BRANCH_PLACES)
        .prefetch_related("county__former_names")
    )


def proposed_for(ceremony: Ceremony, *, scope: Scope, today: datetime.date) -> BranchQuerySet:
    """Branches of the ceremony's place that await a plaque on its day (today, where it has none)."""
    return awaiting_within(scope, ceremony.held_on or today).within(scope_of_place(ceremony.division_code))


def sums(branches: BranchQuerySet) -> Figures:
    """New, consolidated and all, counted from the rows."""
    return Figures(
        **branches.order_by().aggregate(
            new=Count("pk", filter=Q(origin=Branch.Origin.NEW)),
            consolidated=Count("pk", filter=Q(origin=Branch.Origin.CONSOLIDATED)),
            total=Count("pk"),
        )
    )
