from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from branches.ceremonies.models import Ceremony, Guest, Plaque
from branches.ceremonies.tables import place_of, with_places
from registry.access import Permission, Scope


class PartOfCeremony(admin.TabularInline):
    """Rows of a ceremony: seen by whoever sees it, changed by who manages it until it is held. The actions save them."""

    extra = 0

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


class PlaqueInline(PartOfCeremony):
    """The list, as far as the scope reaches. Branches come on it by the proposal, not by hand."""

    model = Plaque
    verbose_name_plural = _("Roll call")
    fields = [
        "position",
        "branch_link",
        "place_name",
        "origin_name",
        "approval",
        "wording",
        "received_by",
        "number",
        "state",
    ]
    readonly_fields = ["branch_link", "place_name", "origin_name", "approval", "number", "state"]
    ordering = ["position", "pk"]

    def has_add_permission(self, request: HttpRequest, obj: Ceremony | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        plaques = Plaque.objects.within(_scope(request, Permission.VIEW_CEREMONIES))
        return with_places(plaques).order_by(*self.ordering)

    @admin.display(description=_("Branch"))
    def branch_link(self, plaque: Plaque) -> str:
        return format_html('<a href="{}">{}</a>', plaque.branch.get_absolute_url(), plaque.branch.short_name)

    @admin.display(description=_("Place"))
    def place_name(self, plaque: Plaque) -> str:
        return place_of(plaque.branch, plaque.awarded_on)

    @admin.display(description=_("New or consolidated"))
    def origin_name(self, plaque: Plaque) -> str:
        return plaque.get_origin_display()

    @admin.display(description=_("Approval document no."))
    def approval(self, plaque: Plaque) -> str:
        return plaque.branch.approval_document_no or gettext("no document")


def _scope(request: HttpRequest, permission: Permission) -> Scope:
    user: Any = request.user
    return user.scope_of(permission)
