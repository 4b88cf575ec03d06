"""Lines set right after their file was applied: the rest of it, applied in the same way, as part of the same file."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from members.roll.actions.guard import lock_roll
from members.surveys.actions import terms_of, write_chunk
from members.surveys.draft import earlier_members
from members.surveys.models import Upload
from members.surveys.plan import plan
from members.surveys.staging import lines_of
from members.surveys.waiting.judging import locked, pending_rows, rejudge
from registry.accounts.models import User


def apply_rest(*, upload: Upload, by: User | None, today: datetime.date) -> Upload:
    """Write the lines of an applied file that were set right since; the file stays applied, and is taken back as a whole.

    Raises ValidationError: outside_scope, wrong_state; changed_since_preview, with the new plan kept, where the registry has changed so
    that a line would be treated differently.
    """
    with transaction.atomic():
        upload = locked(upload, by=by)
        if upload.state != Upload.State.APPLIED:
            message = _("This file is in another state meanwhile: %(state)s.")
            raise ValidationError(message, code="wrong_state", params={"state": upload.get_state_display()})
        lock_roll()
        pending = _pending(upload)
        rejudge(upload, {}, today=today)
        moved = _pending(upload) != pending
        if not moved:
            _write(upload, set(pending), by, today)
    if moved:
        message = _(
            "The registry has changed since you looked; these are the lines as they would be taken now. Look again."
        )
        raise ValidationError(message, code="changed_since_preview")
    return upload


def _pending(upload: Upload) -> dict[int, str]:
    return dict(pending_rows(upload).values_list("line", "verdict"))


def _write(upload: Upload, pending: set[int], by: User | None, today: datetime.date) -> None:
    terms = terms_of(upload, today=today)
    fresh = plan(lines_of(upload), terms, earlier=earlier_members(upload.sha256), upload=upload.pk)
    write_chunk(upload, [line for line in fresh.lines if line.line in pending], terms, by=by)
    upload.facts = upload.facts | {"pending": 0}
    upload.save(update_fields=["facts"])
