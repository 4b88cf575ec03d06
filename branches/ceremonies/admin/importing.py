"""Plaques from a file: a row without a number awards one to a branch, a row with a number says more of that plaque."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.results import RowResult

from branches.ceremonies import actions
from branches.ceremonies.models import LARGEST_MM, NAME_LENGTH, PEOPLE, SMALLEST_MM, WORDING_LENGTH, Plaque, Stage
from branches.organisation.models import Branch
from registry.access import Permission
from registry.actionforms import day_field
from registry.adminimport import Heading, RowImport, complain
from registry.history.verbs import Verb
from registry.objections import Override

_DAYS = {
    "ordered_on": Stage.ORDERED,
    "made_on": Stage.MADE,
    "handed_over_on": Stage.HANDED_OVER,
    "in_use_on": Stage.IN_USE,
}
_ISO = gettext_lazy("A day as 2016-12-06.")


class PlaqueRow(forms.Form):
    """What a row may say. Days of states are noted of a plaque that is there; an award has a day of its own."""

    number = forms.CharField(label=gettext_lazy("Number"), max_length=60, required=False)
    branch = forms.ModelChoiceField(Branch.objects.none(), label=gettext_lazy("Branch code"), required=False)
    wording = forms.CharField(label=gettext_lazy("Wording"), max_length=WORDING_LENGTH, required=False)
    awarded_on = day_field(gettext_lazy("Awarded on"), required=False)
    handed_over_by = forms.CharField(label=gettext_lazy("Handed over by"), max_length=NAME_LENGTH, required=False)
    received_by = forms.CharField(label=gettext_lazy("Received by"), max_length=NAME_LENGTH, required=False)
    width_mm = forms.IntegerField(
        label=gettext_lazy("Width in mm"), min_value=SMALLEST_MM, max_value=LARGEST_MM, required=False
    )
    height_mm = forms.IntegerField(
        label=gettext_lazy("Height in mm"), min_value=SMALLEST_MM, max_value=LARGEST_MM, required=False
    )
    material = forms.CharField(label=gettext_lazy("Material"), max_length=40, required=False)
    ordered_on = day_field(gettext_lazy("Ordered on"), required=False)
    made_on = day_field(gettext_lazy("Made on"), required=False)
    handed_over_on = day_field(gettext_lazy("Handed over on"), required=False)
    in_use_on = day_field(gettext_lazy("In use since"), required=False)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, required=False)
    document_no = forms.CharField(label=gettext_lazy("Document no. that allows it"), max_length=100, required=False)

    def __init__(self, *args: Any, branches: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["branch"]
        chosen.queryset = branches
        chosen.error_messages["invalid_choice"] = _("There is no such branch.")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("number"):
            for name in ("branch", "awarded_on"):
                if name not in self.errors and not said.get(name):
                    self.add_error(name, _("Needed where a plaque is awarded (the row has no number)."))
        if (said.get("width_mm") is None) != (said.get("height_mm") is None):
            self.add_error(None, _("Write both the width and the height."))
        return said


_HINTS = {
    "number": gettext_lazy("Of a plaque that is there. Empty: a plaque is awarded, and gets the next number."),
    "branch": gettext_lazy("Nine digits; for an award."),
    "wording": gettext_lazy("For an award; empty: the name of the branch for plaques."),
    "reason": gettext_lazy(
        "Needed where it corrects who handed the plaque over or received it, or sets a warning aside."
    ),
    "document_no": gettext_lazy("Where a warning is set aside."),
    **dict.fromkeys(("awarded_on", *_DAYS), _ISO),
}


class PlaqueImport(RowImport):
    headings = [
        Heading(name, field.label or name, _HINTS.get(name, "")) for name, field in PlaqueRow.base_fields.items()
    ]
    verb = Verb.PLAQUES_IMPORTED

    def take(self, row: dict[str, Any]) -> tuple[str, Plaque]:
        scope = self.by.scope_of(Permission.MANAGE_CEREMONIES)
        form = PlaqueRow(row, branches=Branch.objects.within(scope))
        complain(form)
        said = form.cleaned_data
        if not said["number"]:
            return RowResult.IMPORT_TYPE_NEW, self._award(said)
        plaque = Plaque.objects.within(scope).filter(number=said["number"]).first()
        if plaque is None:
            raise ValidationError(_("There is no such plaque."), code="unknown_plaque")
        changed = [self._receipt(plaque, said), self._board(plaque, said), self._days(plaque, said)]
        return RowResult.IMPORT_TYPE_UPDATE if any(changed) else RowResult.IMPORT_TYPE_SKIP, plaque

    def _award(self, said: dict[str, Any]) -> Plaque:
        branch = said["branch"]
        override = Override(said["reason"], said["document_no"]) if said["document_no"] else None
        plaque = actions.award_plaque(
            branch=branch,
            wording=said["wording"] or branch.plaque_name or branch.full_name,
            awarded_on=said["awarded_on"],
            handed_over_by=said["handed_over_by"],
            received_by=said["received_by"],
            today=self.today,
            by=self.by,
            override=override,
        )
        self._board(plaque, said)
        self._days(plaque, said)
        return plaque

    def _receipt(self, plaque: Plaque, said: dict[str, Any]) -> bool:
        """Who handed it over and received it, where the row differs. What is frozen may stand in the file, but not differ."""
        for name in ("wording", "awarded_on"):
            if said[name] and said[name] != getattr(plaque, name):
                raise ValidationError(_("Wording and day of an award are frozen."), code="frozen")
        if said["branch"] and said["branch"].pk != plaque.branch_id:
            raise ValidationError(_("The plaque is that of another branch."), code="other_branch")
        now = {name: getattr(plaque, name) for name in PEOPLE}
        then = {name: said[name] or value for name, value in now.items()}
        if then == now:
            return False
        actions.correct_receipt(plaque=plaque, reason=said["reason"], by=self.by, **then)
        return True

    def _board(self, plaque: Plaque, said: dict[str, Any]) -> bool:
        """Size and material; an empty cell leaves them as they are."""
        now = {name: getattr(plaque, name) for name in ("width_mm", "height_mm", "material")}
        then = {name: said[name] or value for name, value in now.items()}
        if then == now:
            return False
        actions.describe(plaques=[plaque], by=self.by, **then)
        return True

    def _days(self, plaque: Plaque, said: dict[str, Any]) -> bool:
        """The days of its states that are not noted yet."""
        noted: dict[int, datetime.date] = dict(plaque.stages.filter(taken_back_at=None).values_list("stage", "since"))
        new = [(stage, said[name]) for name, stage in _DAYS.items() if said[name] and noted.get(stage) != said[name]]
        for stage, since in new:
            actions.reach(plaques=[plaque], stage=stage, since=since, today=self.today, by=self.by)
        return bool(new)
