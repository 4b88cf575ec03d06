"""Lines judged anew after a person set something right: they, and whoever is judged by them; only rows that come out otherwise are
written.

Rows that were applied already stay as they are; the others are judged beside them, so that one person does not come in twice.
"""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.surveys.impact import impact_of_changes
from members.surveys.lines import Line, Terms
from members.surveys.models import Upload, UploadRow, Verdict
from members.surveys.plan import Judge, plan
from members.surveys.querysets import UploadRowQuerySet
from members.surveys.staging import columns_of, fault_counts, stage, staged, totals_of
from members.surveys.waiting.kin import Kin, in_parts
from members.surveys.works import terms_of
from registry.access import Permission, Scope
from registry.accounts.models import User

WAITING = (Verdict.DUPLICATE, Verdict.DOUBTFUL, Verdict.REFUSED)


def locked(upload: Upload, *, by: User | None) -> Upload:
    """The upload, locked until the transaction ends, while its lines may still be worked on.

    Raises ValidationError: outside_scope, wrong_state (discarded or taken back).
    """
    scope = by.scope_of(Permission.IMPORT_SURVEYS) if by else Scope.everywhere()
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.division_code not in scope:
        raise ValidationError(_("You may not import surveys for this place."), code="outside_scope")
    if not upload.may_continue:
        message = _("This file is in another state meanwhile: %(state)s.")
        raise ValidationError(message, code="wrong_state", params={"state": upload.get_state_display()})
    return upload


def is_open(row: UploadRow, upload: Upload) -> bool:
    """Whether a line of which nothing is written may still be set right. Of a lead its own page decides."""
    if row.reason or "lead" in row.details or not upload.may_continue:
        return False
    if upload.is_open or row.verdict in WAITING:
        return True
    return upload.state == Upload.State.APPLIED and row.verdict in (Verdict.NEW, Verdict.CHANGED)


def open_lines(upload: Upload, rows: UploadRowQuerySet) -> dict[int, Line]:
    """Those of the upload's rows that may still be set right, by number, as lines with their cells."""
    found = {row.line: row for row in rows.unwritten() if is_open(row, upload)}
    lines: dict[int, Line] = {line.line: line for line in _staged(upload, found)}
    for number, line in lines.items():
        line.cells = found[number].cells
    return lines


def rejudge(upload: Upload, revised: Mapping[int, Line], *, today: datetime.date) -> int:
    """Put the revised lines in and judge them and their kin, as a plan of the whole file would; the number of rows written.

    Needs ``locked``.
    """
    judged = _judged(upload, revised, terms_of(upload, today=today))
    rows = _open_rows(upload, [line.line for line in judged])
    moved: list[tuple[UploadRow, Line]] = []
    for line in judged:
        row = rows.get(line.line)
        if row is None:
            continue
        if line.line not in revised:
            line.cells = row.cells
        if any(getattr(row, name) != value for name, value in columns_of(line).items()):
            moved.append((row, line))
    _write(upload, moved)
    return len(moved)


def _judged(upload: Upload, revised: Mapping[int, Line], terms: Terms) -> list[Line]:
    """The revised lines and their kin with fresh verdicts. Whom they mean may bring in further kin: then once more."""
    kin = Kin(upload, terms)
    kin.gather(revised.values())
    met: set[int] = set()
    while True:
        size = len(kin.numbers)
        lines = [*_copies(revised.values()), *_staged(upload, kin.numbers - revised.keys())]
        judged = plan(sorted(lines, key=lambda line: line.line), terms, sha256=upload.sha256)
        members = _meant(upload, judged, terms) - met
        met |= members
        kin.gather((), members=members)
        if len(kin.numbers) == size:
            return judged


def _meant(upload: Upload, judged: Sequence[Line], terms: Terms) -> set[int]:
    """The members on the roll that these lines mean, also those of duplicates, of which their verdict does not tell."""
    repeated = list(_copies([line for line in judged if line.verdict == Verdict.DUPLICATE]))
    Judge(terms, sha256=upload.sha256, applying=True).judge(repeated)
    return {line.member.pk for line in (*judged, *repeated) if line.member}


def _copies(lines: Collection[Line]) -> Iterator[Line]:
    """The judge writes into what it is given."""
    return (replace(line, details=dict(line.details)) for line in lines)


def _staged(upload: Upload, numbers: Collection[int]) -> Iterator[Line]:
    for some in in_parts(numbers):
        yield from staged(upload.rows.filter(line__in=some))


def _open_rows(upload: Upload, numbers: Sequence[int]) -> dict[int, UploadRow]:
    rows: dict[int, UploadRow] = {}
    for some in in_parts(numbers):
        found = upload.rows.filter(line__in=some).unwritten()
        rows |= {row.line: row for row in found if is_open(row, upload)}
    return rows


def _write(upload: Upload, moved: Sequence[tuple[UploadRow, Line]]) -> None:
    """The lines in the place of their rows, and the figures of the file as they are then."""
    for some in in_parts(row.pk for row, _line in moved):
        UploadRow.objects.filter(pk__in=some).delete()
    stage(upload.pk, (line for _row, line in moved))
    facts: dict[str, Any] = {"faults": fault_counts(upload), "impact": _impact(upload, moved)}
    if upload.state != Upload.State.PLANNED:
        facts["pending"] = upload.rows.pending().count()
    upload.totals = totals_of(upload)
    upload.facts = upload.facts | facts
    upload.save(update_fields=["totals", "facts"])


def _impact(upload: Upload, moved: Sequence[tuple[UploadRow, Line]]) -> dict[str, list[int]]:
    """What the file would change, with these rows out and these lines in."""
    out = impact_of_changes(row.changes for row, _line in moved if row.verdict == Verdict.CHANGED)
    more = impact_of_changes(columns_of(line)["changes"] for _row, line in moved if line.verdict == Verdict.CHANGED)
    impact = dict(upload.facts.get("impact", {}))
    for field in out.keys() | more.keys():
        was, less, plus = impact.get(field, [0, 0]), out.get(field, [0, 0]), more.get(field, [0, 0])
        impact[field] = [was[at] - less[at] + plus[at] for at in (0, 1)]
    return {field: counts for field, counts in sorted(impact.items()) if any(counts)}
