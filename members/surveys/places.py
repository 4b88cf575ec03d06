"""The places a user may send a survey for, as grouped choices: province, prefectures, counties valid today."""

import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from branches.models import County, Prefecture, Province
from registry.access import Scope

Choices = list[tuple[str, list[tuple[int, str]]]]


def place_choices(scope: Scope, *, home_province: int, today: datetime.date) -> Choices:
    """Divisions of the home province wholly inside the scope, grouped for a select box. Three queries at most."""
    province = Scope.of(home_province)
    provinces = Province.objects.within(scope).within(province).values_list("code", "name")
    prefectures = Prefecture.objects.within(scope).within(province).valid_on(today).values_list("code", "name")
    counties = County.objects.within(scope).within(province).valid_on(today).order_by("code")
    by_prefecture = groupby(counties.values_list("code", "name", "prefecture__name"), key=lambda row: row[2])
    whole = [*provinces, *prefectures]
    groups: Choices = [(_("Whole province or prefecture"), whole)] if whole else []
    return groups + [(name, [(code, county) for code, county, _name in rows]) for name, rows in by_prefecture]
