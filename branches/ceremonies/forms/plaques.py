import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branches.ceremonies.forms.steps import WarnedForm
from branches.ceremonies.models import NAME_LENGTH, PEOPLE, WORDING_LENGTH, Plaque
from branches.organisation.models import Branch
from registry.actionforms import day_field
from registry.objections import Objection

_REASON = _("It stays in the history.")


class AwardForm(WarnedForm):
    """One plaque without a ceremony."""

    wording = forms.CharField(
        label=_("Wording"), max_length=WORDING_LENGTH, help_text=_("What is written on the plaque.")
    )
    awarded_on = day_field(_("Awarded on"))
    handed_over_by = forms.CharField(label=_("Handed over by"), max_length=NAME_LENGTH, required=False)
    received_by = forms.CharField(label=_("Received by"), max_length=NAME_LENGTH, required=False)

    field_order = (
        "wording", "awarded_on", "handed_over_by", "received_by", "reason", "override_reason", "override_document_no",
    )  # fmt: skip

    def __init__(
        self, *args: Any, branch: Branch, today: datetime.date, objections: Iterable[Objection] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, objections=objections, **kwargs)
        self.initial["wording"] = branch.plaque_name or branch.full_name
        self.initial["awarded_on"] = today


class ReplaceForm(AwardForm):
    """Another plaque for one in use."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_REASON)


class EndForm(forms.Form):
    """A plaque leaves its use without another in its place."""

    state = forms.ChoiceField(
        label=_("What became of it"),
        widget=forms.RadioSelect,
        choices=[(s.value, s.label) for s in (Plaque.State.RETURNED, Plaque.State.LOST)],
    )
    ended_on = day_field(_("Since when"))
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_REASON)


class ReceiptForm(forms.Form):
    """Who handed the plaque over and who received it, set right. Where nobody is named, it is whom the ceremony names."""

    handed_over_by = forms.CharField(label=_("Handed over by"), max_length=NAME_LENGTH, required=False)
    received_by = forms.CharField(label=_("Received by"), max_length=NAME_LENGTH, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_REASON)

    def __init__(self, *args: Any, plaque: Plaque, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({name: getattr(plaque, name) for name in PEOPLE})
        self.fields["handed_over_by"].widget.attrs["placeholder"] = plaque.handing_over
