import datetime
from typing import Any, Self

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from registry.access import Scope

# The statistics office gives development zones these last two digits; GB/T 2260 itself leaves them free.
ZONE_ENDINGS = (71, 79)


class DivisionQuerySet(QuerySet):
    """Provinces, prefectures and counties: six-digit codes."""

    def within(self, scope: Scope) -> Self:
        """Divisions that lie wholly inside the scope."""
        return self.filter(scope.divisions("code"))

    def in_order(self) -> Self:
        """By code, which is the order of every official list."""
        return self.order_by("code")


class DatedDivisionQuerySet(DivisionQuerySet):
    """Prefectures and counties: they begin and end, half-open [valid_from, valid_until)."""

    def valid_on(self, day: datetime.date) -> Self:
        """Those that existed on the day. No beginning means before the records, no end means still."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_until=None) | Q(valid_until__gt=day),
        )


class CountyQuerySet(DatedDivisionQuerySet):
    def without_zones(self) -> Self:
        """Leave out development zones that only the statistics office treats as counties (none in Jiangxi)."""
        return self.alias(ending=F("code") % 100).exclude(ending__range=ZONE_ENDINGS)

    def named_on(self, day: datetime.date) -> Self:
        """Each county with ``name_that_day``, in the same query: what ``County.name_on(day)`` says one by one."""
        names: Any = self.model._meta.get_field("former_names").related_model
        borne = names.objects.filter(county=OuterRef("code")).borne_on(day).order_by("until")
        return self.annotate(name_that_day=Coalesce(Subquery(borne.values("name")[:1]), F("name")))


class TownshipQuerySet(QuerySet):
    def within(self, scope: Scope) -> Self:
        return self.filter(scope.townships("code"))

    def in_order(self) -> Self:
        return self.order_by("code")


class FormerNameQuerySet(QuerySet):
    def within(self, scope: Scope) -> Self:
        return self.filter(scope.divisions("county"))

    def borne_on(self, day: datetime.date) -> Self:
        """Names in use on the day: half-open [since, until)."""
        return self.filter(Q(since=None) | Q(since__lte=day), until__gt=day)


class PlaceAliasQuerySet(QuerySet):
    def within(self, scope: Scope) -> Self:
        return self.filter(scope.divisions("county") | scope.divisions("prefecture"))
