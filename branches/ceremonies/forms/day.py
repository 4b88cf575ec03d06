"""The day itself: who has come, what was handed over, and what is left when it is closed."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.ceremonies.models import MOST_PEOPLE, Plaque


class HandOverForm(forms.Form):
    """One touch on a tablet. ``token`` is made by the tablet, so that the same touch sent twice is one."""

    do = forms.ChoiceField(choices=[("hand_over", ""), ("take_back", "")])
    token = forms.UUIDField(required=False)

    def clean_token(self) -> uuid.UUID:
        """A page without JavaScript sends no token: each of its touches is one of its own."""
        return self.cleaned_data["token"] or uuid.uuid4()


class ScanForm(forms.Form):
    """What a scanner typed, or a hand: code of a branch, number of a plaque, what is on a certificate or on a card."""

    scanned = forms.CharField(label=gettext_lazy("Scan or write"), max_length=300)
    people = forms.IntegerField(
        label=gettext_lazy("People"), required=False, min_value=1, max_value=MOST_PEOPLE, initial=1
    )


class AttendanceForm(forms.Form):
    """One line of the sign-in list."""

    do = forms.ChoiceField(choices=[("sign_in", ""), ("sign_out", "")])
    plaque = forms.IntegerField(required=False)
    guest = forms.IntegerField(required=False)
    people = forms.IntegerField(required=False, min_value=1, max_value=MOST_PEOPLE)


class CloseForm(forms.Form):
    """Of each plaque that nobody noted as handed over: it was (``handed_12``), or why not (``why_12``)."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, left: Iterable[Plaque], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left = list(left)
        for plaque in self.left:
            name = plaque.branch.short_name
            handed = forms.BooleanField(label=_("%(name)s: was handed over") % {"name": name}, required=False)
            handed.widget.attrs |= {"class": "form-check-input", "aria-label": str(handed.label)}
            why = forms.CharField(
                label=_("%(name)s: why it was not handed over") % {"name": name}, max_length=200, required=False
            )
            why.widget.attrs |= {"class": "form-control form-control-sm", "aria-label": str(why.label)}
            self.fields |= {f"handed_{plaque.pk}": handed, f"why_{plaque.pk}": why}
            self.initial[f"why_{plaque.pk}"] = plaque.not_handed_over

    @property
    def lines(self) -> list[tuple[Plaque, Any, Any]]:
        return [(p, self[f"handed_{p.pk}"], self[f"why_{p.pk}"]) for p in self.left]

    @property
    def handed(self) -> list[Plaque]:
        """Those ticked; and, where that button was pressed, all others of which it is not written why not."""
        others = "all_handed" in self.data
        said = self.cleaned_data
        return [p for p in self.left if said[f"handed_{p.pk}"] or (others and not said[f"why_{p.pk}"])]

    @property
    def explained(self) -> list[tuple[Plaque, str]]:
        handed = {p.pk for p in self.handed}
        return [(p, self.cleaned_data[f"why_{p.pk}"]) for p in self.left if p.pk not in handed]
