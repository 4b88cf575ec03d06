import datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import UserManager
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.utils.module_loading import import_string

from registry.access import Scope
from registry.accounts.places import FIRST_BRANCH


class GrantQuerySet(QuerySet):
    def active_on(self, day: datetime.date) -> Self:
        """Grants in force on the day (half-open: ``until`` is the first day without)."""
        return self.filter(_is_active_on(day))

    def within(self, scope: Scope) -> Self:
        """Grants on places inside the scope."""
        return self.filter(_lies_within(scope))

    def with_succession(self) -> Self:
        """Each with ``succession``, from which the scopes of all of them follow without a query more."""
        return self.annotate(succession=_succession())


class UserQuerySet(QuerySet):
    def with_each_grant_on(self, day: datetime.date) -> Self:
        """One row for each grant of theirs in force on the day, in the order of its key, as ``held``; one without that attribute for who
        holds none. Each with ``succession``.
        """
        held = FilteredRelation("grants", condition=_is_active_on(day, "grants__"))
        return self.annotate(held=held, succession=_succession()).select_related("held").order_by("pk", "held__pk")

    def within(self, scope: Scope) -> Self:
        """Accounts that somebody with this scope may administer: none of their roles, past ones too, lies outside it.

        A superuser is administered only by who may do so everywhere.
        """
        if scope.is_everywhere:
            return self
        from registry.accounts.models import Grant

        outside = Grant.objects.filter(~_lies_within(scope), user=OuterRef("pk"))
        return self.filter(~Exists(outside), is_superuser=False) if scope else self.none()


class AccountManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]  # django-stubs know no such base
    use_in_migrations = False


def _is_active_on(day: datetime.date, grant: str = "") -> Q:
    """In force on the day; ``grant``: the way to the grant, ``grants__`` from an account."""
    return Q(**{f"{grant}since__lte": day}) & (Q(**{f"{grant}until": None}) | Q(**{f"{grant}until__gt": day}))


def _succession() -> Any:
    return import_string(settings.REGISTRY_SUCCESSION)()


def _lies_within(scope: Scope) -> Q:
    branches = Q(place__gte=FIRST_BRANCH) & scope.branches("place")
    divisions = Q(place__lt=FIRST_BRANCH) & scope.divisions("place")
    return branches | divisions
