"""The units of a place that can be asked all at once: its prefectures, its counties, its townships, as they are on a day."""

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from branches.models import County, Prefecture, Township
from members.roll.sources import Channel
from registry.accounts.places import scope_of_place


class Unit(NamedTuple):
    """``home``: the six-digit division it lies in."""

    level: str
    code: int | None
    name: str
    home: int


def units_of(place: int, levels: Iterable[str], today: datetime.date) -> Iterator[Unit]:
    """Level by level, in the order of the official lists. ``place``: province, prefecture or county."""
    scope, levels = scope_of_place(place), set(levels)
    if Channel.PREFECTURE in levels:
        for prefecture in Prefecture.objects.within(scope).valid_on(today).in_order():
            yield Unit(Channel.PREFECTURE, prefecture.pk, prefecture.name, prefecture.pk)
    if not levels & {Channel.COUNTY, Channel.TOWNSHIP}:
        return
    valid = County.objects.within(scope).valid_on(today)
    counties = {county.pk: county for county in valid.select_related("prefecture__province").in_order()}
    if Channel.COUNTY in levels:
        for county in counties.values():
            yield Unit(Channel.COUNTY, county.pk, county.local_name, county.pk)
    if Channel.TOWNSHIP in levels:
        for township in Township.objects.filter(county__in=counties).order_by("code"):
            name = f"{counties[township.county_id].local_name}{township.name}"
            yield Unit(Channel.TOWNSHIP, township.pk, name, township.county_id)
