"""What a county without a branch could do next, by the formal members registered from it."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from branches.coverage.tables import CountyRow, Coverage
from branches.organisation.norms import branch_size
from registry.access import Scope


@dataclass(frozen=True, slots=True)
class Prospect:
    """A county without any branch; ``formal``: its registered formal members, None where the day asked is not today."""

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


def prospects(coverage: Coverage, scope: Scope, *, today: datetime.date) -> list[Prospect]:
    """The gaps of the table, those that could found a branch first. One query, none where the table is of another day.

    Members are counted where their county answers for them (``settings.REGISTRY_FORMAL_MEMBERS``), and only today's are known.
    """
    known = coverage.on == today and bool(coverage.gaps)
    formal = import_string(settings.REGISTRY_FORMAL_MEMBERS)(scope) if known else {}
    minimum = branch_size(coverage.on).minimum_formal
    gaps = [Prospect(row, formal.get(row.code, 0) if known else None, minimum) for row in coverage.gaps]
    return sorted(gaps, key=lambda gap: (-(gap.formal or 0), gap.row.code))
