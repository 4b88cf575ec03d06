"""Places to choose from, as a form's choices: narrowed to the scope, grouped by prefecture, in the order of every official list."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from branches.divisions.models import County, Prefecture, Province
from branches.organisation.querysets import BranchQuerySet
from registry.access import Scope

Choices = list[tuple[Any, Any]]
Division = Province | Prefecture | County
MOST_BRANCHES = 500  # to choose from


def offer(field: Any, branches: BranchQuerySet) -> None:
    """The branches as choices of a ``ModelChoiceField``; where they are too many for a list, the code of one is written."""
    field.queryset = branches
    if branches[MOST_BRANCHES:].exists():
        field.widget = forms.TextInput({"inputmode": "numeric", "placeholder": _("code of nine digits")})


class Places:
    """The divisions a branch can belong to and cover: of the home province and inside the scope, as they were on the day. One query."""

    def __init__(self, scope: Scope, on: datetime.date) -> None:
        counties = (
            County.objects.valid_on(on).named_on(on).within(scope).select_related("prefecture__province").in_order()
        )
        if scope.is_everywhere:
            counties = counties.within(Scope.of(settings.HOME_PROVINCE))
        self._counties = list(counties)
        for county in self._counties:
            county.name = county.name_that_day  # type: ignore[attr-defined]  # annotated
        self._scope = scope

    def divisions(self) -> dict[int, Division]:
        """Every division by its code: counties, and the prefectures and the province that lie wholly inside the scope."""
        divisions: dict[int, Division] = {}
        for county in self._counties:
            for division in (county.prefecture.province, county.prefecture, county):
                if division.code in self._scope:
                    divisions.setdefault(division.code, division)
        return divisions

    def counties(self) -> dict[int, County]:
        return {county.code: county for county in self._counties}

    def county_choices(self) -> Choices:
        """Counties in groups."""
        return [(name, [(county.code, county.name) for county in group]) for name, group in self._groups()]

    def division_choices(self, whole: str) -> Choices:
        """The province, then each prefecture's group, which begins with the prefecture itself: ``whole`` words its %(name)s."""
        provinces = {county.prefecture.province for county in self._counties}
        choices: Choices = [(p.code, p.name) for p in sorted(provinces, key=lambda p: p.code) if p.code in self._scope]
        for name, group in self._groups():
            prefecture = group[0].prefecture
            upper = [(prefecture.code, whole % {"name": name})] if prefecture.code in self._scope else []
            choices.append((name, [*upper, *((county.code, county.name) for county in group)]))
        return choices

    def _groups(self) -> Iterable[tuple[str, list[County]]]:
        groups: dict[int, list[County]] = {}
        for county in self._counties:
            groups.setdefault(county.prefecture_id, []).append(county)
        return [(group[0].prefecture.name, group) for group in groups.values()]
