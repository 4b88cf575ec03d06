"""What can be noted of several plaques ticked in the admin's ledger."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from branches.ceremonies import actions
from branches.ceremonies.models import Plaque, Stage


@admin.action(description=gettext_lazy("Handed over, on the day of the award"), permissions=["note"])
def note_handed_over(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> None:
    _note(request, queryset, Stage.HANDED_OVER)


@admin.action(description=gettext_lazy("In use, since today"), permissions=["note"])
def note_in_use(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> None:
    _note(request, queryset, Stage.IN_USE)


def _note(request: HttpRequest, plaques: QuerySet, stage: int) -> None:
    """All of them or none; those handed over on the day of their own award, one deed for each day."""
    user: Any = request.user
    today = timezone.localdate()
    by_day: dict[Any, list[Plaque]] = {}
    for plaque in plaques:
        by_day.setdefault(plaque.awarded_on if stage == Stage.HANDED_OVER else today, []).append(plaque)
    try:
        with transaction.atomic():
            for since, found in sorted(by_day.items()):
                actions.reach(plaques=found, stage=stage, since=since, today=today, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return
    count = sum(len(found) for found in by_day.values())
    messages.success(request, ngettext("Noted of %(n)d plaque.", "Noted of %(n)d plaques.", count) % {"n": count})
