from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branches.organisation.actions.description import DESCRIBED
from branches.organisation.forms.description import DescriptionForm
from branches.organisation.models import Branch
from registry.access import Scope
from registry.actionforms import ActionForm, day_field, pair


class CorrectionForm(DescriptionForm):
    """Everything a branch says of itself, as it stands, to be set right."""

    class Meta(DescriptionForm.Meta):
        help_texts = DescriptionForm.Meta.help_texts | {
            "full_name": _("Only to set right what was wrong from the beginning; a new name is given by renaming.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen_version"] = self.instance.version

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [
            (_("Kind"), ["kind", "is_temporary"]),
            (_("Names"), self.names()),
            (_("Founding"), self.founding_facts()),
            (_("Approval and filing"), self.approval()),
        ]

    @property
    def values(self) -> dict[str, Any]:
        """Field -> value, of a valid form."""
        return {name: self.cleaned_data[name] for name in DESCRIBED}


class RenameForm(ActionForm):
    full_name = forms.CharField(label=_("Full name"), max_length=120, help_text=_("As in the approval."))
    short_name = forms.CharField(label=_("Short name"), max_length=60)
    plaque_name = forms.CharField(
        label=_("Name on the plaque"),
        max_length=120,
        required=False,
        help_text=_("Where it differs from the short name. A plaque that hangs keeps its wording."),
    )
    on = day_field(_("Bears it since"))
    document_no = forms.CharField(label=_("Approval document no."), max_length=100, required=False)

    def __init__(self, *args: Any, branch: Branch, **kwargs: Any) -> None:
        names = {name: getattr(branch, name) for name in ("full_name", "short_name", "plaque_name")}
        super().__init__(*args, initial=names | {"seen_version": branch.version}, **kwargs)

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [("", ["full_name", "short_name", "plaque_name", pair("on", "document_no")])]


class MoveForm(ActionForm):
    parent = forms.ModelChoiceField(
        Branch.objects.none(),
        label=_("Superior organisation"),
        required=False,
        empty_label=_("none that is registered"),
    )
    document_no = forms.CharField(label=_("Approval document no."), max_length=100, required=False)

    def __init__(self, *args: Any, branch: Branch, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, initial={"parent": branch.parent_id, "seen_version": branch.version}, **kwargs)
        superiors = Branch.objects.within(scope) | Branch.objects.above(scope)
        field: Any = self.fields["parent"]
        field.queryset = (
            superiors.filter(~Q(kind=Branch.Kind.BRANCH), dissolved_on=None).exclude(pk=branch.pk).order_by("code")
        )

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [("", ["parent", "document_no"])]
