"""A plan kept in the database until somebody applies or discards it, and taken out again as it was."""

from collections.abc import Iterable
from typing import Any

from members.roll.known_values import UNKNOWN, value_of
from members.roll.models import Member
from members.surveys.lines import Line
from members.surveys.models import Upload, UploadRow
from members.surveys.values.faults import Fault

_BATCH = 2000


def stage(upload: Upload, lines: Iterable[Line]) -> None:
    """Replace the rows of the upload by these lines."""
    upload.rows.all().delete()
    UploadRow.objects.bulk_create((_row(upload, line) for line in lines), batch_size=_BATCH)


def lines_of(upload: Upload) -> list[Line]:
    """The lines of an upload as they were parsed and resolved, without what was found of people: ``plan`` finds that anew."""
    return [line_of(row) for row in upload.rows.order_by("line").iterator(chunk_size=_BATCH)]


def line_of(row: UploadRow) -> Line:
    return Line(
        line=row.line,
        cells=row.cells,
        reason=row.reason,
        values=row.values,
        details=row.details,
        digest=row.identity_digest,
        faults=[fault_from(stored) for stored in row.faults],
    )


def _row(upload: Upload, line: Line) -> UploadRow:
    return UploadRow(
        upload=upload,
        line=line.line,
        verdict=line.verdict,
        reason=line.reason,
        cells=line.cells,
        values=line.values,
        details=line.details,
        identity_digest=line.digest,
        faults=[stored_fault(fault) for fault in line.faults],
        fault_codes=fault_codes(line.faults),
        duplicate_of=line.duplicate_of,
        member=line.member,
        candidates=[member.number for member in line.candidates],
        changes=changes_of(line),
    )


def changes_of(line: Line) -> dict[str, list[Any]]:
    """What the line changes in its member, field by field: [before, after], as JSON."""
    if line.member is None:
        return {}
    found = line.differences
    fields = {name: [_plain(getattr(line.member, name)), _plain(value)] for name, value in found.fields.items()}
    knowns = {known: [_present(line.member, known), value] for known, value in found.knowns.items()}
    return fields | knowns


def _present(member: Member, known: str) -> Any:
    value = value_of(member, known)
    return "" if value is UNKNOWN else value


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def fault_codes(faults: Iterable[Fault]) -> str:
    """Each code once, between spaces."""
    codes = dict.fromkeys(fault.code for fault in faults)
    return f" {' '.join(codes)} " if codes else ""


def stored_fault(fault: Fault) -> dict[str, Any]:
    """A fault as it is stored: its code and parameters, so that it can be read in any language."""
    return fault._asdict() | {"params": [list(pair) for pair in fault.params]}


def fault_from(stored: dict[str, Any]) -> Fault:
    return Fault(**(stored | {"params": tuple((name, text) for name, text in stored["params"])}))
