import datetime
from typing import Any, Self

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from registry.access import SERIALS, Scope

_HIGHER_KINDS = ("general_branch", "committee")


class BranchQuerySet(QuerySet):
    def within(self, scope: Scope) -> Self:
        """Branches whose code lies in the scope."""
        return self.filter(scope.branches("code"))

    def above(self, scope: Scope) -> Self:
        """General branches and committees of the divisions that the scope lies in: those a branch may stand under.

        Their names are no secret to whoever stands below them; nothing else of them is shown.
        """
        condition = Q(pk__in=[])
        for low, _high in scope.ranges:
            county = low // SERIALS
            for division in {county, county // 100 * 100, county // 10_000 * 10_000}:
                condition |= Q(code__gt=division * SERIALS, code__lt=(division + 1) * SERIALS)
        return self.filter(condition, kind__in=_HIGHER_KINDS)

    def active_on(self, day: datetime.date) -> Self:
        """Founded by the day and not yet dissolved (half-open)."""
        return self.filter(Q(dissolved_on=None) | Q(dissolved_on__gt=day), founded_on__lte=day)

    def named_on(self, day: datetime.date) -> Self:
        """Each branch with ``name_that_day`` and ``full_name_that_day``, in the same query: of its former names the next to end."""
        former: Any = self.model._meta.get_field("former_names").related_model
        borne = former._default_manager.filter(branch=OuterRef("pk"), until__gt=day).order_by("until", "pk")
        return self.annotate(
            name_that_day=Coalesce(Subquery(borne.values("short_name")[:1]), F("short_name")),
            full_name_that_day=Coalesce(Subquery(borne.values("full_name")[:1]), F("full_name")),
        )

    def dissolved_by(self, day: datetime.date) -> Self:
        return self.filter(dissolved_on__lte=day)

    def below(self, place: int) -> Self:
        """Branches of a division with all divisions below it, or one branch."""
        return self.within(Scope.of(place))

    def with_secretary(self, day: datetime.date) -> Self:
        """Each branch with ``secretary``: the name of the one in office on the day, or None. In the same query."""
        return self.annotate(secretary=Subquery(self._secretaries(day).values("holder_name")[:1]))

    def without_secretary(self, day: datetime.date) -> Self:
        return self.filter(~Exists(self._secretaries(day)))

    def _secretaries(self, day: datetime.date) -> "BranchPartQuerySet":
        parts: Any = self.model._meta.get_field("office_terms").related_model
        terms: BranchPartQuerySet = parts._default_manager.all()
        return terms.filter(branch=OuterRef("pk"), office="secretary").on(day).order_by("-since", "-pk")


class DatedQuerySet(QuerySet):
    """Rows that hold for a time: half-open [since, until)."""

    def on(self, day: datetime.date) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def open(self) -> Self:
        return self.filter(until=None)


class BranchPartQuerySet(DatedQuerySet):
    """Dated rows that belong to a branch."""

    def within(self, scope: Scope) -> Self:
        return self.filter(scope.branches("branch"))
