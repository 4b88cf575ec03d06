"""Branches from a file: a row without a code founds one, a row with a code corrects what that branch says of itself."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField, model_to_dict
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.results import RowResult

from branches.organisation import actions
from branches.organisation.admin.forms import BranchAddForm, BranchChangeForm
from branches.organisation.models import Branch
from registry.access import Permission
from registry.adminimport import Heading, RowImport, complain, form_data
from registry.digits import number_in
from registry.history.verbs import Verb

_ISO = gettext_lazy("A day as 2016-12-06.")
_HINTS = {
    "place": gettext_lazy("Six digits of the division it belongs to; for a founding."),
    "parent": gettext_lazy("Nine digits; empty: none that is registered."),
    "counties": gettext_lazy("Six digits each, separated by commas; besides its own county."),
    **dict.fromkeys((name for name in BranchAddForm.base_fields if name.endswith("_on")), _ISO),
}
_CODE = Heading(
    "code", gettext_lazy("Branch code"), gettext_lazy("Of a branch that is there. Empty: a branch is founded.")
)
_LABELS = {
    "secretary_name": gettext_lazy("First secretary"),
    "secretary_source": gettext_lazy("Source of the secretary"),
    "secretary_manner": gettext_lazy("Secretary by election or appointment"),
    "secretary_document_no": gettext_lazy("Approval document of the secretary"),
    "override_reason": gettext_lazy("Set aside because"),
}


def _heading(name: str, field: Any) -> Heading:
    """Where the words are given, they are the hint, in the reader's language."""
    words = lazy(lambda: " / ".join(str(label) for value, label in getattr(field, "choices", ()) if value), str)
    has_words = bool(getattr(field, "choices", ())) and not isinstance(field, ModelChoiceField)
    return Heading(name, _LABELS.get(name, field.label), _HINTS.get(name, words() if has_words else ""))


class BranchImport(RowImport):
    headings = [
        _CODE,
        *(_heading(name, field) for name, field in BranchAddForm.base_fields.items() if name != "seen_version"),
    ]
    verb = Verb.BRANCHES_IMPORTED

    def take(self, row: dict[str, Any]) -> tuple[str, Branch]:
        where = {"scope": self.by.scope_of(Permission.MANAGE_BRANCHES), "today": self.today}
        code = row.pop("code", "")
        if not code:
            return RowResult.IMPORT_TYPE_NEW, self._found(row, type("RowForm", (BranchAddForm,), where))
        branch = Branch.objects.within(where["scope"]).filter(code=number_in(code)).first()
        if branch is None:
            raise ValidationError(_("There is no such branch."), code="unknown_branch")
        return self._correct(branch, row, type("RowForm", (BranchChangeForm,), where))

    def _found(self, row: dict[str, Any], form_class: Any) -> Branch:
        data: dict[str, Any] = form_data(form_class, row)
        data["counties"] = [
            code.strip() for code in row.get("counties", "").replace("，", ",").split(",") if code.strip()
        ]
        form = form_class(data)
        complain(form)
        return actions.found(
            branch=form.instance,
            division=form.division,
            counties=form.cleaned_data["counties"],
            secretary=form.secretary,
            by=self.by,
            today=self.today,
            override=form.override,
        )

    def _correct(self, branch: Branch, row: dict[str, Any], form_class: Any) -> tuple[str, Branch]:
        """Only columns that the file has are corrected; an empty cell leaves what there is."""
        fields = form_class.base_fields
        now = {name: "" if v is None else str(v) for name, v in model_to_dict(branch).items() if name in fields}
        said = {name: value for name, value in form_data(form_class, row).items() if value and name in fields}
        if all(now.get(name) == value for name, value in said.items()):
            return RowResult.IMPORT_TYPE_SKIP, branch
        form = form_class(now | said, instance=branch)
        complain(form)
        corrected = actions.correct(
            branch=branch, values=form.values, by=self.by, today=self.today, override=form.override
        )
        return RowResult.IMPORT_TYPE_UPDATE, corrected
