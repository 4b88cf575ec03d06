from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from branches.ceremonies.models import PEOPLE, Ceremony, Guest, Plaque
from branches.ceremonies.tables import place_of, with_places
from registry.access import Permission, Scope
from registry.adminsite import OnSite


class SpokenFormSet(BaseInlineFormSet):
    """Every box says what it is, also to who cannot see the heading of its column."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.visible_fields():
            field.field.widget.attrs["aria-label"] = str(field.label)


class PartOfCeremony(OnSite, admin.TabularInline):
    """Rows of a ceremony: seen by whoever sees it, changed by who manages it until it is held. The actions save them."""

    extra = 0
    formset = SpokenFormSet
    template = "admin/branches/ceremony/rows.html"

    def has_view_permission(self, request: HttpRequest, obj: Ceremony | None = None) -> bool:
        return bool(_scope(request, Permission.VIEW_CEREMONIES))

    def has_add_permission(self, request: HttpRequest, obj: Ceremony | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Ceremony | None = None) -> bool:
        managed = _scope(request, Permission.MANAGE_CEREMONIES)
        return bool(managed) if obj is None else obj.is_open and obj.place in managed

    def has_delete_permission(self, request: HttpRequest, obj: Ceremony | None = None) -> bool:
        return self.has_change_permission(request, obj)


class GuestInline(PartOfCeremony):
    model = Guest
    fields = ["position", "name", "title"]

    def get_extra(self, request: HttpRequest, obj: Ceremony | None = None, **kwargs: Any) -> int:
        return 3 if self.has_change_permission(request, obj) else 0

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A guest without a position comes after those that have one."""
        if db_field.name == "position":
            kwargs |= {"required": False, "initial": None}
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class PlaqueInline(PartOfCeremony):
    """The list, as far as the scope reaches. Branches come on it by the proposal, not by hand."""

    model = Plaque
    verbose_name_plural = _("Roll call")
    readonly_fields = ["branch_summary", "number", "state"]
    ordering = ["position", "pk"]

    def get_fields(self, request: HttpRequest, obj: Ceremony | None = None) -> Any:
        if obj and obj.is_held:
            return ["position", "number", "branch_summary", "wording", *PEOPLE, "state"]
        return ["position", "branch_summary", "wording", *PEOPLE]

    def has_add_permission(self, request: HttpRequest, obj: Ceremony | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        plaques = Plaque.objects.within(_scope(request, Permission.VIEW_CEREMONIES))
        return with_places(plaques).order_by(*self.ordering)

    @admin.display(description=_("Branch"))
    def branch_summary(self, plaque: Plaque) -> str:
        """The branch, where it belongs, whether it counts as new or consolidated, and what approved it."""
        branch = plaque.branch
        return format_html(
            '<a href="{}">{}</a><br>{} · {} · {}',
            branch.get_absolute_url(),
            branch.short_name,
            place_of(branch, plaque.awarded_on),
            plaque.get_origin_display(),
            branch.approval_document_no or gettext("no document"),
        )


def _scope(request: HttpRequest, permission: Permission) -> Scope:
    user: Any = request.user
    return user.scope_of(permission)
