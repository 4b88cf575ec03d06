"""Branches in the admin: looked up, exported, founded and corrected by the same actions and rules as on the pages."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from branches.organisation import actions, tables
from branches.organisation.admin.forms import BranchAddForm, BranchChangeForm
from branches.organisation.admin.importing import BranchImport
from branches.organisation.admin.parts import AttentionFilter, CoverInline, FormerNameInline, OfficeTermInline
from branches.organisation.models import Branch
from branches.organisation.names import named_like
from registry.access import Permission
from registry.adminexport import ListExportMixin
from registry.adminimport import ListImportMixin
from registry.adminsite import ActionAdmin
from registry.history.verbs import Verb

_KIND = (_("Kind"), {"fields": [("kind", "is_temporary")]})
_NAMES = (_("Names"), {"fields": ["full_name", "short_name", "plaque_name", "national_org_code"]})
_FOUNDING_FIELDS = [
    ("founding", "joint_basis"), "host", ("origin", "founded_on"),
    ("formal_members_at_founding", "members_at_founding"), "meeting_place",
]  # fmt: skip
_APPROVAL_FIELDS = [
    ("approved_by", "approval_level"), ("approved_on", "approval_document_no"), ("applied_on", "filed_on"),
]  # fmt: skip
_APPROVAL = (_("Approval and filing"), {"fields": _APPROVAL_FIELDS})
_SECRETARY_FIELDS = [("secretary_name", "secretary_source"), ("secretary_manner", "secretary_document_no")]
_OVERRIDE_FIELDS: list[Any] = [("override_reason", "override_document_no")]
_OVERRIDE_HELP = _("Only where a rule that says “as a rule” is set aside; it becomes part of the history.")


@admin.register(Branch)
class BranchAdmin(ListImportMixin, ListExportMixin, ActionAdmin):
    view_permission = Permission.VIEW_BRANCHES
    change_permission = Permission.MANAGE_BRANCHES
    export_verb = Verb.BRANCHES_EXPORTED
    import_permission = Permission.MANAGE_BRANCHES
    import_resource = BranchImport
    export_columns = tables.COLUMNS
    list_display = ["code", "short_name", "kind", "founding", "origin", "secretary", "founded_on", "dissolved_on"]
    list_display_links = ["code", "short_name"]
    list_filter = [
        ("prefecture", admin.RelatedOnlyFieldListFilter),
        "kind",
        "founding",
        "origin",
        "is_temporary",
        ("dissolved_on", admin.EmptyFieldListFilter),
        AttentionFilter,
    ]
    search_fields = ["code"]
    search_help_text = _("Name, former name or code")
    ordering = ["code"]
    inlines = [OfficeTermInline, CoverInline, FormerNameInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        branches: Any = super().get_queryset(request)
        return branches.with_secretary(timezone.localdate())

    def rows_for_export(self, found: Any) -> Iterable[tables.Row]:
        return tables.rows_for_export(found, timezone.localdate())

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        text = search_term.strip()
        if text.isascii() and text.isdecimal():
            return queryset.filter(code__startswith=text), False
        return queryset.filter(named_like(text)), False

    @admin.display(description=_("Secretary"))
    def secretary(self, branch: Any) -> str:
        return branch.secretary or "—"

    @admin.display(description=_("Superior organisation"))
    def superior(self, branch: Branch) -> str:
        return str(branch.parent or "—")

    @admin.display(description=_("Place"))
    def place(self, branch: Branch) -> str:
        return f"{branch.division.full_name} · {branch.code}"  # type: ignore[attr-defined]

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """A superior is chosen, not entered by the way."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "parent":
            field.widget.can_add_related = field.widget.can_change_related = field.widget.can_view_related = False
        return field

    def get_inlines(self, request: HttpRequest, obj: Branch | None) -> list[Any]:
        return self.inlines if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: Branch | None = None) -> list[str]:
        return ["place", "superior"] if obj else []

    def get_fieldsets(self, request: HttpRequest, obj: Branch | None = None) -> Any:
        override = {"fields": _OVERRIDE_FIELDS, "description": _OVERRIDE_HELP}
        if obj is None:
            place = (_("Place and kind"), {"fields": [("place", "kind"), "parent", "is_temporary"]})
            founding = (_("Founding"), {"fields": [*_FOUNDING_FIELDS, "counties"]})
            secretary = (_("First secretary"), {"fields": _SECRETARY_FIELDS})
            return [place, _NAMES, founding, _APPROVAL, secretary, (_("Go ahead all the same"), override)]
        where = (None, {"fields": ["place", "superior"]})
        described = [where, _KIND, _NAMES, (_("Founding"), {"fields": _FOUNDING_FIELDS}), _APPROVAL]
        if not self.has_change_permission(request, obj):
            return described
        return [*described, (_("Go ahead all the same"), override | {"fields": [*_OVERRIDE_FIELDS, "seen_version"]})]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[ModelForm]:
        asked = BranchChangeForm if change else BranchAddForm
        if change and not self.has_change_permission(request, obj):
            return super().get_form(request, obj, change, **kwargs)
        form = super().get_form(request, obj, change, form=asked, **kwargs)
        where = {"scope": self.scope(request, changing=True), "today": timezone.localdate()}
        return type(asked.__name__, (form,), where)

    def save_model(self, request: HttpRequest, obj: Branch, form: Any, change: bool) -> None:
        user: Any = request.user
        common = {"branch": obj, "by": user, "today": timezone.localdate(), "override": form.override}
        if change:
            actions.correct(values=form.values, version=form.cleaned_data["seen_version"], **common)
            return
        counties, secretary = form.cleaned_data["counties"], form.secretary
        actions.found(division=form.division, counties=counties, secretary=secretary, **common)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Its parts are only read here; those of a founding came with the action."""
        for formset in formsets:
            formset.save(commit=False)  # saves nothing; the admin asks what it would have
