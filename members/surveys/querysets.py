from typing import Self

from django.apps import apps
from django.db.models import OuterRef, QuerySet, Subquery

from registry.access import Scope


class UploadQuerySet(QuerySet):
    def within(self, scope: Scope) -> Self:
        """Uploads made for a place inside the scope."""
        return self.filter(scope.divisions("division_code"))


class UploadRowQuerySet(QuerySet):
    def erase(self) -> int:
        """Delete at once, without fetching the rows: none of them may be a lead's. How many there were."""
        return self._raw_delete(self.db)

    def content(self) -> Self:
        """Rows that speak of a person: all but titles, blanks, repeated headers, totals and notes."""
        return self.exclude(verdict="skipped")

    def waiting(self) -> Self:
        """Rows that an apply leaves for a person: duplicate, doubtful, refused."""
        return self.filter(verdict__in=["duplicate", "doubtful", "refused"])

    def unwritten(self) -> Self:
        """Rows of which nothing has been written to the roll.

        Looked up row by row: as a join PostgreSQL, knowing nothing of an upload just written, compares each line with each.
        """
        written = apps.get_model("members", "Written")._default_manager
        own = written.filter(upload=OuterRef("upload"), line=OuterRef("line")).values("pk")[:1]
        return self.alias(own_written=Subquery(own)).filter(own_written=None)

    def to_write(self) -> Self:
        """Lines that an apply writes, or has written; who became a lead is none of them."""
        return self.filter(verdict__in=["new", "changed"]).exclude(details__has_key="lead")

    def pending(self) -> Self:
        """Lines that the next apply would write."""
        return self.to_write().unwritten()

    def with_fault(self, code: str) -> Self:
        """Rows that have a fault of this code."""
        return self.filter(fault_codes__contains=f" {code} ")
