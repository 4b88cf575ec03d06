import datetime
from typing import Self

from django.apps import apps
from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery

from registry.access import Scope


class CampaignQuerySet(QuerySet):
    def within(self, scope: Scope) -> Self:
        """Campaigns for a place of the scope, and those in which a unit of it was asked."""
        asked = apps.get_model("members", "Asked")._default_manager.filter(
            scope.divisions("home"), campaign=OuterRef("pk")
        )
        return self if scope.is_everywhere else self.filter(scope.divisions("division_code") | Q(Exists(asked)))

    def open(self) -> Self:
        return self.filter(closed_on=None)


class AskedQuerySet(QuerySet):
    def within(self, scope: Scope) -> Self:
        """Units of the scope; a channel belongs to the place of its campaign."""
        return self if scope.is_everywhere else self.filter(scope.divisions("home"))

    def with_returns(self) -> Self:
        """With ``returned_on`` (None: nothing came), and whether there is a file and whether it was said that there is nobody.

        A file that was discarded or taken back is no return any more.
        """
        counted = apps.get_model("members", "Return")._default_manager.counted().filter(asked=OuterRef("pk"))
        first = counted.order_by().values("asked").annotate(first=Min("returned_on")).values("first")
        return self.annotate(
            returned_on=Subquery(first),
            has_file=Exists(counted.filter(kind="file")),
            is_nil=Exists(counted.filter(kind="nil")),
            is_accepted=Exists(counted.filter(accepted_on__isnull=False)),
        )

    def open(self) -> Self:
        """Of campaigns that are open."""
        return self.filter(campaign__closed_on=None)

    def outstanding(self) -> Self:
        """Of campaigns that are open, and nothing returned."""
        counted = apps.get_model("members", "Return")._default_manager.counted().filter(asked=OuterRef("pk"))
        return self.open().filter(~Exists(counted))

    def late(self, today: datetime.date) -> Self:
        return self.outstanding().filter(campaign__due_on__lt=today)


class ReturnQuerySet(QuerySet):
    def counted(self) -> Self:
        """Nil returns, and files that were neither discarded nor taken back."""
        return self.filter(Q(kind="nil") | ~Q(upload__state__in=["discarded", "undone"]))
