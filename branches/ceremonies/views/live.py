"""The live record: tablets in the hall note each plaque as it is handed over."""

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branches.ceremonies import actions, day
from branches.ceremonies.forms import HandOverForm
from branches.ceremonies.models import Ceremony, Plaque, Stage
from branches.ceremonies.tables import place_of
from branches.ceremonies.views.doors import SITE
from branches.ceremonies.views.pages import managed_or_404
from registry.access import Permission, ScopedRequest, requires


@requires(Permission.MANAGE_CEREMONIES)
def live(request: ScopedRequest, pk: int) -> HttpResponse:
    """Every plaque of the list as one large button."""
    ceremony = managed_or_404(request.scope, pk)
    plaques = [p for p in day.expected(ceremony) if p.is_awarded]
    at = _clocks(ceremony)
    rows = [(n, p, place_of(p.branch, ceremony.held_on), at.get(p.pk)) for n, p in enumerate(plaques, start=1)]
    context = {
        "ceremony": ceremony,
        "rows": rows,
        "done": sum(1 for row in rows if row[3] is not None),
        "is_open": ceremony.state == Ceremony.State.HELD,
        "is_today": ceremony.held_on == timezone.localdate(),
    }
    return SITE.page(request, "live", context)


@requires(Permission.MANAGE_CEREMONIES)
def live_state(request: ScopedRequest, pk: int) -> JsonResponse:
    """What the other tablets have noted meanwhile: ``{"handed_over": {"12": "10:02"}, "open": true}``."""
    ceremony = managed_or_404(request.scope, pk)
    at = {str(key): clock for key, clock in _clocks(ceremony).items()}
    return JsonResponse({"handed_over": at, "open": ceremony.state == Ceremony.State.HELD})


@requires(Permission.MANAGE_CEREMONIES)
@require_POST
def live_mark(request: ScopedRequest, pk: int, plaque: int) -> HttpResponse:
    """One touch: handed over, or taken back. Answers a script with JSON, a page without scripts with the page."""
    ceremony = managed_or_404(request.scope, pk)
    found = get_object_or_404(ceremony.plaques.awarded(), pk=plaque)
    form = HandOverForm(request.POST)
    try:
        said = _do(request, found, form)
        status = 200
    except ValidationError as error:
        said, status = " ".join(error.messages), 409
    if request.accepts("text/html"):
        (messages.success if status == 200 else messages.error)(request, said)
        return redirect(f"{reverse('ceremonies:live', args=[ceremony.pk])}#p{plaque}")
    answer: dict[str, Any] = {"handed_over": _clocks(ceremony).get(found.pk), "said": said}
    return JsonResponse(answer, status=status)


def _do(request: ScopedRequest, plaque: Plaque, form: HandOverForm) -> str:
    """Raises ValidationError where it cannot be done."""
    if not form.is_valid():
        raise ValidationError(_("This could not be understood; load the page again."), code="unreadable")
    if form.cleaned_data["do"] == "hand_over":
        token = form.cleaned_data["token"]
        actions.hand_over(plaque=plaque, token=token, today=timezone.localdate(), by=request.user)
        return _("%(name)s: handed over.") % {"name": plaque.branch.short_name}
    actions.take_back(plaque=plaque, stage=Stage.HANDED_OVER, now=timezone.now(), by=request.user)
    return _("%(name)s: taken back.") % {"name": plaque.branch.short_name}


def _clocks(ceremony: Ceremony) -> dict[int, str]:
    """Of each plaque that was handed over: the time it was noted at, with the day where that is not the ceremony's.

    Empty where only a later state was noted.
    """
    return {key: _clock(moment, ceremony.held_on) for key, moment in day.handed_over(ceremony).items()}


def _clock(moment: datetime.datetime | None, held_on: datetime.date | None) -> str:
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{local:%H:%M}" if local.date() == held_on else f"{local:%Y-%m-%d %H:%M}"
