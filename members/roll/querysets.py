import datetime
from typing import Self

from django.db.models import Q, QuerySet

from registry.access import Scope


def member_condition(scope: Scope) -> Q:
    """Members for whom a division of the scope answers, or who take part in a branch of it.

    The one predicate: the roll and its tallies have the same two columns, so no figure counts what no list shows.
    """
    return scope.divisions("home") | scope.branches("branch")


class MemberQuerySet(QuerySet):
    def within(self, scope: Scope) -> Self:
        """Members the scope may know of: by where they come from or by where they take part."""
        return self if scope.is_everywhere else self.filter(member_condition(scope))

    def formal(self) -> Self:
        return self.filter(kind="formal")

    def without_branch(self) -> Self:
        return self.filter(branch=None)


class MemberTallyQuerySet(QuerySet):
    def within(self, scope: Scope) -> Self:
        return self if scope.is_everywhere else self.filter(member_condition(scope))


class MembershipQuerySet(QuerySet):
    def open(self) -> Self:
        return self.filter(until=None)

    def on(self, day: datetime.date) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def within(self, scope: Scope) -> Self:
        return self.filter(scope.branches("branch"))
