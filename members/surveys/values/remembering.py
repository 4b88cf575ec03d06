"""The cells of a column as values: distinct ones are parsed once and remembered, not once for each row."""

from collections.abc import Callable
from typing import Final, Protocol, TypeVar

from members.surveys.values.faults import Parsed
from members.surveys.values.text import Cell

Parser = Callable[[Cell], Parsed]
_Key = TypeVar("_Key")

_OWN: Final = {"name", "contact", "id_number", "member_no", "card_no"}  # everybody has his own: nothing to remember
_MOST: Final = 20_000  # distinct cells of a column, or rows of several


class ColumnLike(Protocol):
    """What must be known of a column here (``reading.sheet.Column`` is one)."""

    @property
    def position(self) -> int: ...
    @property
    def header(self) -> str: ...
    @property
    def field(self) -> str | None: ...
    @property
    def sense(self) -> str: ...
    @property
    def option(self) -> str: ...
    @property
    def is_remark(self) -> bool: ...


class Parsing(Protocol):
    """What a column's cells mean. Faults carry the field and the heading."""

    def __getitem__(self, cell: Cell, /) -> Parsed: ...


def parsing(field: str, header: str, parse: Parser) -> Parsing:
    return Anew(field, header, parse) if field in _OWN else Remembered(field, header, parse)


class Anew:
    """Every cell is parsed when it is asked for."""

    def __init__(self, field: str, header: str, parse: Parser) -> None:
        self._field, self._header, self._parse = field, header, parse

    def __getitem__(self, cell: Cell) -> Parsed:
        parsed = self._parse(cell)
        if not parsed.faults:
            return parsed
        named = tuple(fault._replace(field=self._field, header=self._header) for fault in parsed.faults)
        return Parsed(parsed.value, named)


class Remembered(dict[Cell, Parsed]):
    """Cells already parsed; one not seen yet is parsed by asking for it."""

    def __init__(self, field: str, header: str, parse: Parser) -> None:
        super().__init__()
        self._anew = Anew(field, header, parse)

    def __missing__(self, cell: Cell) -> Parsed:
        return remember(self, cell, self._anew[cell])


def remember(known: dict[_Key, Parsed], key: _Key, parsed: Parsed) -> Parsed:
    """Keep what was parsed; of too many all before it is forgotten, so that memory stays flat."""
    if len(known) >= _MOST:
        known.clear()
    known[key] = parsed
    return parsed
