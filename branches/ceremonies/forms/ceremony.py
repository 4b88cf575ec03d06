import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.ceremonies.actions import DESCRIPTIVE, Facts, NamedGuest
from branches.ceremonies.models import NAME_LENGTH, TITLE_LENGTH, Ceremony
from branches.organisation.choices import Places
from branches.organisation.places import name_of
from registry.access import Scope
from registry.actionforms import day_field

_COMMAS = ("，", ",", "、", "\t")


class CeremonyForm(forms.ModelForm):
    """What is said of a ceremony besides its list. ``scope``: where the user may hold ceremonies, of the places of ``today``."""

    division_code = forms.TypedChoiceField(
        label=gettext_lazy("Place"),
        coerce=int,
        help_text=gettext_lazy("Whose ceremony it is: branches of this place and all below it are awarded."),
    )
    held_on = day_field(gettext_lazy("Date"), required=False)
    starts_at = forms.TimeField(
        label=gettext_lazy("Begins at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    guests = forms.CharField(
        label=gettext_lazy("Guests"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("One on each line, in the order in which they are named: name, office or title."),
    )
    # Not "version": the admin takes that for the column, which no form may change.
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Ceremony
        fields = (
            "title", "division_code", "held_on", "starts_at", "venue", "address", "host", "presiding", "handing_over",
            "document_read_out",
        )  # fmt: skip

    def __init__(self, *args: Any, scope: Scope, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Places(scope, today)
        choices = places.division_choices(whole="%(name)s")
        place = self.instance.division_code
        if place and place not in places.divisions():
            choices.append((place, name_of(place)))  # a place of former days stays choosable
        division: Any = self.fields["division_code"]
        division.choices = choices if place else [("", "—"), *choices]
        self.initial["seen_version"] = self.instance.version
        if self.instance.pk and "guests" in self.fields:
            self.initial["guests"] = "\n".join(
                "，".join(filter(None, [g.name, g.title])) for g in self.instance.guests.order_by("position", "pk")
            )
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "title",
            "division_code",
            Row(Column("held_on"), Column("starts_at")),
            Row(Column("venue"), Column("address")),
            "host",
            Row(Column("presiding"), Column("handing_over")),
            "document_read_out",
            "guests",
            "seen_version",
        )

    def clean_guests(self) -> tuple[NamedGuest, ...]:
        lines = [line.strip() for line in self.cleaned_data["guests"].splitlines()]
        return tuple(_guest(line) for line in lines if line)

    @property
    def facts(self) -> Facts:
        """What the valid form says; what it does not ask is as it was."""
        was = Facts.of(self.instance) if self.instance.pk else None
        said = {name: self.cleaned_data[name] for name in Facts.__dataclass_fields__ if name in self.cleaned_data}
        kept = {name: getattr(was, name) for name in Facts.__dataclass_fields__ if was and name not in said}
        return Facts(**(kept | said))


class CorrectionForm(CeremonyForm):
    """What may still be set right of a ceremony that was held, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("What was wrong, and how it is known. It stays in the history."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {*DESCRIPTIVE, "reason", "seen_version"}:
            del self.fields[name]
        self.helper.layout = Layout(
            "title",
            "starts_at",
            Row(Column("venue"), Column("address")),
            "host",
            Row(Column("presiding"), Column("handing_over")),
            "document_read_out",
            "guests",
            "reason",
            "seen_version",
        )


def _guest(line: str) -> NamedGuest:
    """``name, title`` up to the first comma, Chinese or not. Raises ValidationError where a part is too long."""
    cut = min((line.index(comma) for comma in _COMMAS if comma in line), default=len(line))
    guest = NamedGuest(line[:cut].strip(), line[cut + 1 :].strip())
    if not guest.name or len(guest.name) > NAME_LENGTH or len(guest.title) > TITLE_LENGTH:
        raise ValidationError(_("Write a guest as name, comma, title: “%(line)s”"), code="guest", params={"line": line})
    return guest
