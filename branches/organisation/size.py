"""How many members a branch has, from the tallies, and what the rules of its size say to that."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from branches.organisation import norms
from branches.organisation.models import Branch
from branches.organisation.querysets import BranchQuerySet


@dataclass(frozen=True, slots=True)
class Size:
    """Members who take part in a branch today, by kind. The kind of some is unknown: they are members, but not counted as formal."""

    formal: int = 0
    probationary: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        return self.formal + self.probationary + self.unknown

    def is_below_minimum(self, on: datetime.date) -> bool:
        """Whether there are members, but surely fewer formal ones than a branch needs (working rules of 2018, article 7)."""
        return self.total > 0 and self.formal + self.unknown < norms.branch_size(on).minimum_formal

    def is_above_maximum(self, on: datetime.date) -> bool:
        """Whether there are more members than a branch holds as a rule."""
        size = norms.branch_size(on)
        return (self.total if size.counts_all else self.formal) > size.maximum


def with_size(branches: BranchQuerySet) -> BranchQuerySet:
    """Each branch with what ``size_read`` makes its size of, in the same query."""
    tally = apps.get_model("members", "MemberTally")
    here = tally._default_manager.filter(branch=OuterRef("pk")).order_by().values("branch")

    def people(kind: str) -> Coalesce:
        counted = here.filter(kind=kind).annotate(people=Sum("members"))
        return Coalesce(Subquery(counted.values("people")), 0)

    return branches.annotate(**{f"members_{kind}": people(kind) for kind in ("formal", "probationary", "unknown")})


def size_read(branch: Any) -> Size:
    """The size of a branch read ``with_size``."""
    return Size(branch.members_formal, branch.members_probationary, branch.members_unknown)


def sizes_of(codes: Iterable[int]) -> dict[int, Size]:
    """Branch code -> size, for every code asked; one query. The roll lies a floor above and is known by name."""
    tally = apps.get_model("members", "MemberTally")
    codes = list(codes)
    rows = (
        tally._default_manager.filter(branch__in=codes)
        .order_by()
        .values_list("branch", "kind")
        .annotate(Sum("members"))
    )
    counted: dict[int, dict[str, int]] = {code: {} for code in codes}
    for branch, kind, members in rows:
        counted[branch][kind] = members
    return {code: Size(**kinds) for code, kinds in counted.items()}


def size_of(branch: Branch) -> Size:
    return sizes_of([branch.pk])[branch.pk]


def below_minimum(on: datetime.date) -> Q:
    """Condition on branches: what ``is_below_minimum`` says of each, from its rows in the tallies."""
    tally = apps.get_model("members", "MemberTally")
    may_be_formal = Sum("members", filter=~Q(kind="probationary"), default=0)
    here = tally._default_manager.filter(branch=OuterRef("pk")).order_by().values("branch")
    counted = here.annotate(all=Sum("members"), formal=may_be_formal)
    small = counted.filter(all__gt=0, formal__lt=norms.branch_size(on).minimum_formal)
    return Q(Exists(small), kind=Branch.Kind.BRANCH)


def is_below_minimum(branch: Branch, size: Size, on: datetime.date) -> bool:
    """Whether a branch has fallen below what it needs and should be adjusted or abolished: a flag, people decide."""
    return branch.kind == Branch.Kind.BRANCH and branch.is_active_on(on) and size.is_below_minimum(on)
