"""What places are called, for everyone who only knows their codes (``settings.REGISTRY_PLACE_NAME``)."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import IntegerField, TextField, Value

from branches.divisions.lineage import Lineage
from branches.divisions.models import County, Prefecture, Province
from branches.organisation.models import Branch
from registry.access import Scope


def name_of(place: int) -> str:
    """The name of a division with what lies above it (江西省, 南昌市, 南昌市西湖区), or a branch's short name; empty for none.

    One query. For many codes use ``names_of``.
    """
    return names_of([place]).get(place, "")


def names_of(places: Iterable[int]) -> dict[int, str]:
    """Code -> name for all codes that exist, one query however many there are and of whatever kind."""
    places = set(places)
    kinds: list[tuple[Any, str]] = [(Branch, "short_name"), (Province, "name"), (Prefecture, "name")]
    rows = [
        model.objects.filter(code__in=places).order_by().values_list("code", name, *_NOTHING) for model, name in kinds
    ]
    counties = County.objects.filter(code__in=places).order_by().values_list("code", "name", *_ABOVE)
    return {code: _name(code, name, *above) for code, name, *above in counties.union(*rows, all=True)}


_ABOVE = ("prefecture", "prefecture__name", "prefecture__province__name")
_NOTHING = [Value(None, output_field=kind()) for kind in (IntegerField, TextField, TextField)]


def _name(code: int, name: str, prefecture: int | None, prefecture_name: str, province_name: str) -> str:
    if prefecture is None:
        return name
    province = Province(name=province_name)
    return County(code, name, prefecture=Prefecture(prefecture, prefecture_name, province=province)).local_name


def counties_on(day: datetime.date) -> dict[int, County]:
    """Every county code that the home province ever used -> the county that stands for it on the day, named as on that day.

    361121 is 上饶县 in 2016 and 广信区 today. One query; codes that stand for nothing on the day are left out.
    """
    counties = County.objects.within(Scope.of(settings.HOME_PROVINCE)).named_on(day)
    by_code = {county.code: county for county in counties.select_related("prefecture__province")}
    stands_for = Lineage.of(by_code.values()).on(day)
    for county in by_code.values():
        county.name = county.name_that_day  # type: ignore[attr-defined]  # annotated
    return {code: by_code[current] for code, current in stands_for.items()}
