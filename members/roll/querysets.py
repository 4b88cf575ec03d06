import datetime
from typing import Any, Self

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, IntegerField, Max, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from registry.access import Scope


def member_condition(scope: Scope, *, home: str = "home", branch: str = "branch") -> Q:
    """Members for whom a division of the scope answers, or who take part in a branch of it.

    The one predicate: the roll and its tallies have the same two columns, so no figure counts what no list shows.
    """
    return scope.divisions(home) | scope.branches(branch)


class Met(Func):
    """A column of numbers as no index has it: SQLite meets the rows in the order of the list, or by an index that tells more.

    PostgreSQL has statistics of the column itself and sees by them what is quicker.
    """

    template = "+%(expressions)s"

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s", **context)


def lies_within(scope: Scope, *, home: int, branch: int | None) -> bool:
    """The same predicate for one row at hand."""
    return home in scope or (branch is not None and branch in scope)


class MemberQuerySet(QuerySet):
    def within(self, scope: Scope) -> Self:
        """Members the scope may know of: by where they come from or by where they take part."""
        return self if scope.is_everywhere else self.filter(member_condition(scope))

    def met_within(self, scope: Scope) -> Self:
        """The same as ``within``, for a scope that holds so many that a page of them is soon met."""
        if scope.is_everywhere:
            return self
        met = self.alias(met_home=Met("home"), met_branch=Met("branch"))
        return met.filter(member_condition(scope, home="met_home", branch="met_branch"))

    def from_place(self, scope: Scope) -> Self:
        """Those for whom a division of the scope answers."""
        return self.filter(scope.divisions("home"))

    def met_from_place(self, scope: Scope) -> Self:
        return self.alias(met_home=Met("home")).filter(scope.divisions("met_home"))

    def persons(self) -> Self:
        """One row for each person, on the roll or not: without records that went into another one."""
        return self.alias(met_merged_into=Met("merged_into", output_field=IntegerField())).filter(met_merged_into=None)

    def on_roll(self) -> Self:
        """Those who are counted: not returned, transferred, deceased or removed."""
        return self.filter(ended_on=None)

    def without_branch(self) -> Self:
        """On the roll, but in no mobile branch."""
        return self.filter(branch=None, ended_on=None)

    def last_left(self) -> dict[int, datetime.date]:
        """Member -> when he last left a branch or the roll, of those who did: no earlier survey lets him join a branch."""
        rows = self.order_by().values_list("pk", "ended_on").annotate(Max("memberships__until"))
        return {key: max(day for day in days if day) for key, *days in rows if any(days)}


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
