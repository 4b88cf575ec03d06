"""Figures of the roll, read from the tallies: exact at every commit, whatever the number of members. Each is one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils.functional import Promise

from members.roll.knowns import SIX_KNOWNS
from members.roll.models import DivisionTally, MemberKind, MemberTally
from members.roll.querysets import MemberTallyQuerySet
from registry.access import Scope


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of how many; nothing of nothing is no rate, and neither 0 nor 100 %."""

    label: Promise | str
    name: str
    count: int
    of: int

    @property
    def share(self) -> float | None:
        """Per cent, 0-100."""
        return 100 * self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Figures:
    """Members on the roll in some part of the tree. Members of unknown kind are members, but not counted as formal."""

    members: int = 0
    formal: int = 0
    probationary: int = 0
    without_branch: int = 0
    complete: int = 0
    left_on: int = 0
    work_address: int = 0
    origin: int = 0
    occupation: int = 0
    contact: int = 0
    dues: int = 0

    @property
    def complete_share(self) -> float | None:
        """Per cent of the members of whom all six are known; None where there is nobody."""
        return 100 * self.complete / self.members if self.members else None

    @property
    def rates(self) -> list[Rate]:
        """The completeness of each of the six knowns."""
        return [Rate(label, name, getattr(self, name), self.members) for name, label in SIX_KNOWNS.items()]


def _sums() -> dict[str, Any]:
    def people(**only: Any) -> Any:
        return Coalesce(Sum("members", filter=Q(**only)), 0) if only else Coalesce(Sum("members"), 0)

    return {
        "sum_members": people(),
        "sum_formal": people(kind=MemberKind.FORMAL),
        "sum_probationary": people(kind=MemberKind.PROBATIONARY),
        "sum_without_branch": people(branch=0),
        **{f"sum_{name}": Coalesce(Sum(name), 0) for name in ("complete", *SIX_KNOWNS)},
    }


def tallies_within(scope: Scope, *, each_branch: bool = False) -> MemberTallyQuerySet:
    """The tallies to add up for a scope, in no order: of whole divisions where it holds no single branch and ``each_branch`` is not asked
    for. A province of 25,000 branches has a few hundred of those.
    """
    table = DivisionTally if scope.is_of_divisions and not each_branch else MemberTally
    return table.objects.within(scope).order_by()


def figures_within(scope: Scope) -> Figures:
    """The sum over the tallies of the scope."""
    sums = tallies_within(scope).aggregate(**_sums())
    return Figures(**{name.removeprefix("sum_"): count for name, count in sums.items()})


def formal_by_home(homes: Iterable[int]) -> dict[int, int]:
    """Formal members of these divisions that answer for them (``settings.REGISTRY_FORMAL_MEMBERS``)."""
    formal = DivisionTally.objects.filter(kind=MemberKind.FORMAL, home__in=list(homes)).order_by()
    return dict(formal.values_list("home").annotate(Sum("members")))
