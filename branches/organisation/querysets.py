import datetime
from typing import Self

from django.db.models import Q, QuerySet

from registry.access import Scope


class BranchQuerySet(QuerySet):
    def within(self, scope: Scope) -> Self:
        """Branches whose code lies in the scope."""
        return self.filter(scope.branches("code"))

    def active_on(self, day: datetime.date) -> Self:
        """Founded by the day and not yet dissolved (half-open)."""
        return self.filter(Q(dissolved_on=None) | Q(dissolved_on__gt=day), founded_on__lte=day)

    def below(self, place: int) -> Self:
        """Branches of a division with all divisions below it, or one branch."""
        return self.within(Scope.of(place))


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
