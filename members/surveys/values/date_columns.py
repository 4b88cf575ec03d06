"""What a column of dates says as a whole about its ambiguous cells: asked once for the column, not for each cell."""

import re
from collections.abc import Iterable

from members.surveys.values.dates import DateHints, date_of_serial, is_year_and_month
from members.surveys.values.text import Cell, kind_of, plain, text_of

_YEAR_LAST = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ]\d{4}(?!\d)")
_YEAR_FIRST = re.compile(r"(?:1[3-9]|[2-9]\d)[./\-]\d{1,2}$|(?:3[2-9]|[4-9]\d)[./\-]\d{1,2}[./\-]\d{1,2}$")
_KEPT_ZERO = re.compile(r"(?:\d{4}|\d{2})\.10$")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?$")


def hints_of(cells: Iterable[Cell], *, is_workbook: bool, since_1904: bool = False) -> DateHints:
    """Evidence from (a sample of) the cells of one column.

    Day before month, or the other way round, where a number above 12 shows it and nothing contradicts; day numbers that are not all
    first of a month; a ``2016.10`` with its zero, which tells that texts were kept as written. In a workbook texts always are.
    """
    texts = [(kind_of(cell), plain(text_of(cell))) for cell in cells]
    serials = [text for _, text in texts if _SERIAL.match(text) and not is_year_and_month(text)]
    return DateHints(
        order=_order([text for _, text in texts]),
        text_kept=is_workbook or any(_KEPT_ZERO.match(text) for kind, text in texts if kind == "text"),
        serial_days=any(date_of_serial(text, since_1904=since_1904).day != 1 for text in serials),
        since_1904=since_1904,
    )


def _order(texts: list[str]) -> str | None:
    """The order that the cells which can be read only one way agree on."""
    seen: set[str] = set()
    for text in texts:
        found = _YEAR_LAST.match(text)
        if found:
            first, second = int(found.group(1)), int(found.group(2))
            seen |= {"dmy"} if first > 12 >= second else {"mdy"} if first <= 12 < second else set()
        elif _YEAR_FIRST.match(text):
            seen.add("ymd")
    return seen.pop() if len(seen) == 1 else None
