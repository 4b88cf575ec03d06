"""What the fast reader of workbooks does not tell of a sheet; how it is found is a matter of each kind of file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

MOST_NAMED = 50  # rows; a user needs no longer list
MONTH, YEAR = 7, 4  # characters of 2016-03-05
BUILT_IN_FORMATS = dict.fromkeys((17, 27, 36, 50, 52, 54, 57), MONTH)  # mmm-yy and the Chinese yyyy"年"m"月"
_ONLY_HERE = ("short_dates", "error_cells", "merges")

Merge = tuple[tuple[int, int], tuple[int, int]]
"""((top, left), (bottom, right)) from 0, as the fast reader has it."""


class Details(NamedTuple):
    """Rows from 1, columns of cells from 0. ``short_dates``: (row, column) of dates shown without a day -> how much of them is
    (``shown_of``); ``error_cells``: row -> column -> text of an error.
    """

    short_dates: Mapping[tuple[int, int], int] = MappingProxyType({})
    error_cells: Mapping[int, Mapping[int, str]] = MappingProxyType({})
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    struck_rows: tuple[int, ...] = ()
    formulas: bool = False
    formulas_without_results: bool = False
    since_1904: bool = False
    merges: Sequence[Merge] = ()

    def facts(self) -> dict[str, Any]:
        """What the site is told."""
        return {name: value for name, value in self._asdict().items() if name not in _ONLY_HERE}


NO_DETAILS = Details()


def named(rows: Iterable[int]) -> tuple[int, ...]:
    """Each once, and not too many."""
    return tuple(dict.fromkeys(rows))[:MOST_NAMED]


def shown_of(code: str) -> int | None:
    """Of a number format that shows a date without its day: as many characters of 2016-03-05 as it shows, a month or a year."""
    code = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", code.split(";")[0]).lower()
    if "y" not in code or any(part in code for part in "dhs"):
        return None
    return MONTH if "m" in code else YEAR
