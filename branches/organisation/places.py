"""What places are called, for everyone who only knows their codes (``settings.REGISTRY_PLACE_NAME``)."""

import datetime
from collections.abc import Iterable

from django.conf import settings

from branches.divisions.lineage import Lineage
from branches.divisions.models import County, Prefecture, Province
from branches.organisation.models import Branch
from registry.access import SERIALS, Scope


def name_of(place: int) -> str:
    """The name of a division with what lies above it (江西省, 南昌市, 南昌市西湖区), or a branch's short name; empty for none.

    One query. For many codes use ``names_of``.
    """
    return names_of([place]).get(place, "")


def names_of(places: Iterable[int]) -> dict[int, str]:
    """Code -> name for all codes that exist, at most four queries however many there are."""
    places = set(places)
    branches = {place for place in places if place >= 100_000 * SERIALS}
    provinces = {place for place in places - branches if place % 10_000 == 0}
    prefectures = {place for place in places - branches - provinces if place % 100 == 0}
    counties = places - branches - provinces - prefectures
    names: dict[int, str] = {}
    if branches:
        names |= dict(Branch.objects.filter(code__in=branches).values_list("code", "short_name"))
    if provinces:
        names |= dict(Province.objects.filter(code__in=provinces).values_list("code", "name"))
    if prefectures:
        names |= dict(Prefecture.objects.filter(code__in=prefectures).values_list("code", "name"))
    if counties:
        found = County.objects.filter(code__in=counties).select_related("prefecture__province")
        names |= {county.code: county.local_name for county in found}
    return names


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
