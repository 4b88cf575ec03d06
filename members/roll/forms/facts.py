"""What a form asks about a member: the plain facts and the six knowns. Entering and correcting share it."""

import datetime
from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from branches.models import County, Township
from members.roll.forms.fields import PartialDate, PartialDateField, PhonesField
from members.roll.forms.places import county_choices
from members.roll.known_values import UNKNOWN
from members.roll.models import Member, MemberKind
from members.roll.occupations import CATEGORIES
from registry.access import Scope
from registry.actionforms import ActionForm, pair
from registry.dates import iso_date

_NONE_OF = _("known to be none")


class FactsForm(ActionForm):
    """Empty is unknown; a box says that there is known to be none."""

    name = forms.CharField(label=_("Name"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind of member"), choices=MemberKind.choices, initial=MemberKind.UNKNOWN)
    joined_on = PartialDateField(label=_("Joined on"), required=False)
    confirmed_on = PartialDateField(label=_("Became a formal member on"), required=False)
    card_no = forms.CharField(label=_("Mobile member card no."), max_length=40, required=False)
    employer = forms.CharField(label=_("Employer"), max_length=120, required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    left_on = PartialDateField(label=_("When they left"), required=False)
    left_on_none = forms.BooleanField(label=_NONE_OF, required=False)
    work_district = forms.TypedChoiceField(label=_("District of work"), coerce=int, empty_value=None, required=False)
    work_address = forms.CharField(label=_("Work address"), max_length=200, required=False)
    work_address_none = forms.BooleanField(label=_NONE_OF, required=False)
    origin = forms.TypedChoiceField(label=_("County of origin"), coerce=int, empty_value=None, required=False)
    township = forms.CharField(
        label=_("Township of origin"), max_length=40, required=False, help_text=_("Its full name, if known.")
    )
    origin_none = forms.BooleanField(label=_NONE_OF, required=False)
    occupation = forms.CharField(label=_("Occupation"), max_length=120, required=False)
    category = forms.ChoiceField(
        label=_("Occupation category"), required=False, choices=[("", "—"), *CATEGORIES.items()]
    )
    occupation_none = forms.BooleanField(label=_NONE_OF, required=False)
    phones = PhonesField(label=_("Phones"), required=False, help_text=_("The main one first, separated by commas."))
    contact_other = forms.CharField(
        label=_("Other contact"), max_length=120, required=False, help_text=_("WeChat, QQ …")
    )
    dues = forms.ChoiceField(label=_("Dues"), choices=Member.Dues.choices, initial=Member.Dues.UNKNOWN)
    dues_paid_to = PartialDateField(label=_("Dues paid up to"), required=False, help_text=_("The month: 2016-06."))

    def __init__(self, *args: Any, scope: Scope, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._any("origin").choices = [
            ("", _("unknown")),
            *county_choices(scope, today, also=self.initial.get("origin")),
        ]
        suggested = {"hx-get": reverse("members:townships"), "hx-target": "#townships", "hx-swap": "outerHTML"}
        self._any("origin").widget.attrs |= suggested | {"hx-trigger": "load, change"}
        self._any("township").widget.attrs |= {"list": "townships", "autocomplete": "off"}
        host = Scope.of(settings.HOST_PROVINCE)
        districts = County.objects.within(host).valid_on(today).order_by("code").values_list("code", "name")
        self._any("work_district").choices = [("", "—"), *districts]

    def _any(self, name: str) -> Any:
        return self.fields[name]

    def person(self) -> list[Any]:
        return [pair("name", "kind"), pair("joined_on", "confirmed_on"), "card_no"]

    def six_knowns(self) -> list[Any]:
        return [
            _beside("left_on", "left_on_none"),
            _three("origin", "township", "origin_none"),
            _three("work_district", "work_address", "work_address_none"),
            "employer",
            _three("category", "occupation", "occupation_none"),
            pair("phones", "contact_other"),
            *self.contact_state(),
            pair("dues", "dues_paid_to"),
        ]

    def contact_state(self) -> list[Any]:
        """More that is asked about the contact."""
        return []

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        for known in ("left_on", "work_address", "origin", "occupation"):
            if said.get(known) and said.get(f"{known}_none"):
                self.add_error(f"{known}_none", _("Either a value, or none."))
        if said.get("township"):
            said["township"] = self._township(said.get("origin"), said["township"].strip())
        month = said.get("dues_paid_to")
        if month and month.precision == "year":
            self.add_error("dues_paid_to", _("Write the month: 2016-06."))
        if month and said.get("dues") == Member.Dues.UNKNOWN:
            self.add_error("dues", _("Who has paid up to a month has paid: say how the dues stand."))
        return cleaned

    def clean_note(self) -> str:
        """Browsers send line breaks their own way."""
        return self.cleaned_data["note"].replace("\r\n", "\n")

    def _township(self, county: int | None, name: str) -> int | None:
        township = Township.objects.filter(county=county, name=name).first() if county else None
        if township is None:
            self.add_error("township", _("There is no such township in the county."))
            return None
        return township.pk

    @property
    def plain(self) -> dict[str, Any]:
        """The plain facts by field of the member, of a valid form; the name is apart."""
        said = self.cleaned_data
        plain = {name: said[name] for name in ("kind", "card_no", "employer", "note")}
        for name in ("joined_on", "confirmed_on"):
            date: PartialDate | None = said[name]
            plain[name], plain[f"{name}_precision"] = (date.day, str(date.precision)) if date else (None, "")
        return plain

    @property
    def knowns(self) -> dict[str, Any]:
        """The six knowns as in ``known_values``, of a valid form."""
        said = self.cleaned_data
        date: PartialDate | None = said["left_on"]
        left_on = {"date": iso_date(date.day, date.precision), "precision": str(date.precision)} if date else None
        place = said["work_address"] or dict(self._any("work_district").choices).get(
            said["work_district"] or "none", ""
        )
        address = {"text": str(place), "district": said["work_district"]} if place else None
        origin = {"code": said["origin"], "text": "", "township": said["township"] or None} if said["origin"] else None
        occupation = {"text": said["occupation"], "category": said["category"]} if said["occupation"] else None
        values = {"left_on": left_on, "work_address": address, "origin": origin, "occupation": occupation}
        knowns = {name: value or (None if said[f"{name}_none"] else UNKNOWN) for name, value in values.items()}
        return knowns | {"contact": self.contact, "dues": self._dues()}

    @property
    def contact(self) -> Any:
        said = self.cleaned_data
        ways = {"phones": said["phones"], "other": said["contact_other"]}
        return ways if said["phones"] or said["contact_other"] else UNKNOWN

    def _dues(self) -> Any:
        said = self.cleaned_data
        if said["dues"] == Member.Dues.UNKNOWN:
            return UNKNOWN
        month: PartialDate | None = said["dues_paid_to"]
        return {"state": said["dues"], "paid_to": iso_date(month.day, "month") if month else None}


def _three(narrow: str, wide: str, box: str) -> Row:
    columns = [(narrow, "col-sm-4"), (wide, "col-sm-5"), (box, "col-sm-3 none-box")]
    return Row(*(Column(field, css_class=width) for field, width in columns))


def _beside(field: str, box: str) -> Row:
    return Row(Column(field, css_class="col-sm-9"), Column(box, css_class="col-sm-3 none-box"))
