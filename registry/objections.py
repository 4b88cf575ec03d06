"""What speaks against an action: shown beforehand by the page, raised by the action, recorded when overridden.

Most thresholds of the organisation's rules say "as a rule" (一般). Such an objection warns: a person may override it with a
reason and the number of the document that allows it, and the override is part of the deed. The few hard rules cannot be.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from registry.dates import Precision, written_date


class Objection(ValidationError):
    """A reason against an action, in the reader's language, days in ``params`` too. ``hard`` ones stand whatever document is shown."""

    def __init__(self, message: Any, *, code: str, params: dict[str, Any] | None = None, hard: bool = False) -> None:
        super().__init__(message, code=code, params={name: _written(value) for name, value in (params or {}).items()})
        self.hard = hard


def _written(value: Any) -> Any:
    return written_date(value, Precision.DAY) if isinstance(value, datetime.date) else value


@dataclass(frozen=True, slots=True)
class Override:
    """Why an action goes ahead against a rule that says "as a rule", and which document allows it."""

    reason: str
    document_no: str

    def __post_init__(self) -> None:
        if not self.reason.strip() or not self.document_no.strip():
            raise ValidationError(_("An override needs a reason and a document number."), code="incomplete_override")


def settle(objections: Iterable[Objection], override: Override | None) -> list[Objection]:
    """Raise ValidationError with every objection that stands; return those the override sets aside (for the deed)."""
    objections = list(objections)
    standing = [o for o in objections if o.hard or override is None]
    if standing:
        raise ValidationError(list(standing))
    return objections


def in_words(objections: Iterable[Objection]) -> dict[str, str]:
    """Objections as a deed records them: code -> message."""
    return {str(o.code): " ".join(o.messages) for o in objections}
