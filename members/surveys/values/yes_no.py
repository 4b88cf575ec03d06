"""Yes and no in a column, by a map of that file and column: 01 is yes here and no there, so no map holds for all (domain 5.3)."""

from collections.abc import Iterable, Mapping
from typing import Final

from members.surveys.values.blanks import parse_blank
from members.surveys.values.faults import Parsed, refused
from members.surveys.values.text import Cell, plain, text_of

# Words that mean the same everywhere. Digits never do.
WORDS: Final[Mapping[str, bool]] = {
    "是": True, "有": True, "√": True, "✓": True, "y": True, "yes": True, "true": True, "对": True,
    "否": False, "不是": False, "没有": False, "无": False, "×": False, "✗": False, "n": False, "no": False, "false": False,
}  # fmt: skip


def parse_yes_no(cell: Cell, *, codes: Mapping[str, bool]) -> Parsed:
    """True or False by ``codes`` (the map of this column, as the user confirmed it), else by words; digits without a map are asked."""
    key = plain(text_of(cell)).lower()
    if key in codes:
        return Parsed(codes[key])
    if key in WORDS:
        return Parsed(WORDS[key])
    return parse_blank(key) or refused("unknown_value", text=key)


def proposed_codes(cells: Iterable[Cell]) -> dict[str, bool] | None:
    """A map to propose for a column of digits, or None where two systems fit: 01/02 and 1/2 have yes first; 0/1 are open."""
    seen = {plain(text_of(cell)) for cell in cells} - {""}
    for yes, no in (("01", "02"), ("1", "2")):
        if no in seen and seen <= {yes, no}:
            return {yes: True, no: False}
    return None
