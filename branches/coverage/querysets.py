"""The reads behind the table: one query for the states of all counties, two more for the names of what serves them."""

import datetime

from django.db.models import Exists, OuterRef, QuerySet

from branches.divisions.models import County
from branches.organisation.models import Branch, Cover
from registry.access import Scope


def counties_ever(province: int, day: datetime.date) -> QuerySet[County]:
    """Every county the province has or had, with its prefecture and ``name_that_day``. Zones of the statistics office are none."""
    counties = County.objects.within(Scope.of(province)).without_zones()
    return counties.named_on(day).select_related("prefecture").in_order()


def with_service(counties: QuerySet[County], day: datetime.date) -> QuerySet[County]:
    """Each with ``has_own`` and ``has_several`` branches, and ``has_cover``: one that serves it besides the county it belongs to.

    A branch or two are looked for in the indexes, none is counted: as quick among 25,000 branches as among a hundred.
    """
    own = branches_that_count(day).filter(county=OuterRef("code"))
    counting = branches_that_count(day).filter(code=OuterRef("branch"))
    covers = Cover.objects.on(day).filter(Exists(counting), county=OuterRef("code"))
    return counties.annotate(has_own=Exists(own), has_several=Exists(own[1:2]), has_cover=Exists(covers))


def branches_that_count(day: datetime.date) -> QuerySet[Branch]:
    """Active on the day, each with ``name_that_day``.

    A temporary branch is no mobile branch (working rules of 2018, article 8) and does not count.
    """
    return Branch.objects.active_on(day).filter(is_temporary=False).named_on(day).order_by("code")


def covers_of(province: int, day: datetime.date) -> QuerySet[Cover]:
    """Counties of the province that a branch, of whatever place, serves that day besides the county it belongs to."""
    return Cover.objects.on(day).filter(Scope.of(province).divisions("county")).order_by("county", "branch", "pk")
