from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branches.organisation.choices import offer
from branches.organisation.models import Branch
from registry.access import Scope
from registry.actionforms import ActionForm, day_field, pair


class DecisionForm(ActionForm):
    """What ends a branch, or takes that back, is decided by people: why, and in which document."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("It stays in the history."))
    document_no = forms.CharField(label=_("Document no. of the decision"), max_length=100)

    def __init__(self, *args: Any, branch: Branch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen_version"] = branch.version

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [("", ["reason", "document_no"])]


class DissolveForm(DecisionForm):
    on = day_field(_("First day without"))

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [("", ["reason", pair("on", "document_no")])]


class MergeForm(DissolveForm):
    into = forms.ModelChoiceField(
        Branch.objects.none(), label=_("Receiving branch"), help_text=_("Its members belong there from that day on.")
    )
    counties_follow = forms.BooleanField(
        label=_("The receiving branch serves its counties from that day on"), required=False, initial=True
    )

    def __init__(self, *args: Any, branch: Branch, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, branch=branch, **kwargs)
        active = Branch.objects.within(scope).filter(dissolved_on=None)
        offer(self.fields["into"], active.exclude(pk=branch.pk).order_by("code"))

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [("", ["into", "counties_follow", "reason", pair("on", "document_no")])]


class ReinstateForm(DecisionForm):
    """Why a branch that was dissolved exists after all."""
