"""What became, or would become, of each line of a file: the contract of ``import_survey``, as one JSON object or for a terminal.

Rows pass through one by one: those of a file of a million lines are never in memory together.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from members.roll.models import member_number
from members.surveys.labels import FIELD_LABELS
from members.surveys.leads.setting_aside import becomes_lead
from members.surveys.models import Upload, Verdict
from members.surveys.reading import Sheet
from members.surveys.staging import fault_from
from registry.fields import as_json

Row = dict[str, Any]
_AT_ONCE = 2_000  # rows asked of the database
_STORED = ("line", "reason", "verdict", "values", "faults", "duplicate_of", "member_id", "candidates")


@dataclass(frozen=True, slots=True)
class Report:
    """``totals``: lines by verdict. ``rows``: one of each line, in the order of the file."""

    sheet: Sheet
    totals: Mapping[str, int]
    rows: Callable[[], Iterable[Row]]


def of_upload(upload: Upload, sheet: Sheet) -> Report:
    """Of a file whose lines are staged. ``sheet``: the file as it was understood."""
    stored = upload.rows.order_by("line").values(*_STORED)
    return Report(
        sheet,
        upload.totals,
        lambda: (
            row_of(line.pop("line"), line.pop("reason"), line, upload.channel) for line in stored.iterator(_AT_ONCE)
        ),
    )


def row_of(line: int, reason: str, stored: Mapping[str, Any], channel: str) -> Row:
    """A line in the shape of the contract. ``stored``: as in ``staging.columns_of``; ``channel``: through whom the file came.

    Who lies outside the scope stands in no row: the line that means him is refused.
    """
    if reason:
        return {"line": line, "verdict": Verdict.SKIPPED.value, "reason": reason}
    verdict, member = stored["verdict"], stored["member_id"]
    row: Row = {
        "line": line,
        "verdict": verdict,
        "member": member_number(member) if member else None,
        "values": stored["values"],
        "faults": [fault_from(fault).as_json() for fault in stored["faults"]],
    }
    if becomes_lead(channel, verdict):
        row["lead"] = True
    if verdict == Verdict.DUPLICATE:
        row["of"] = stored["duplicate_of"]
    if verdict == Verdict.DOUBTFUL:
        row["candidates"] = stored["candidates"]
    return row


def in_json(report: Report) -> Iterator[str]:
    """One JSON object, piece by piece."""
    head = {
        "file": report.sheet.file_as_json(),
        "columns": [column.as_json() for column in report.sheet.columns],
        "totals": dict(report.totals),
    }
    yield f'{json.dumps(head, ensure_ascii=False)[:-1]}, "rows": ['
    for at, row in enumerate(report.rows()):
        yield f"{',' if at else ''}\n{as_json(row)}"
    yield "]}\n"


def in_words(report: Report) -> Iterator[str]:
    """For a terminal: what was understood of the file, totals, then every line that waits or has a fault."""
    yield from _understood(report.sheet)
    for verdict, label in Verdict.choices:
        yield f"{label}: {report.totals[verdict]}\n"
    for row in report.rows():
        if row.get("faults") or row["verdict"] in (Verdict.DUPLICATE, Verdict.DOUBTFUL):
            words = [_fault_in_words(fault) for fault in row["faults"]]
            if "of" in row:
                words.insert(0, _("as line %(line)s") % {"line": row["of"]})
            yield f"{row['line']}\t{Verdict(row['verdict']).label}\t{'; '.join(words)}\n"


def _understood(sheet: Sheet) -> Iterator[str]:
    """What was read of the file, and what was not: other sheets, hidden rows, columns."""
    others = pgettext("list", ", ").join(sheet.other_sheets)
    for label, said in ((_("Sheet"), sheet.sheet), (_("Other sheets, not read"), others)):
        if said:
            yield f"{label}: {said}\n"
    for notice in sheet.notices:
        yield f"{notice.message}\n"
    for column in sheet.columns:
        if column.notices:
            told = " ".join(notice.message for notice in column.notices)
            yield f"{column.header or f'#{column.position}'}: {told}\n"


def _fault_in_words(fault: Mapping[str, Any]) -> str:
    """With the heading of its column, or what the field is called; a fault of the whole row stands by itself."""
    column = fault["header"] or str(FIELD_LABELS.get(fault["field"], ""))
    return f"{column}: {fault['message']}" if column else fault["message"]
