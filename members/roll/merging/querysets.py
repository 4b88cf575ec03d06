from collections.abc import Iterable
from typing import Self

from django.db.models import Q, QuerySet

from members.roll.querysets import member_condition
from registry.access import Scope


class MergerQuerySet(QuerySet):
    def within(self, scope: Scope) -> Self:
        """Those of which the record that stays lies in the scope."""
        return self.filter(member_condition(scope, home="survivor__home", branch="survivor__branch"))

    def about(self, keys: Iterable[int]) -> Self:
        """Those of any of these records."""
        wanted = list(keys)
        return self.filter(Q(survivor__in=wanted) | Q(absorbed__in=wanted))

    def standing(self) -> Self:
        """Those nobody has taken back."""
        return self.filter(taken_back_on=None)


class TwoPeopleQuerySet(QuerySet):
    def about(self, keys: Iterable[int]) -> Self:
        """What was said of any of these members."""
        wanted = list(keys)
        return self.filter(Q(lower__in=wanted) | Q(higher__in=wanted))

    def pair(self, one: int, other: int) -> Self:
        """What was said of these two."""
        return self.filter(lower=min(one, other), higher=max(one, other))
