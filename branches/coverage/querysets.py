"""The reads behind the table: one query for the states of all counties, two more for the names of what serves them."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from branches.divisions.models import County
from branches.organisation.models import Branch, Cover
from registry.access import SERIALS, Scope


def counties_ever(province: int, day: datetime.date) -> QuerySet[County]:
    """Every county the province has or had, with its prefecture and ``name_that_day``. Zones of the statistics office are none."""
    counties = County.objects.within(Scope.of(province)).without_zones()
    return counties.named_on(day).select_related("prefecture").in_order()


def with_service(counties: QuerySet[County], day: datetime.date, *, first: int) -> QuerySet[County]:
    """Each with ``own_0``, ``own_1`` and so on, the codes of its first branches (``own_codes``), and ``has_cover``: a branch serves it
    besides the county that this belongs to.

    The first few are looked up by their codes, none is counted: as quick among 25,000 branches as among a hundred.
    """
    lowest = OuterRef("code") * SERIALS
    own = branches_that_count(day).filter(code__gt=lowest, code__lt=lowest + SERIALS).values("code")
    codes = {f"own_{place}": Subquery(own[place : place + 1]) for place in range(first)}
    counting = branches_that_count(day).filter(code=OuterRef("branch"))
    covers = Cover.objects.on(day).filter(Exists(counting), county=OuterRef("code"))
    return counties.annotate(has_cover=Exists(covers), **codes)


def own_codes(county: Any, *, first: int) -> list[int]:
    """The codes of the first branches of a county read ``with_service``."""
    return [code for place in range(first) if (code := getattr(county, f"own_{place}")) is not None]


def branches_that_count(day: datetime.date) -> QuerySet[Branch]:
    """Active on the day, each with ``name_that_day``.

    A temporary branch is no mobile branch (working rules of 2018, article 8) and does not count.
    """
    return Branch.objects.active_on(day).filter(is_temporary=False).named_on(day).order_by("code")


def covers_of(province: int, day: datetime.date) -> QuerySet[Cover]:
    """Counties of the province that a branch, of whatever place, serves that day besides the county it belongs to."""
    return Cover.objects.on(day).filter(Scope.of(province).divisions("county")).order_by("county", "branch", "pk")
