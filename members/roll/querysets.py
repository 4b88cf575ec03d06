import datetime
from typing import Self

from django.db.models import Q, QuerySet

from registry.access import Scope


def member_condition(scope: Scope) -> Q:
    """Members for whom a division of the scope answers, or who take part in a branch of it.

    The one predicate: the roll and its tallies have the same two columns, so no figure counts what no list shows.
    """
    return scope.divisions("home") | scope.branches("branch")


def lies_within(scope: Scope, *, home: int, branch: int | None) -> bool:
    """The same predicate for one row at hand."""
    return home in scope or (branch is not None and branch in scope)


class MemberQuerySet(QuerySet):
    def within(self, scope: Scope) -> Self:
        """Members the scope may know of: by where they come from or by where they take part."""
        return self if scope.is_everywhere else self.filter(member_condition(scope))

    def formal(self) -> Self:
        return self.filter(kind="formal")

    def persons(self) -> Self:
        """One row for each person, on the roll or not: without records that went into another one."""
        return self.filter(merged_into=None)

    def on_roll(self) -> Self:
        """Those who are counted: not returned, transferred, deceased or removed."""
        return self.filter(ended_on=None)

    def without_branch(self) -> Self:
        """On the roll, but in no mobile branch."""
        return self.filter(branch=None, ended_on=None)


class MemberTallyQuerySet(QuerySet):
    def within(self, scope: Scope) -> Self:
        return self if scope.is_everywhere else self.filter(member_condition(scope))


class MembershipQuerySet(QuerySet):
    def open(self) -> Self:
        return self.filter(until=None)

    def on(self, day: datetime.date) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def pending(self) -> Self:
        """Open, and not yet confirmed by the branch."""
        return self.filter(until=None, confirmed_on=None)

    def within(self, scope: Scope) -> Self:
        return self if scope.is_everywhere else self.filter(scope.branches("branch"))


class OrgRelationQuerySet(QuerySet):
    def open(self) -> Self:
        return self.filter(until=None)
