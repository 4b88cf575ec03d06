"""Where: a scope is a set of code ranges, so that "this place and all below" is one BETWEEN in the database.

Codes are places (docs/adr/0003-codes-as-keys.md). A division has six digits (360103), a branch nine: the division's code
times 1000 plus a serial (360103001). A scope holds its ranges in branch codes; a division's own code is asked as the
range of all branch codes below it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.db.models import Q

SERIALS = 1000  # branch codes per division
_LOWEST, _HIGHEST = 0, 999_999_999


@dataclass(frozen=True, slots=True)
class Scope:
    """Inclusive ranges of branch codes, sorted, never overlapping. Empty means nowhere."""

    ranges: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, place: int, *, predecessors: Iterable[int] = ()) -> Self:
        """The scope of a division (six digits) with all below it, or of one branch (nine digits).

        ``predecessors`` are codes the division had before, or of divisions merged into it.
        """
        return cls(_merged([branch_range(code) for code in (place, *predecessors)]))

    @classmethod
    def everywhere(cls) -> Self:
        return cls(((_LOWEST, _HIGHEST),))

    @classmethod
    def nowhere(cls) -> Self:
        return cls()

    def __or__(self, other: Self) -> Self:
        return type(self)(_merged([*self.ranges, *other.ranges]))

    def __bool__(self) -> bool:
        return bool(self.ranges)

    def __contains__(self, place: int) -> bool:
        """Whether the division or branch lies wholly inside."""
        low, high = branch_range(place)
        return any(first <= low and high <= last for first, last in self.ranges)

    def __le__(self, other: Self) -> bool:
        """Whether everything in this scope is in the other too."""
        return all(any(first <= low and high <= last for first, last in other.ranges) for low, high in self.ranges)

    @property
    def is_everywhere(self) -> bool:
        return self.ranges == ((_LOWEST, _HIGHEST),)

    @property
    def is_of_divisions(self) -> bool:
        """Whether it consists of whole divisions, without single branches."""
        return all(low % SERIALS == 0 and high % SERIALS == SERIALS - 1 for low, high in self.ranges)

    def branches(self, field: str) -> Q:
        """Condition on a column of branch codes."""
        return _any_of(field, self.ranges)

    def divisions(self, field: str) -> Q:
        """Condition on a column of six-digit codes: the divisions wholly inside (a grant on one branch has none)."""
        wholly_inside = ((-(-low // SERIALS), (high + 1) // SERIALS - 1) for low, high in self.ranges)
        return _any_of(field, [(first, last) for first, last in wholly_inside if first <= last])

    def townships(self, field: str) -> Q:
        """Condition on a column of nine-digit township codes, which begin with their county's six digits."""
        return _any_of(field, [r for r in self.ranges if r[1] - r[0] >= SERIALS - 1])


def branch_range(place: int) -> tuple[int, int]:
    """Inclusive range of the branch codes at and below a place: 360100 -> (360100000, 360199999).

    Raises ValueError where ``place`` is neither six nor nine digits.
    """
    if 100_000_000 <= place <= _HIGHEST:
        return place, place
    if not 100_000 <= place <= 999_999:
        raise ValueError(f"not the code of a division or a branch: {place}")
    width = 10_000 if place % 10_000 == 0 else 100 if place % 100 == 0 else 1
    return place * SERIALS, (place + width) * SERIALS - 1


def _merged(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def _any_of(field: str, ranges: Iterable[tuple[int, int]]) -> Q:
    condition = Q(pk__in=[])  # nowhere: Django answers it without asking the database
    for low, high in ranges:
        condition |= Q(**{f"{field}__gte": low, f"{field}__lte": high})
    return condition
