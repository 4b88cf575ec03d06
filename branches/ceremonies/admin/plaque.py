"""The plaque ledger in the admin: looked up, filtered, exported, imported, noted. Plaques change by the actions of the pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from branches.ceremonies.admin.importing import PlaqueImport
from branches.ceremonies.admin.noting import note_handed_over, note_in_use
from branches.ceremonies.exports import LEDGER_COLUMNS
from branches.ceremonies.models import Ceremony, Plaque
from branches.ceremonies.tables import place_of, with_places
from registry.access import Permission
from registry.adminexport import ListExportMixin
from registry.adminimport import ListImportMixin
from registry.adminsite import ReadOnlyAdmin
from registry.digits import number_in
from registry.history.verbs import Verb


class InScope(admin.SimpleListFilter):
    """A filter that offers only what occurs in the reader's part of the registry."""

    column: str

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        found = model_admin.get_queryset(request).order_by(f"-{self.column}")
        return [(value, str(value)) for value in found.values_list(self.column, flat=True).distinct() if value]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = number_in(str(self.value() or ""))
        return queryset.filter(**{self.column: value}) if value else queryset


class YearFilter(InScope):
    title, parameter_name, column = gettext_lazy("Year"), "year", "year"


class CeremonyFilter(InScope):
    title, parameter_name, column = gettext_lazy("Ceremony"), "ceremony", "ceremony"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        ceremonies = Ceremony.objects.within(model_admin.scope(request)).filter(plaques__number__isnull=False)
        return [(c.pk, str(c)) for c in ceremonies.distinct()]


@admin.register(Plaque)
class PlaqueAdmin(ListImportMixin, ListExportMixin, ReadOnlyAdmin):
    view_permission = Permission.VIEW_CEREMONIES
    export_columns = LEDGER_COLUMNS
    export_verb = Verb.PLAQUES_EXPORTED
    import_permission = Permission.MANAGE_CEREMONIES
    import_resource = PlaqueImport
    actions = [note_handed_over, note_in_use]
    list_display = ["number", "wording", "basis", "award_kind", "awarded_on", "stage_name"]
    list_per_page = 50
    list_filter = ["stage", "basis", "award_kind", YearFilter, CeremonyFilter]
    search_fields = ["number", "wording", "branch__short_name"]
    ordering = ["-year", "-serial", "pk"]
    fields = [
        "number", "wording", "branch", "place_name", "basis", "award_kind", "awarded_on", "ceremony", "handing_over",
        "received_by", "stage_name", "ended_on", "not_handed_over", "size", "material", "replaces",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> Any:
        plaques: Any = super().get_queryset(request)
        return with_places(plaques.awarded()).select_related("ceremony", "replaces")

    def has_note_permission(self, request: HttpRequest) -> bool:
        """Who manages ceremonies somewhere sees the actions; each plaque is asked by the action."""
        user: Any = request.user
        return bool(user.scope_of(Permission.MANAGE_CEREMONIES))

    @admin.display(description=gettext_lazy("State"), ordering="stage")
    def stage_name(self, plaque: Plaque) -> str:
        return plaque.stage_label

    @admin.display(description=gettext_lazy("Handed over by"))
    def handing_over(self, plaque: Plaque) -> str:
        return plaque.handing_over

    @admin.display(description=gettext_lazy("Size"))
    def size(self, plaque: Plaque) -> str:
        return plaque.size

    @admin.display(description=gettext_lazy("Place"))
    def place_name(self, plaque: Plaque) -> str:
        return place_of(plaque.branch, plaque.awarded_on)
