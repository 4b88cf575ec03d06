from django.contrib import admin

from branches.divisions.models import County, FormerName, PlaceAlias, Prefecture, Province, Township
from registry.access import Permission
from registry.adminsite import ReadOnlyAdmin, ReadOnlyInline


class DivisionAdmin(ReadOnlyAdmin):
    """Divisions come from an edition (``load_divisions``): they are looked up here, by name or by how the code begins."""

    view_permission = Permission.VIEW_BRANCHES
    search_fields = ["^code", "name"]
    show_full_result_count = False


@admin.register(Province)
class ProvinceAdmin(DivisionAdmin):
    list_display = ["code", "name", "short_name", "abbreviation"]


@admin.register(Prefecture)
class PrefectureAdmin(DivisionAdmin):
    list_display = ["code", "name", "province", "valid_from", "valid_until", "successor"]
    list_filter = [("valid_until", admin.EmptyFieldListFilter)]
    list_select_related = ["province", "successor"]


class FormerNameInline(ReadOnlyInline):
    model = FormerName


@admin.register(County)
class CountyAdmin(DivisionAdmin):
    list_display = ["code", "name", "prefecture", "valid_from", "valid_until", "successor"]
    list_filter = [("valid_until", admin.EmptyFieldListFilter)]
    list_select_related = ["prefecture", "successor"]
    search_fields = ["^code", "name", "former_names__name"]
    inlines = [FormerNameInline]


@admin.register(Township)
class TownshipAdmin(DivisionAdmin):
    list_display = ["code", "name", "county"]
    list_select_related = ["county"]


@admin.register(PlaceAlias)
class PlaceAliasAdmin(DivisionAdmin):
    list_display = ["text", "county", "prefecture", "note"]
    list_select_related = ["county", "prefecture"]
    search_fields = ["text", "county__name", "prefecture__name"]
