"""Distinct cells of a column are parsed once and remembered, not once for each row."""

from collections.abc import Callable
from typing import Protocol

from members.surveys.values.faults import Parsed
from members.surveys.values.text import Cell

Parser = Callable[[Cell], Parsed]

_MOST = 50_000  # distinct cells of a column; then it forgets, so that memory stays flat


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


class Remembered(dict[Cell, Parsed]):
    """Cells already parsed; one not seen yet is parsed by asking for it. Faults carry the field and the heading."""

    def __init__(self, field: str, header: str, parse: Parser) -> None:
        super().__init__()
        self.field, self.header, self._parse = field, header, parse

    def __missing__(self, cell: Cell) -> Parsed:
        parsed = self._parse(cell)
        if parsed.faults:
            named = tuple(fault._replace(field=self.field, header=self.header) for fault in parsed.faults)
            parsed = Parsed(parsed.value, named)
        if len(self) >= _MOST:
            self.clear()
        self[cell] = parsed
        return parsed
