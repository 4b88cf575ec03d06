import datetime
from typing import Self

from django.db.models import Q, QuerySet

from registry.access import Scope


class GrantQuerySet(QuerySet):
    def active_on(self, day: datetime.date) -> Self:
        """Grants in force on the day (half-open: ``until`` is the first day without)."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def within(self, scope: Scope) -> Self:
        """Grants on places inside the scope."""
        branches = Q(place__gte=100_000_000) & scope.branches("place")
        divisions = Q(place__lt=100_000_000) & scope.divisions("place")
        return self.filter(branches | divisions)
