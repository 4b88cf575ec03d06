import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branches.organisation.models import Branch, OfficeTerm
from registry.access import Permission
from registry.actionforms import ActionForm, DayField, day_field, day_input, pair


class OfficeForm(ActionForm, forms.ModelForm):
    """Somebody takes up an office: a member of the branch, or somebody who is not on the roll, by name."""

    succeeds = forms.BooleanField(
        label=_("The present secretary lays down the office that day"), required=False, initial=True
    )

    class Meta:
        model = OfficeTerm
        fields = ("office", "holder", "holder_name", "source", "manner", "since", "until", "approval_document_no")
        field_classes = {"since": DayField, "until": DayField}
        widgets = {"since": day_input(), "until": day_input()}
        labels = {"holder": _("Member of the branch"), "since": _("In office since"), "until": _("Until")}
        help_texts = {
            "holder_name": _("As written in the approval; empty: the member's name."),
            "source": _("Of secretaries."),
            "until": _("Only for a term that has ended: the first day without the office."),
        }

    def __init__(self, *args: Any, branch: Branch, user: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, instance=OfficeTerm(branch=branch), initial={"since": today}, **kwargs)
        holder: Any = self.fields["holder"]
        holder.queryset = branch.members.within(user.scope_of(Permission.VIEW_MEMBERS)).order_by("pinyin", "pk")
        holder.empty_label = _("not on the roll")
        self.fields["holder_name"].required = False
        if branch.is_temporary:
            self.initial["manner"] = OfficeTerm.Manner.APPOINTED
        if not any(term.office == OfficeTerm.Office.SECRETARY for term in branch.office_terms.open()):
            del self.fields["succeeds"]

    def sections(self) -> list[tuple[Any, list[Any]]]:
        succeeds = ["succeeds"] if "succeeds" in self.fields else []
        return [
            (_("Office in the branch"), ["office", *succeeds]),
            (_("Person"), [pair("holder", "holder_name"), "source"]),
            (_("Term"), [pair("manner", "approval_document_no"), pair("since", "until")]),
        ]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        member = self.cleaned_data.get("holder")
        if member is not None:
            self.cleaned_data["holder_name"] = self.cleaned_data.get("holder_name") or member.name
        elif not self.cleaned_data.get("holder_name"):
            self.add_error("holder_name", _("Choose a member or write a name."))
        return cleaned

    @property
    def replaces(self) -> bool:
        """Whether the secretary in office makes way, of a valid form."""
        return bool(self.cleaned_data.get("succeeds"))


class LeaveOfficeForm(ActionForm):
    on = day_field(_("First day without"))
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False, help_text=_("It stays in the history."))

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [("", ["on", "reason"])]
