"""A plan kept in the database until somebody applies or discards it, and taken out again as it was."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from members.roll.bulk import Arrivals
from members.roll.known_values import UNKNOWN, value_of
from members.surveys.arriving import make_ready
from members.surveys.claims import stripe_of
from members.surveys.lines import Line, Terms
from members.surveys.models import Upload, UploadRow, Verdict
from members.surveys.person import Person
from members.surveys.querysets import UploadRowQuerySet
from members.surveys.values.faults import Fault
from members.surveys.values.redaction import MASK
from registry.fields import as_json
from registry.loading import insert_rows

_COLUMNS = (
    "upload_id",
    "line",
    "verdict",
    "reason",
    "cells",
    "values",
    "details",
    "identity_digest",
    "faults",
    "fault_codes",
    "duplicate_of",
    "member_id",
    "seen_version",
    "candidates",
    "changes",
    "stripe",
)
_PARSED = ("line", "verdict", "values", "details", "identity_digest", "faults", "member_id", "changes")


def stage(upload: int, lines: Iterable[Line]) -> None:
    """Add lines to the rows of the upload. What was made ready of them before is no more (``arriving``)."""
    staged_now = list(lines)
    insert_rows(UploadRow, _COLUMNS, (_row(upload, line) for line in staged_now))
    Arrivals(upload).erase_lines([line.line for line in staged_now])


def stage_first(upload: int, lines: Sequence[Line], terms: Terms) -> None:
    """Add lines that were not staged before, and make ready whom they enter."""
    insert_rows(UploadRow, _COLUMNS, (_row(upload, line) for line in lines))
    make_ready(upload, lines, terms)


def erase(upload: Upload) -> None:
    """The lines of an upload of which nothing was written are no more."""
    upload.rows.all().erase()
    Arrivals(upload.pk).erase()


def replace(upload: int, lines: "list[StagedLine]") -> None:
    """Put these lines in the place of those of the same numbers; their cells stay."""
    rows = UploadRow.objects.filter(upload=upload, line__in=[line.line for line in lines])
    cells = dict(rows.values_list("line", "cells"))
    for line in lines:
        line.cells = cells[line.line]
    rows.delete()
    stage(upload, lines)


def _row(upload: int, line: Line) -> tuple[Any, ...]:
    if line.reason:
        empty = ("{}", "{}", "", "[]", "", None, None, None, "[]", "{}", 0)
        return (upload, line.line, Verdict.SKIPPED.value, line.reason, as_json(line.cells), *empty)
    verdict, *stored = columns_of(line).values()
    return (upload, line.line, verdict, "", *stored)


def columns_of(line: Line) -> dict[str, Any]:
    """What is stored of a line of data, by column, in the order of ``_COLUMNS``."""
    member = line.member
    return {
        "verdict": str(line.verdict),
        "cells": line.cells,
        "values": line.values,
        "details": line.details,
        "identity_digest": line.digest,
        "faults": [stored_fault(fault) for fault in line.faults],
        "fault_codes": fault_codes(line.faults),
        "duplicate_of": line.duplicate_of,
        "member_id": member.pk if member else None,
        "seen_version": member.version if member else None,
        "candidates": [candidate.number for candidate in line.candidates],
        "changes": changes_of(line),
        "stripe": stripe_of(line.claim.match_name if line.claim else ""),
    }


@dataclass(slots=True)
class StagedLine(Line):
    """A line as it was staged: parsed, resolved, with the verdict that was shown."""

    shown: str = ""
    shown_member: int | None = None
    shown_changes: dict[str, Any] = field(default_factory=dict)


def staged(rows: UploadRowQuerySet) -> Iterator[StagedLine]:
    """Rows as lines, without their cells; what was found of people is only in ``shown...``: the judge finds that anew."""
    for number, verdict, values, details, digest, faults, member, changes in rows.values_list(*_PARSED).iterator(2000):
        yield StagedLine(
            line=number,
            cells=[],
            values=values,
            details=details,
            digest=digest,
            faults=[fault_from(stored) for stored in faults] if faults else [],
            shown=verdict,
            shown_member=member,
            shown_changes=changes,
        )


def lines_of(upload: Upload) -> list[StagedLine]:
    """Every line of an upload in order, with its cells."""
    rows = upload.rows.order_by("line")
    cells = dict(rows.values_list("line", "cells"))
    reasons = dict(rows.exclude(reason="").values_list("line", "reason"))
    lines = list(staged(rows))
    for line in lines:
        line.cells, line.reason = cells[line.line], reasons.get(line.line, "")
    return lines


def line_of(row: UploadRow) -> Line:
    """One line of an upload, with its cells."""
    line = next(staged(UploadRow.objects.filter(pk=row.pk)))
    line.cells, line.reason = row.cells, row.reason
    return line


def totals_of(upload: Upload) -> dict[str, int]:
    """Lines by verdict, counted; they add up to the lines of the file."""
    counted = dict(upload.rows.order_by().values_list("verdict").annotate(Count("pk")))
    return {verdict: counted.get(verdict, 0) for verdict in Verdict.values}


def fault_counts(upload: Upload) -> dict[str, int]:
    """How many lines have a fault, by its code, the most frequent first."""
    rows = upload.rows.exclude(fault_codes="").order_by().values_list("fault_codes").annotate(Count("pk"))
    counted: Counter[str] = Counter()
    for codes, lines in rows:
        counted.update(dict.fromkeys(codes.split(), lines))
    return dict(counted.most_common())


def changes_of(line: Line) -> dict[str, list[Any]]:
    """What the line changes in its member, field by field: [before, after], as JSON."""
    if line.member is None:
        return {}
    found = line.differences
    fields = {name: [_plain(getattr(line.member, name)), _plain(value)] for name, value in found.fields.items()}
    knowns = {known: [_present(line.member, known), value] for known, value in found.knowns.items()}
    relation = {"home_org": ["", line.values["home_org"]]} if line.relates else {}
    return fields | knowns | relation | ({"id_number": ["", MASK]} if line.identifies else {})


def _present(member: Person, known: str) -> Any:
    value = value_of(member, known)
    return "" if value is UNKNOWN else value


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def fault_codes(faults: Iterable[Fault]) -> str:
    """Each code once, between spaces."""
    codes = dict.fromkeys(fault.code for fault in faults)
    return f" {' '.join(codes)} " if codes else ""


def stored_fault(fault: Fault) -> dict[str, Any]:
    """A fault as it is stored: its code and parameters, so that it can be read in any language."""
    return fault._asdict() | {"params": [list(pair) for pair in fault.params]}


def fault_from(stored: dict[str, Any]) -> Fault:
    return Fault(**(stored | {"params": tuple((name, text) for name, text in stored["params"])}))
