from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branches.organisation.actions.description import DESCRIBED
from branches.organisation.models import Branch
from registry.actionforms import ActionForm, DayField, day_input, pair

_DAYS = [name for name in DESCRIBED if name.endswith("_on")]


class DescriptionForm(ActionForm, forms.ModelForm):
    """What a branch says of itself: the fields that founding and correcting share."""

    class Meta:
        model = Branch
        fields: tuple[str, ...] = DESCRIBED
        field_classes = dict.fromkeys(_DAYS, DayField)
        widgets = {name: day_input() for name in _DAYS}
        help_texts = {
            "full_name": _("As in the approval."),
            "plaque_name": _("Where it differs from the short name."),
            "members_at_founding": _("Formal and probationary members together."),
        }

    def names(self) -> list[Any]:
        return ["full_name", pair("short_name", "plaque_name"), "national_org_code"]

    def founding_facts(self) -> list[Any]:
        return [
            pair("founding", "joint_basis"),
            "host",
            pair("origin", "founded_on"),
            pair("formal_members_at_founding", "members_at_founding"),
            "meeting_place",
        ]

    def approval(self) -> list[Any]:
        return [
            pair("approved_by", "approval_level"),
            pair("approved_on", "approval_document_no"),
            pair("applied_on", "filed_on"),
        ]
