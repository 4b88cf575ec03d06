"""What a county without a branch of its own could do next, by the formal members registered from it."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from branches.coverage.tables import CountyRow, Coverage
from branches.organisation.norms import branch_size
from registry.access import Scope


@dataclass(frozen=True, slots=True)
class Prospect:
    """A county without a branch of its own. ``formal``: its registered formal members; None where the reader may not know."""

    row: CountyRow
    formal: int | None
    minimum: int

    @property
    def could_found_alone(self) -> bool:
        return self.formal is not None and self.formal >= self.minimum

    @property
    def could_join_others(self) -> bool:
        """Too few for a branch of its own, but somebody: a joint branch with neighbours (working rules of 2018, article 5)."""
        return self.formal is not None and 0 < self.formal < self.minimum


@dataclass(frozen=True, slots=True)
class Prospects:
    """``gaps``: all counties without any branch. ``joint``: those of the jointly served that could found their own."""

    gaps: list[Prospect]
    joint: list[Prospect]


def prospects(coverage: Coverage, members_within: Scope, *, today: datetime.date) -> Prospects:
    """The most members first. One query, about these counties alone; none where the table is of another day: only today's
    members are known.

    ``members_within``: where the reader may know of members. They are counted where their county answers for them
    (``settings.REGISTRY_FORMAL_MEMBERS``).
    """
    minimum = branch_size(coverage.on).minimum_formal
    rows = [row for row in coverage.rows if not row.has_own]
    known = {row.code for row in rows if row.code in members_within} if coverage.on == today else set()
    registered = import_string(settings.REGISTRY_FORMAL_MEMBERS)(known)
    without_own = [Prospect(row, registered.get(row.code, 0) if row.code in known else None, minimum) for row in rows]
    without_own.sort(key=lambda each: (-(each.formal or 0), each.row.code))
    return Prospects(
        gaps=[each for each in without_own if not each.row.is_covered],
        joint=[each for each in without_own if each.row.is_covered and each.could_found_alone],
    )
