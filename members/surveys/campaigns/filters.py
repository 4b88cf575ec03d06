"""Which units of a campaign are shown, and exported."""

import datetime
from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from members.surveys.campaigns.models import LEVELS, Campaign
from members.surveys.campaigns.querysets import AskedQuerySet


class State(models.TextChoices):
    """Where a unit stands."""

    OUTSTANDING = "outstanding", _("not returned yet")
    LATE = "late", _("late")
    RETURNED = "returned", _("Have returned")
    FILE = "file", _("returned a file")
    NIL = "nil", _("nil return")
    TO_ACCEPT = "to_accept", _("to be accepted")


class UnitFilter(forms.Form):
    q = forms.CharField(label=_("Unit"), required=False, max_length=60)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("all")), *LEVELS])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *State.choices])

    def __init__(self, data: QueryDict, *, campaign: Campaign, today: datetime.date) -> None:
        super().__init__(data)
        self.is_late = campaign.is_open and campaign.due_on < today

    def narrow(self, units: AskedQuerySet) -> AskedQuerySet:
        """``units`` come ``with_returns``."""
        return units.filter(self.condition)

    @property
    def condition(self) -> models.Q:
        """What the filter asks of units ``with_returns``. What cannot be read finds nobody."""
        if not self.is_valid():
            return models.Q(pk__in=[])
        asked: dict[str, Any] = self.cleaned_data
        condition = self._is(asked["state"]) if asked["state"] else models.Q()
        if asked["q"]:
            condition &= models.Q(name__contains=asked["q"].strip())
        return condition & models.Q(level=asked["level"]) if asked["level"] else condition

    def _is(self, state: str) -> models.Q:
        if state == State.LATE and not self.is_late:
            return models.Q(pk__in=[])
        return {
            State.OUTSTANDING: models.Q(returned_on=None),
            State.LATE: models.Q(returned_on=None),
            State.RETURNED: models.Q(returned_on__isnull=False),
            State.FILE: models.Q(has_file=True),
            State.NIL: models.Q(is_nil=True),
            State.TO_ACCEPT: models.Q(returned_on__isnull=False, is_accepted=False),
        }[State(state)]
