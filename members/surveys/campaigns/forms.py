"""Opening a campaign, asking units, and what a unit returned."""

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.surveys.campaigns.models import DIVISIONS, LEVELS, Asked, Campaign
from members.surveys.models import Upload
from members.surveys.places import place_choices
from registry.access import Scope
from registry.actionforms import ActionForm, day_field, pair

_AT_ONCE = [(level, label) for level, label in LEVELS if level in DIVISIONS]
_BY_NAME = [(level, label) for level, label in LEVELS if level not in DIVISIONS]
_RECENT = 50  # files offered as a return
_LISTED = 200  # units offered for a file


def _levels(**kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Ask all"), choices=_AT_ONCE, widget=forms.CheckboxSelectMultiple, required=False, **kwargs
    )


class CampaignForm(ActionForm):
    title = forms.CharField(label=_("Title"), max_length=100)
    division_code = forms.TypedChoiceField(label=_("For the place"), coerce=int)
    opened_on = day_field(_("Opened on"))
    due_on = day_field(_("Due on"))
    levels = _levels(help_text=_("Villages and auxiliary channels are added by name on the next page."))

    def __init__(self, *args: Any, scope: Scope, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"opened_on": today}, **kwargs)
        choices = place_choices(scope, home_province=settings.HOME_PROVINCE, today=today)
        self.fields["division_code"].choices = choices  # type: ignore[attr-defined]

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [("", ["title", "division_code", pair("opened_on", "due_on"), "levels"])]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        opened, due = self.cleaned_data.get("opened_on"), self.cleaned_data.get("due_on")
        if opened and due and due < opened:
            self.add_error("due_on", _("The day it is due must not come before the day it opens."))
        return cleaned

    @property
    def campaign(self) -> Campaign:
        """The campaign that is to be opened, of a valid form."""
        said = self.cleaned_data
        return Campaign(**{name: said[name] for name in ("title", "division_code", "opened_on", "due_on")})


class AskForm(ActionForm):
    """More units: all of a level, or some by name."""

    levels = _levels(help_text=_("Those asked already are left as they are."))
    level = forms.ChoiceField(label=_("By name"), choices=_BY_NAME, required=False)
    names = forms.CharField(
        label=_("Names"), required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("One to a line.")
    )
    contact = forms.CharField(label=_("Whom to ask"), max_length=100, required=False)

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [("", ["levels"]), (_("Villages and auxiliary channels"), ["level", "names", "contact"])]

    def clean_names(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if any(len(name) > 100 for name in names):
            raise ValidationError(_("A name has at most 100 characters."))
        return names

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors and not self.cleaned_data["levels"] and not self.cleaned_data["names"]:
            raise ValidationError(_("Choose a level, or write a name."), code="nothing")
        return cleaned


class NilForm(ActionForm):
    on = day_field(_("Returned on"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False, help_text=_("Who said so, and how."))

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [("", ["on", "note"])]


class FileForm(ActionForm):
    upload = forms.ModelChoiceField(Upload.objects.none(), label=_("Survey file"))
    on = day_field(_("Returned on"))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = Upload.objects.within(scope).filter(campaign_return=None, state__in=["planned", "applied"])
        recent = free.order_by("-pk").values("pk")[:_RECENT]
        self.fields["upload"].queryset = Upload.objects.filter(pk__in=list(recent.values_list("pk", flat=True)))  # type: ignore[attr-defined]

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [("", ["upload", "on"])]


def offer_units(field: Any, scope: Scope, *, chosen: Asked | None) -> None:
    """Units of open campaigns within the scope, for the upload of a file; listed are ``chosen``, else the first outstanding ones.

    A province asks more units than a list can show: theirs are reached from the unit's own page.
    """
    units = Asked.objects.within(scope).open().select_related("campaign")
    field.queryset = units
    shown = [chosen] if chosen else units.outstanding().order_by("-campaign", "pk")[:_LISTED]
    field.choices = [("", _("of no campaign")), *((unit.pk, f"{unit.name} · {unit.campaign.title}") for unit in shown)]
