"""Lines set right after their file was applied: the rest of it, applied in the same way, as part of the same file."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.surveys import actions
from members.surveys.models import Upload
from registry.accounts.models import User


def apply_rest(*, upload: Upload, by: User | None, today: datetime.date) -> Upload:
    """Write the lines of an applied file that were set right since; the file stays applied, and is taken back as a whole.

    Raises as ``actions.apply``: outside_scope, wrong_state; changed_since_preview, with the new plan kept, where the registry has
    changed so that a line would be treated differently.
    """
    upload.refresh_from_db()
    if upload.state not in (Upload.State.APPLIED, Upload.State.PARTLY):
        message = _("This file is in another state meanwhile: %(state)s.")
        raise ValidationError(message, code="wrong_state", params={"state": upload.get_state_display()})
    return actions.apply(upload=upload, by=by, today=today)
