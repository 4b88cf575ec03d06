"""What a file is, before its lines: how it is read, what its columns mean, and what is kept of that."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from members.surveys.models import Upload
from members.surveys.reading import Column, Sheet, read
from members.surveys.reading.sources import Source
from members.surveys.waiting.columns import as_chosen, remembered_for, says_otherwise


@dataclass(frozen=True, slots=True)
class Reading:
    """What the user says of the file where it was not understood: nothing, as a rule.

    ``columns``: heading (or ``#position``) -> field, "" for none.
    """

    encoding: str | None = None
    sheet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file is, before its lines. ``reading``: how it was read in the end, so that it can be read again in the same way.

    ``remembered``: the file from which the meaning of its columns is remembered, or "".
    """

    sheet: Sheet
    reading: Reading
    remembered: str = ""


def understood(content: Source, *, name: str, place: int, reading: Reading) -> Understood:
    """Read the head of a file; headings that were set right at the place before are read as then.

    Raises ``UnusableFile`` with one sentence where it cannot be read at all.
    """
    sheet = sheet_of(content, name=name, reading=reading)
    memory = remembered_for(sheet, place)
    chosen = {**as_chosen(memory), **reading.columns} if memory else {}
    if memory is None or chosen == reading.columns or not says_otherwise(memory, sheet):
        return Understood(sheet, reading)
    reading = replace(reading, columns=chosen)
    return Understood(sheet_of(content, name=name, reading=reading), reading, memory.file_name)


def sheet_of(content: Source, *, name: str, reading: Reading) -> Sheet:
    return read(content, name=name, sheet=reading.sheet, encoding=reading.encoding, columns=reading.columns)


def facts_of(found: Understood) -> dict[str, Any]:
    """What was understood of the file, as an upload keeps it."""
    sheet, reading = found.sheet, found.reading
    return {
        "remembered": found.remembered,
        "encoding": sheet.encoding,
        "delimiter": sheet.delimiter,
        "sheet": sheet.sheet,
        "other_sheets": list(sheet.other_sheets),
        "header_line": sheet.header_line,
        "notices": [list(notice) for notice in sheet.notices],
        "hints": {field: hints._asdict() for field, hints in sheet.hints.items()},
        "reading": asdict(reading) | {"columns": dict(reading.columns)},
        "faults": {},
        "impact": {},
    }


def columns_of(sheet: Sheet) -> list[dict[str, Any]]:
    """The columns as an upload keeps them: position, header, field, sense, option, notices (code, parameters)."""
    return [
        {
            "position": c.position,
            "header": c.header,
            "field": c.field,
            "sense": c.sense,
            "option": c.option,
            "notices": [list(notice) for notice in c.notices],
        }
        for c in sheet.columns
    ]


def stored_columns(upload: Upload) -> tuple[Column, ...]:
    """The columns as an upload has kept them, without their notices."""
    return tuple(
        Column(c["position"], c["header"], c["field"], c.get("sense", ""), c.get("option", "")) for c in upload.columns
    )


def fields_read(upload: Upload) -> dict[int, str]:
    """Position of each column that is read -> the field as which it is."""
    return {column.position: column.read_as for column in stored_columns(upload) if column.read_as}
