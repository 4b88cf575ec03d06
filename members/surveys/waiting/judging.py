"""Lines judged anew after a person set something right: only rows that come out otherwise are written.

Rows that were applied already stay as they are; the others are judged beside them, so that one person does not come in twice.
"""

import datetime
from collections import Counter
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.surveys.impact import impact_of
from members.surveys.lines import Line
from members.surveys.models import Upload, UploadRow, Verdict
from members.surveys.plan import plan
from members.surveys.staging import columns_of, lines_of
from members.surveys.works import terms_of
from registry.access import Permission, Scope
from registry.accounts.models import User

WAITING = (Verdict.DUPLICATE, Verdict.DOUBTFUL, Verdict.REFUSED)
_COLUMNS = (
    "verdict", "cells", "values", "details", "identity_digest", "faults", "fault_codes", "duplicate_of", "member_id", "candidates",
    "changes", "seen_version", "stripe",
)  # fmt: skip
_STORED = tuple(name.removesuffix("_id") for name in _COLUMNS)


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
    """Whether a line of which nothing is written may still be set right."""
    if row.reason or not upload.may_continue:
        return False
    if upload.is_open or row.verdict in WAITING:
        return True
    return upload.state == Upload.State.APPLIED and is_pending(row)


def is_pending(row: UploadRow) -> bool:
    """Whether a line of which nothing is written would be written by the next apply."""
    return row.verdict in (Verdict.NEW, Verdict.CHANGED) and "lead" not in row.details


def rejudge(upload: Upload, revised: Mapping[int, Line], *, today: datetime.date) -> int:
    """Put the revised lines in, judge the file, write what came out otherwise; the number of rows written. Needs ``locked``."""
    lines = [revised.get(line.line, line) for line in lines_of(upload)]
    fresh = plan(lines, terms_of(upload, today=today), sha256=upload.sha256)
    on_roll = set(upload.written.values_list("line", flat=True))
    pairs = zip(upload.rows.order_by("line"), fresh.lines, strict=True)
    moved = [row for row, line in pairs if row.line not in on_roll and is_open(row, upload) and _put(row, line)]
    UploadRow.objects.bulk_update(moved, _STORED, batch_size=500)
    counted = Counter(upload.rows.values_list("verdict", flat=True))
    upload.totals = {verdict: counted[verdict] for verdict in Verdict.values}
    pending = upload.rows.pending().count()
    found = {"faults": fresh.fault_counts, "impact": impact_of(fresh.lines), "pending": pending}
    upload.facts = upload.facts | found
    upload.save(update_fields=["totals", "facts"])
    return len(moved)


def _put(row: UploadRow, line: Line) -> bool:
    """Write the line into its row object; whether anything differs."""
    values = columns_of(line)
    differs = any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    return differs
