"""A file is uploaded as the return of a unit."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError

from members.surveys.campaigns import actions
from members.surveys.campaigns.models import Asked
from members.surveys.models import Upload
from registry.access import Scope, ScopedRequest
from registry.actionforms import today
from registry.digits import number_in


def first_values(key: str, scope: Scope) -> dict[str, Any]:
    """What the form is filled with for the unit of this key; nothing where there is no such unit in the scope."""
    units = Asked.objects.within(scope).filter(campaign__closed_on=None).select_related("campaign")
    unit = units.filter(pk=number_in(key)).first() if key else None
    return {"asked": unit, "place": unit.home, "channel": unit.level} if unit else {}


def tie(request: ScopedRequest, upload: Upload, asked: Asked | None) -> None:
    """Record the upload as the unit's return of today; where that may not be, say why: the file itself has come in."""
    if asked is None:
        return
    try:
        actions.return_file(asked=asked, upload=upload, on=today(), by=request.user, today=today())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
