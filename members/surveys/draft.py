"""From the bytes of a file to its plan: read, interpreted, resolved, judged. Writes nothing; page and command share it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from members.surveys.impact import impact_of
from members.surveys.interpretation import Interpreter
from members.surveys.lines import Line, Terms
from members.surveys.models import UploadRow
from members.surveys.plan import Plan, plan
from members.surveys.reading import Sheet, read
from members.surveys.resolution import Resolver
from members.surveys.waiting.answers import Answers
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
class Draft:
    """A file understood (``sheet``) and what would become of its lines (``plan``).

    ``remembered``: the file from which the meaning of its columns is remembered, or "".
    """

    sheet: Sheet
    plan: Plan
    remembered: str = ""


def draft(
    content: bytes, *, name: str, terms: Terms, reading: Reading | None = None, upload: int | None = None
) -> Draft:
    """Read a file and plan it. Raises ``UnusableFile`` with one sentence where it cannot be read at all."""
    reading = reading or Reading()
    sheet = read(content, name=name, sheet=reading.sheet, encoding=reading.encoding, columns=reading.columns)
    memory = remembered_for(sheet, terms.place)
    chosen = {**as_chosen(memory), **reading.columns} if memory else {}
    is_remembered = memory is not None and chosen != reading.columns and says_otherwise(memory, sheet)
    if is_remembered:
        sheet = read(content, name=name, sheet=reading.sheet, encoding=reading.encoding, columns=chosen)
    lines = list(_lines(sheet, terms, Answers(terms, upload)))
    planned = plan(lines, terms, earlier=earlier_members(sheet.sha256), upload=upload)
    return Draft(sheet, planned, memory.file_name if memory and is_remembered else "")


def _lines(sheet: Sheet, terms: Terms, answers: Answers) -> Iterator[Line]:
    interpreter = Interpreter(sheet, today=terms.today, key=settings.DIGEST_KEY.encode())
    resolver = Resolver(terms, headers={column.field: column.header for column in sheet.columns if column.field})
    for row in sheet.rows():
        if row.reason:
            yield Line(line=row.line, cells=interpreter.redacted(row), reason=row.reason)
            continue
        meant = interpreter.interpret(row)
        line = Line(
            line=row.line, cells=meant.cells, values=meant.values, digest=meant.digest, faults=list(meant.faults)
        )
        resolver.resolve(line)
        answers.take(line)
        yield line


def earlier_members(sha256: str) -> dict[int, int]:
    """Line -> member of the same file applied before. The newest application counts."""
    rows = UploadRow.objects.filter(upload__sha256=sha256, upload__state="applied", member__isnull=False)
    return dict(rows.order_by("upload", "line").values_list("line", "member"))


def facts_of(understood: Draft) -> dict[str, Any]:
    """What was understood of the file, as an upload keeps it."""
    sheet = understood.sheet
    return {
        "encoding": sheet.encoding,
        "delimiter": sheet.delimiter,
        "sheet": sheet.sheet,
        "other_sheets": list(sheet.other_sheets),
        "header_line": sheet.header_line,
        "notices": [list(notice) for notice in sheet.notices],
        "remembered": understood.remembered,
        "hints": {field: hints._asdict() for field, hints in sheet.hints.items()},
        "faults": understood.plan.fault_counts,
        "impact": impact_of(understood.plan.lines),
    }


def columns_of(sheet: Sheet) -> list[dict[str, Any]]:
    """The columns as an upload keeps them: position, header, field, sense, notices (code, parameters)."""
    return [
        {
            "position": c.position,
            "header": c.header,
            "field": c.field,
            "sense": c.sense,
            "notices": [list(notice) for notice in c.notices],
        }
        for c in sheet.columns
    ]
