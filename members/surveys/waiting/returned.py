"""The workbook of waiting lines, corrected and sent back: which cells say something else now."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.surveys.draft import stored_columns
from members.surveys.models import Upload, UploadRow
from members.surveys.reading import Column
from members.surveys.reading.decoding import encoding_of
from members.surveys.reading.delimiters import delimiter_of
from members.surveys.reading.header_rows import NumberedCells
from members.surveys.reading.headings import normalised
from members.surveys.reading.sniffing import kind_of_file
from members.surveys.reading.text_files import lines_of, records_of
from members.surveys.reading.workbooks import opened_sheet
from members.surveys.values.text import Cell, text_of, visible
from members.surveys.waiting.corrections import correct
from members.surveys.waiting.judging import is_open
from members.surveys.waiting.workbook import line_of_key, text_in_workbook
from registry.accounts.models import User

_FIRST_LINES = 60


@dataclass(slots=True)
class Returned:
    """``cells``: line -> position -> what stands there now, where it is something else than before.

    ``unchanged``: lines in which nothing was changed; ``written``: lines applied meanwhile, left as they are.
    """

    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    unchanged: list[int] = field(default_factory=list)
    written: list[int] = field(default_factory=list)


def take_corrected(*, upload: Upload, content: bytes, by: User | None, today: datetime.date) -> Returned:
    """Put the corrected cells of a returned workbook into their lines; all or nothing.

    Raises ``UnusableFile`` where it cannot be read; ValidationError: another_file, no_keys, no_such_line, and those of ``correct``.
    """
    returned = read_corrected(upload, content)
    if returned.cells:
        correct(upload=upload, cells=returned.cells, by=by, today=today)
    return returned


def read_corrected(upload: Upload, content: bytes) -> Returned:
    """Compare the workbook with the lines as they are."""
    places: dict[int, int] = {}
    given: dict[int, Sequence[Cell]] = {}
    for _line, cells in _rows(content):
        found = [key for cell in cells if (key := line_of_key(text_of(cell)))]
        if not found:
            places = places or _places(upload, cells)
            continue
        number, line = found[-1]
        if number != upload.pk:
            message = _("This workbook belongs to another survey file (%(number)s). Upload it there.")
            raise ValidationError(message, code="another_file", params={"number": number})
        given[line] = cells
    if not given or not places:
        message = _(
            "The last column, which ties each row to its line, or the headings are missing. Download the workbook again."
        )
        raise ValidationError(message, code="no_keys")
    return _compared(upload, places, given)


def _rows(content: bytes) -> Iterator[NumberedCells]:
    if kind_of_file(content) != "text":
        return opened_sheet(content).rows
    codec = encoding_of(content)
    delimiter = delimiter_of(list(islice(lines_of(content, codec), _FIRST_LINES)))
    return iter(records_of(content, encoding=codec, delimiter=delimiter))


def _places(upload: Upload, cells: Sequence[Cell]) -> dict[int, int]:
    """Position in the upload -> index in the workbook, where this row holds the headings; columns may have been moved or left out."""
    left: dict[str, list[int]] = {}
    for index, cell in enumerate(cells):
        left.setdefault(normalised(text_of(cell)), []).append(index)
    places = {}
    columns = stored_columns(upload)
    for column in columns:
        found = left.get(normalised(column.header))
        if column.read_as and column.header and found:
            places[column.position] = found.pop(0)
    name = next((column.position for column in columns if column.field == "name"), None)
    return places if name is None or name in places else {}


def _compared(upload: Upload, places: dict[int, int], given: dict[int, Sequence[Cell]]) -> Returned:
    rows = {row.line: row for row in upload.rows.filter(line__in=list(given))}
    on_roll = set(upload.written.filter(line__in=list(given)).values_list("line", flat=True))
    missing = sorted(set(given) - set(rows))
    if missing:
        message = _("The file has no line %(line)s; the last column was changed.")
        raise ValidationError(message, code="no_such_line", params={"line": missing[0]})
    columns = {column.position: column for column in stored_columns(upload)}
    returned = Returned()
    for line, cells in sorted(given.items()):
        row = rows[line]
        if line in on_roll or not is_open(row, upload):
            returned.written.append(line)
            continue
        changed = {
            position: cells[index] if index < len(cells) else ""
            for position, index in places.items()
            if _differs(row, columns[position], cells[index] if index < len(cells) else "")
        }
        if changed:
            returned.cells[line] = changed
        else:
            returned.unchanged.append(line)
    return returned


def _differs(row: UploadRow, column: Column, cell: Cell) -> bool:
    return visible(text_of(cell)) != visible(text_in_workbook(row, column))
