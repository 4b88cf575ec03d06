"""The list of branches as rows: for the page and, with every column, for the file."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branches.organisation import elections, size
from branches.organisation.models import Branch
from branches.organisation.querysets import BranchQuerySet
from branches.organisation.size import Size
from registry.lists import Column

ORDERS = {"code": ("code",), "name": ("short_name", "code"), "founded": ("founded_on", "code")}
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One branch of the list. ``day``: the day the list is about; members are those of today."""

    branch: Branch
    size: Size
    day: datetime.date

    @property
    def secretary(self) -> str:
        """Who is secretary on the day; empty for nobody."""
        return getattr(self.branch, "secretary", None) or ""

    @property
    def is_dissolved(self) -> bool:
        return not self.branch.is_active_on(self.day)

    @property
    def is_below_minimum(self) -> bool:
        return size.is_below_minimum(self.branch, self.size, self.day)

    @property
    def covers(self) -> str:
        return "、".join(cover.county.name for cover in self.branch.covers.all() if cover.holds_on(self.day))

    @property
    def next_election(self) -> datetime.date | None:
        return elections.next_election(self.branch, self.branch.office_terms.all())


def rows_of(branches: Iterable[Branch], day: datetime.date) -> list[Row]:
    """Branches read ``for_rows``, as rows."""
    return [Row(branch, size.size_read(branch), day) for branch in branches]


def for_rows(branches: BranchQuerySet) -> BranchQuerySet:
    """With the divisions each belongs to, and its size, in the same query."""
    related = branches.select_related("province", "prefecture__province", "county__prefecture__province")
    return size.with_size(related)


def rows_for_export(branches: BranchQuerySet, day: datetime.date) -> Iterator[Row]:
    """All of them in the order of their codes, a thousand at a time."""
    related = for_rows(branches).select_related("parent").prefetch_related("office_terms", "covers__county")
    found = related.order_by("code").iterator(chunk_size=_AT_ONCE)
    while some := list(islice(found, _AT_ONCE)):
        yield from rows_of(some, day)


def _text(name: str) -> Any:
    """The words of a choice."""
    return lambda row: getattr(row.branch, f"get_{name}_display")()


COLUMNS = [
    Column(_("Code"), lambda row: str(row.branch.code)),
    Column(_("Full name"), "branch.full_name"),
    Column(_("Short name"), "branch.short_name"),
    Column(_("Name on the plaque"), "branch.plaque_name"),
    Column(_("Kind"), _text("kind")),
    Column(_("Temporary"), lambda row: _("yes") if row.branch.is_temporary else ""),
    Column(_("Place"), "branch.division.full_name"),
    Column(_("Superior organisation"), lambda row: row.branch.parent and row.branch.parent.short_name),
    Column(_("How founded"), _text("founding")),
    Column(_("Joint by"), _text("joint_basis")),
    Column(_("Host"), "branch.host"),
    Column(_("New or consolidated"), _text("origin")),
    Column(pgettext_lazy("of a branch", "Counties covered"), "covers"),
    Column(_("Approved by"), "branch.approved_by"),
    Column(_("Approved on"), "branch.approved_on"),
    Column(_("Approval document no."), "branch.approval_document_no"),
    Column(_("Founded on"), "branch.founded_on"),
    Column(_("Dissolved on"), "branch.dissolved_on"),
    Column(_("Secretary"), "secretary"),
    Column(_("Next election due"), "next_election"),
    Column(_("Members"), "size.total"),
    Column(_("Formal members"), "size.formal"),
    Column(_("Probationary members"), "size.probationary"),
    Column(_("Kind unknown"), "size.unknown"),
    Column(_("National organisation code"), "branch.national_org_code"),
]
