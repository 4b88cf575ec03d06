import datetime
from collections.abc import Callable

from django import forms
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from branches.coverage.tables import CountyRow, State
from registry.actionforms import day_field


class Show(TextChoices):
    """Which counties a list shows: each figure of the table opens one of these."""

    COVERED = "covered", _("Covered")
    OWN = "own", _("With a branch of its own")
    SEVERAL = "several", _("With several of its own")
    JOINT = "joint", _("With a joint branch only")
    NONE = "none", _("Not covered")


_SHOWS: dict[str, Callable[[CountyRow], bool]] = {
    Show.COVERED: lambda row: row.is_covered,
    Show.OWN: lambda row: row.has_own,
    Show.SEVERAL: lambda row: row.state == State.SEVERAL,
    Show.JOINT: lambda row: row.state == State.JOINT,
    Show.NONE: lambda row: not row.is_covered,
}


class _AsOfForm(forms.Form):
    """As of which day: the day asked, else today."""

    on = day_field(_("As of"), required=False)

    def __init__(self, data: QueryDict, *, today: datetime.date) -> None:
        # The field shows the day in force, also where nobody chose one.
        super().__init__(data.dict() | {"on": data.get("on") or today.isoformat()})
        self.today = today
        self.is_valid()

    @property
    def day(self) -> datetime.date:
        return self.cleaned_data.get("on") or self.today


class DayForm(_AsOfForm):
    against = day_field(_("Compared with"), required=False)

    @property
    def other_day(self) -> datetime.date | None:
        return self.cleaned_data.get("against")


class CountiesForm(_AsOfForm):
    show = forms.ChoiceField(label=_("Counties"), required=False, choices=[("", _("All")), *Show.choices])

    def shows(self, row: CountyRow) -> bool:
        """Whether the list shows this county; a choice that is not offered shows all."""
        chosen = self.cleaned_data.get("show")
        return _SHOWS[chosen](row) if chosen else True
