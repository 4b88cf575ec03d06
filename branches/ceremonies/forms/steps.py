"""The steps from a draft to a ceremony that was held."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.ceremonies.models import NAME_LENGTH, PEOPLE, WORDING_LENGTH, Ceremony, Plaque
from branches.organisation.models import Branch
from registry.actionforms import OverrideForm, day_field
from registry.digits import RowsField
from registry.objections import Objection


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, help_text=gettext_lazy("It stays in the history.")
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class WarnedForm(OverrideForm):
    """Asks what sets the ``objections`` aside, where some only warn; without them the fields are not shown."""

    def __init__(self, *args: Any, objections: Iterable[Objection] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if all(objection.hard for objection in objections):
            del self.fields["override_reason"], self.fields["override_document_no"]


class PrepareForm(WarnedForm):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class HoldForm(forms.Form):
    """The day it took place: the day planned, where that has come."""

    held_on = day_field(gettext_lazy("Held on"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, ceremony: Ceremony, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        planned = ceremony.held_on
        self.initial["held_on"] = min(planned, today) if planned else today
        self.initial["version"] = ceremony.version
        if planned and planned > today:
            self.fields["held_on"].help_text = _("It was planned for %(day)s; say on which day it took place.") % {
                "day": planned.isoformat()
            }


class ChosenBranches(forms.Form):
    """The branches ticked among those proposed; or all that were proposed, all new or all consolidated ones."""

    branches = RowsField(queryset=Branch.objects.none(), required=False)
    all = forms.ChoiceField(required=False, choices=[("every", ""), *Branch.Origin.choices])
    version = forms.IntegerField(required=False)

    def __init__(self, *args: Any, proposed: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposed = proposed
        self.fields["branches"].queryset = proposed  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Branch]:
        kind = self.cleaned_data.get("all")
        if not kind:
            return list(self.cleaned_data["branches"])
        return [b for b in self.proposed if kind in ("every", b.origin)]


class ListForm(forms.Form):
    """The list of a ceremony, line by line: position, wording, who hands over and receives, and whether the line goes.

    The fields of a plaque carry its key: ``position_12``, ``wording_12``, ``handed_over_by_12``,
    ``received_by_12``, ``remove_12``.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, plaques: Iterable[Plaque], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plaques = list(plaques)
        for number, plaque in enumerate(self.plaques, start=1):
            self._add_line(number, plaque)

    def _add_line(self, number: int, plaque: Plaque) -> None:
        name = plaque.branch.short_name
        fields: dict[str, tuple[forms.Field, Any]] = {
            "position": (forms.IntegerField(label=_("Position of %(name)s") % {"name": name}), number),
            "wording": (
                forms.CharField(
                    label=_("Wording for %(name)s") % {"name": name}, required=False, max_length=WORDING_LENGTH
                ),
                plaque.wording,
            ),
            "handed_over_by": (
                forms.CharField(
                    label=_("Handed over to %(name)s by") % {"name": name}, required=False, max_length=NAME_LENGTH
                ),
                plaque.handed_over_by,
            ),
            "received_by": (
                forms.CharField(
                    label=_("Received for %(name)s by") % {"name": name},
                    required=False,
                    max_length=NAME_LENGTH,
                ),
                plaque.received_by,
            ),
            "remove": (
                forms.BooleanField(label=_("Take %(name)s off the list") % {"name": name}, required=False),
                False,
            ),
        }
        for field, (made, value) in fields.items():
            key = f"{field}_{plaque.pk}"
            self.fields[key], self.initial[key] = made, value
            css = "form-check-input" if field == "remove" else "form-control form-control-sm"
            made.widget.attrs |= {"class": css, "aria-label": str(made.label)}
            if field == "handed_over_by":  # the guests are proposed by the page
                made.widget.attrs |= {"list": "who-hands-over", "placeholder": plaque.handing_over}

    @property
    def lines(self) -> list[tuple[Plaque, dict[str, Any]]]:
        """Each plaque with its bound fields, for the page."""
        fields = ("position", "wording", *PEOPLE, "remove")
        return [(p, {field: self[f"{field}_{p.pk}"] for field in fields}) for p in self.plaques]

    def said(self, plaque: Plaque, field: str) -> Any:
        return self.cleaned_data[f"{field}_{plaque.pk}"]

    @property
    def removed(self) -> list[Plaque]:
        return [p for p in self.plaques if self.said(p, "remove")]

    @property
    def order(self) -> list[int]:
        """Keys of all lines in the order asked for."""
        return order_asked((self.said(p, "position"), was, p.pk) for was, p in enumerate(self.plaques, start=1))


def order_asked(asked: Iterable[tuple[int, int, int]]) -> list[int]:
    """Keys in the order asked for, from (position asked for, position now, key). Whoever moves pushes who stands there."""
    return [key for _at, _push, _was, key in sorted((at, (was < at) - (was > at), was, key) for at, was, key in asked)]
