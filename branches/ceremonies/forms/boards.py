"""Plaques as objects: how far they have come, what they are made of, what they look like on the wall."""

import datetime
from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.ceremonies.models import LARGEST_MM, SMALLEST_MM, Plaque, Stage
from branches.ceremonies.photographs import LARGEST_FILE
from branches.ceremonies.rules.stages import NOTED_BY_HAND
from registry.actionforms import day_field
from registry.digits import RowsField

_STAGES = [(stage.value, stage.label) for stage in NOTED_BY_HAND]


class StageForm(forms.Form):
    """What is noted of one plaque."""

    stage = forms.TypedChoiceField(label=gettext_lazy("State"), choices=_STAGES, coerce=int, widget=forms.RadioSelect)
    since = day_field(gettext_lazy("Since when"))

    def __init__(self, *args: Any, plaque: Plaque, left: Iterable[Stage], today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = list(left)
        field: Any = self.fields["stage"]
        field.choices = [(stage.value, stage.label) for stage in stages]
        self.initial["since"] = today
        self.initial["stage"] = next((s.value for s in stages if s > plaque.stage), stages[0].value if stages else None)


class TakeBackForm(forms.Form):
    """What was noted last was a mistake. The reason may be left out on the day it was noted."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed where it was noted on an earlier day. It stays in the history."),
    )


class BoardForm(forms.Form):
    """Size and material of a board."""

    width_mm = forms.IntegerField(
        label=gettext_lazy("Width in mm"), required=False, min_value=SMALLEST_MM, max_value=LARGEST_MM
    )
    height_mm = forms.IntegerField(
        label=gettext_lazy("Height in mm"), required=False, min_value=SMALLEST_MM, max_value=LARGEST_MM
    )
    material = forms.CharField(
        label=gettext_lazy("Material"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("For example stainless steel, copper, wood."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(Row(Column("width_mm"), Column("height_mm")), "material")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and (said.get("width_mm") is None) != (said.get("height_mm") is None):
            raise ValidationError(_("Write both the width and the height."), code="half_a_size")
        return said


class BoardsForm(BoardForm):
    """Several boards of a ceremony at once: a state, or size and material, for those ticked."""

    plaques = RowsField(
        queryset=Plaque.objects.none(),
        error_messages={"required": gettext_lazy("Choose at least one plaque.")},
    )
    stage = forms.TypedChoiceField(
        label=gettext_lazy("State"),
        choices=[("", gettext_lazy("as it is")), *_STAGES],
        coerce=int,
        empty_value=None,
        required=False,
    )
    since = day_field(gettext_lazy("Since when"), required=False)

    def __init__(self, *args: Any, plaques: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plaques"].queryset = plaques  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not self.errors:
            if said["stage"] and not said["since"]:
                raise ValidationError(_("Write since when."), code="no_day")
            if not said["stage"] and not self.describes:
                raise ValidationError(_("Say what is to be noted: a state, a size or a material."), code="nothing")
        return said

    @property
    def describes(self) -> bool:
        return bool(self.cleaned_data.get("width_mm") or self.cleaned_data.get("material"))


class PhotoForm(forms.Form):
    """A photograph of the plaque on the wall."""

    file = forms.FileField(
        label=gettext_lazy("Photograph"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy(
            "JPEG, PNG or WebP of at most 15 MB. Place, time and camera written in it are left out. Take care that nobody is on it."
        ),
    )
    taken_on = day_field(gettext_lazy("Taken on"))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(
                _("The file is larger than %(size)d MB."), code="too_large", params={"size": LARGEST_FILE // 1024**2}
            )
        return file


class RemovePhotoForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, help_text=gettext_lazy("It stays in the history.")
    )


def ticked(plaques: Iterable[Plaque], data: Any) -> set[int]:
    """Keys of the lines ticked, when the page is shown once more."""
    sent = set(data.getlist("plaques")) if data else set()
    return {p.pk for p in plaques if str(p.pk) in sent}
