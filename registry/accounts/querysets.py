import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.models import UserManager
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.module_loading import import_string

from registry.access import Scope
from registry.accounts.places import FIRST_BRANCH


class GrantQuerySet(QuerySet):
    def active_on(self, day: datetime.date) -> Self:
        """Grants in force on the day (half-open: ``until`` is the first day without)."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def within(self, scope: Scope) -> Self:
        """Grants on places inside the scope."""
        return self.filter(_lies_within(scope))

    def with_succession(self) -> Self:
        """Each with ``succession``, from which the scopes of all of them follow without a query more."""
        return self.annotate(succession=import_string(settings.REGISTRY_SUCCESSION)())


class UserQuerySet(QuerySet):
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


def _lies_within(scope: Scope) -> Q:
    branches = Q(place__gte=FIRST_BRANCH) & scope.branches("place")
    divisions = Q(place__lt=FIRST_BRANCH) & scope.divisions("place")
    return branches | divisions
