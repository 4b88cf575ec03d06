"""One line of a staged file read again in part: the cells a person set right, and nothing else.

The file itself may be gone, and what was typed in its other cells (numbers, dates) with it, so the other fields keep their values.
"""

from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings

from members.surveys.draft import fields_read, stored_columns
from members.surveys.interpretation import Interpreter
from members.surveys.lines import Line, Terms
from members.surveys.models import Upload
from members.surveys.reading import Row, Sheet
from members.surveys.resolution import RESOLVED, Resolver
from members.surveys.values.dates import DateHints, order_faults
from members.surveys.values.text import Cell
from members.surveys.waiting.answers import OVER_DATES, Answers, forget

_DETAILS = {"origin": ("origin_text", "township"), "work_address": ("district",), "branch": ("branch",)}


class Rereader:
    """Reads cells of staged lines as ``draft`` read them: the same columns, the same hints, the same places."""

    def __init__(self, upload: Upload, terms: Terms) -> None:
        sheet = stored_sheet(upload)
        self._fields = fields_read(upload)
        self._headers = {column.field: column.header for column in sheet.columns if column.field}
        self._width = sheet.width
        self._answers = Answers(terms, upload.pk)
        self._interpreter = Interpreter(sheet, today=terms.today, key=settings.DIGEST_KEY.encode())
        self._resolver = Resolver(terms, headers={f: header for f, header in self._headers.items() if f})

    def correct(self, line: Line, cells: Mapping[int, Cell]) -> None:
        """Put new cells into the line, by position from 1, and read their fields anew. An identity number is digested at once."""
        before = line.cells + [""] * (self._width - len(line.cells))
        given: list[Cell] = list(before)
        for position, cell in cells.items():
            given[position - 1] = cell
        changed = [position for position in cells if position in self._fields]
        self._read(line, given, {self._fields[position] for position in changed})
        corrected = line.details.setdefault("corrected", {})
        for position in changed:
            first = corrected.get(str(position), [before[position - 1]])[0]
            corrected[str(position)] = [first, line.cells[position - 1]]

    def _read(self, line: Line, cells: Sequence[Cell], fields: set[str]) -> None:
        meant = self._interpreter.interpret(Row(line.line, tuple(cells)))
        line.cells = meant.cells
        for field in fields:
            line.values.pop(field, None)
            for name in _DETAILS.get(field, ()):
                line.details.pop(name, None)
            if field in meant.values:
                line.values[field] = meant.values[field]
        line.faults = [f for f in line.faults if f.field not in fields and f.code not in OVER_DATES]
        line.faults += [f for f in meant.faults if f.field in fields and f.code not in OVER_DATES]
        order = order_faults(line.values.get("joined_on"), line.values.get("confirmed_on"))
        line.faults += [fault._replace(header=self._headers.get("confirmed_on", "")) for fault in order]
        if "id_number" in fields:
            line.digest = meant.digest
        self._resolver.resolve(line, only=fields & set(RESOLVED))
        forget(line, fields)
        self._answers.take(line)


def stored_sheet(upload: Upload) -> Sheet:
    """The columns of an upload and what was known of them, as a sheet without rows."""
    facts = upload.facts
    return Sheet(
        name=upload.file_name,
        sha256=upload.sha256,
        encoding=facts["encoding"],
        delimiter=facts["delimiter"],
        sheet=facts["sheet"],
        other_sheets=tuple(facts["other_sheets"]),
        header_line=facts["header_line"],
        columns=stored_columns(upload),
        rows=_no_rows,
        hints={field: DateHints(**hints) for field, hints in facts.get("hints", {}).items()},
    )


def _no_rows() -> Iterator[Row]:
    return iter(())
