"""A table that was read: what the file is, what each column holds, and its rows in order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from members.surveys.reading.header_words import REMARK
from members.surveys.reading.notices import Notice
from members.surveys.values.dates import DateHints
from members.surveys.values.text import Cell


class Row(NamedTuple):
    """One row. ``line``: the physical line of a text file (the first of a record with line breaks inside) or the row of a sheet, from 1.

    ``reason``: why it is no data: title, blank, header, total or note; "" for data.
    """

    line: int
    cells: tuple[Cell, ...]
    reason: str = ""


@dataclass(frozen=True)
class Column:
    """One column. ``position`` from 1; ``field`` None: not kept, ``notices`` say why; ``sense``, ``option``: see ``header_words``."""

    position: int
    header: str
    field: str | None
    sense: str = ""
    option: str = ""
    notices: tuple[Notice, ...] = ()

    @property
    def read_as(self) -> str | None:
        """The field as which its cells are read: a remark, of which nothing is kept, as a note."""
        return "note" if self.is_remark else self.field

    @property
    def is_remark(self) -> bool:
        return self.field is None and self.sense == REMARK

    def as_json(self) -> dict[str, Any]:
        return {
            "position": self.position,
            "header": self.header,
            "field": self.field,
            "warnings": [notice.as_json() for notice in self.notices],
        }


@dataclass(frozen=True)
class Sheet:
    """A table of a file. ``rows()`` yields every row of it, titles and notes too, as often as it is called."""

    name: str
    sha256: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    other_sheets: tuple[str, ...]
    header_line: int
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[Row]]
    notices: tuple[Notice, ...] = ()
    hints: dict[str, DateHints] = field(default_factory=dict)
    """What the columns of dates say about their ambiguous cells, by field, from the first rows."""

    @property
    def width(self) -> int:
        return len(self.columns)

    def file_as_json(self) -> dict[str, Any]:
        """The object ``file`` of the JSON contract."""
        return {
            "name": self.name,
            "sha256": self.sha256,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "sheet": self.sheet,
            "other_sheets": list(self.other_sheets),
            "header_line": self.header_line,
            "warnings": [notice.as_json() for notice in self.notices],
        }
