"""Counties to choose from: those of the scope, and for who has only a branch, those that its members come from."""

import datetime
from typing import Any

from django.conf import settings

from branches.models import Branch, County
from branches.organisation.choices import Choices, Places
from registry.access import SERIALS, Scope


def county_choices(scope: Scope, today: datetime.date, *, also: Any = None) -> Choices:
    """Counties valid today, grouped by prefecture. ``also``: the code of one that is chosen already."""
    places = Places(scope, today)
    if not places.counties():
        places = Places(around_branches(scope), today)
    choices = places.county_choices()
    listed = places.counties()
    if also and also not in listed:
        chosen = County.objects.select_related("prefecture__province").filter(pk=also)
        choices += [(county.code, county.local_name) for county in chosen]
    return choices


def around_branches(scope: Scope) -> Scope:
    """The prefectures of the branches in a scope that holds no county; of the province's own branches, the province."""
    around = Scope.nowhere()
    for code in Branch.objects.within(scope).values_list("code", flat=True):
        division = code // SERIALS
        around |= Scope.of(division // 100 * 100 if division % 10_000 else division)
    return around


def answering_choices(scope: Scope, today: datetime.date, whole: str) -> Choices:
    """Divisions that can answer for a member of unknown origin: those of the scope, else the one a branch belongs to."""
    choices = Places(scope, today).division_choices(whole)
    if choices or scope.is_everywhere:
        return choices or [(settings.HOME_PROVINCE, str(settings.HOME_PROVINCE))]
    branches = Branch.objects.within(scope).select_related("province", "prefecture", "county").order_by("code")
    return list({branch.division.pk: str(branch.division) for branch in branches}.items())
