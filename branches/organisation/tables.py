"""The list of branches as rows: for the page and, with every column, for the file."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branches.divisions.models import County
from branches.organisation import elections, size
from branches.organisation.models import Branch
from branches.organisation.places import counties_on
from branches.organisation.querysets import BranchQuerySet
from branches.organisation.size import Size
from registry.lists import Column

ORDERS = {"code": ("code",), "name": ("name_that_day", "code"), "founded": ("founded_on", "code")}
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One branch of the list. ``day``: the day the list is about, with the names of that day; members are those of today.

    ``counties``: every county code -> the county it was that day.
    """

    branch: Any
    size: Size
    day: datetime.date
    counties: Mapping[int, County]

    @property
    def name(self) -> str:
        return self.branch.name_that_day

    @property
    def full_name(self) -> str:
        return self.branch.full_name_that_day

    @property
    def division(self) -> Any:
        """The county, prefecture or province it belonged to."""
        return self.counties.get(self.branch.county_id) or self.branch.division

    @property
    def secretary(self) -> str:
        """Who is secretary on the day; empty for nobody."""
        return self.branch.secretary or ""

    @property
    def is_dissolved(self) -> bool:
        return not self.branch.is_active_on(self.day)

    @property
    def is_below_minimum(self) -> bool:
        return size.is_below_minimum(self.branch, self.size, self.day)

    @property
    def covers(self) -> str:
        served = [cover for cover in self.branch.covers.all() if cover.holds_on(self.day)]
        return "、".join(self.counties.get(cover.county_id, cover.county).name for cover in served)

    @property
    def next_election(self) -> datetime.date | None:
        return elections.next_election(self.branch, self.branch.office_terms.all())


def rows_of(branches: Iterable[Branch], day: datetime.date) -> list[Row]:
    """Branches read ``for_rows``, as rows. One query for the counties of that day."""
    counties = counties_on(day)
    return [Row(branch, size.size_read(branch), day, counties) for branch in branches]


def for_rows(branches: BranchQuerySet, day: datetime.date) -> BranchQuerySet:
    """With the divisions each belongs to, its names and secretary that day and its size, in the same query."""
    related = branches.select_related("province", "prefecture__province", "county__prefecture__province")
    return size.with_size(related.named_on(day).with_secretary(day))


def rows_for_export(branches: BranchQuerySet, day: datetime.date) -> Iterator[Row]:
    """All of them in the order of their codes, a thousand at a time."""
    related = for_rows(branches, day).select_related("parent").prefetch_related("office_terms", "covers__county")
    found = related.order_by("code").iterator(chunk_size=_AT_ONCE)
    while some := list(islice(found, _AT_ONCE)):
        yield from rows_of(some, day)


def _text(name: str) -> Any:
    """The words of a choice."""
    return lambda row: getattr(row.branch, f"get_{name}_display")()


COLUMNS = [
    Column(_("Code"), lambda row: str(row.branch.code)),
    Column(_("Full name"), "full_name"),
    Column(_("Short name"), "name"),
    Column(_("Name on the plaque"), "branch.plaque_name"),
    Column(_("Kind"), _text("kind")),
    Column(_("Temporary"), lambda row: _("yes") if row.branch.is_temporary else ""),
    Column(_("Place"), "division.full_name"),
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
