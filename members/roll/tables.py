"""The list of members as rows: for the page and, with every column, for the file.

The headings of the file are those a survey is read by, so that it can be corrected in a spreadsheet and handed in again.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.roll.knowns import SIX_KNOWNS, Known
from members.roll.models import Member, MemberKind, Membership, OrgRelation
from members.roll.prefixes import ByCodePoint
from members.roll.querysets import MemberQuerySet
from registry.dates import Precision, iso_date
from registry.history.wording import masked_phone
from registry.lists import Column

ORDERS = {"number": ("pk",), "name": ("reading", "pk")}
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the six knowns of a member, as a small sign."""

    label: str
    state: str

    @property
    def words(self) -> str:
        return str(Known(self.state).label)


@dataclass(frozen=True, slots=True)
class Row:
    """One member of the list. ``is_pending``: the branch has not confirmed him yet. ``in_clear``: the phone may be shown."""

    member: Member
    is_pending: bool = False
    in_clear: bool = False

    @property
    def marks(self) -> list[Mark]:
        return marks_of(self.member)

    @property
    def phones(self) -> str:
        phones = self.member.phones if self.in_clear else [masked_phone(phone) for phone in self.member.phones]
        return " ".join(phones)

    @property
    def contact(self) -> str:
        other = self.member.contact_other
        return " ".join(filter(None, [self.phones, other if self.in_clear else masked_phone(other)]))

    @property
    def formal_branch(self) -> str:
        return next((relation.formal_branch for relation in self.member.org_relations.all()), "")


def marks_of(member: Member) -> list[Mark]:
    return [Mark(str(label), member.state_of(known)) for known, label in SIX_KNOWNS.items()]


def for_page(members: MemberQuerySet) -> MemberQuerySet:
    """With all that a row shows, in the same query, and the reading that names are sorted by.

    Not ``Exists``: PostgreSQL would read whoever waits anywhere to answer it for fifty rows.
    """
    pending = Membership.objects.pending().filter(member=OuterRef("pk")).order_by().values("pk")[:1]
    related = members.select_related("origin__prefecture__province", "branch")
    return related.annotate(reading=ByCodePoint("pinyin"), pending=Subquery(pending))


def rows_of(members: Iterable[Any]) -> list[Row]:
    """Members read ``for_page``, as rows."""
    return [Row(member, is_pending=member.pending is not None) for member in members]


def rows_for_export(members: MemberQuerySet, *, in_clear: Container[int] = ()) -> Iterator[Row]:
    """All of them by number, a thousand at a time; phones in clear only of those with the keys ``in_clear``."""
    relations = Prefetch("org_relations", OrgRelation.objects.open())
    related = members.select_related("origin__prefecture__province", "branch").prefetch_related(relations)
    found = related.order_by("pk").iterator(chunk_size=_AT_ONCE)
    while some := list(islice(found, _AT_ONCE)):
        for member in some:
            yield Row(member, in_clear=member.pk in in_clear)


def _known(known: str, say: Callable[[Row], Any]) -> Callable[[Row], Any]:
    """What is known in words; ``none`` where there is none, nothing where nobody knows: the two are never mixed."""

    def value(row: Row) -> Any:
        state = row.member.state_of(known)
        return say(row) if state == Known.KNOWN else _("none") if state == Known.NONE else ""

    return value


def _day(name: str) -> Callable[[Row], str]:
    def value(row: Row) -> str:
        day, precision = getattr(row.member, name), getattr(row.member, f"{name}_precision")
        return iso_date(day, precision or Precision.DAY) if day else ""

    return value


def _kind(row: Row) -> str:
    """Nothing where the kind is unknown, as in a survey."""
    return "" if row.member.kind == MemberKind.UNKNOWN else row.member.get_kind_display()


def _origin(row: Row) -> str:
    return row.member.origin.full_name if row.member.origin else ""


def _month(row: Row) -> str:
    return iso_date(row.member.dues_paid_to, Precision.MONTH) if row.member.dues_paid_to else ""


_CONTACT = Column(SIX_KNOWNS["contact"], _known("contact", lambda row: row.contact))
# A heading that no survey reads: a masked number, handed in again, must not be taken for a damaged one.
_MASKED = Column(gettext_lazy("Masked: how to reach them"), _CONTACT.value)
COLUMNS_IN_CLEAR = [
    Column(gettext_lazy("Member no."), "member.number"),
    Column(gettext_lazy("Name"), "member.name"),
    Column(gettext_lazy("Kind of member"), _kind),
    Column(gettext_lazy("Joined on"), _day("joined_on")),
    Column(gettext_lazy("Became a formal member on"), _day("confirmed_on")),
    Column(gettext_lazy("Formal branch"), "formal_branch"),
    Column(SIX_KNOWNS["origin"], _known("origin", _origin)),
    Column(SIX_KNOWNS["left_on"], _known("left_on", _day("left_on"))),
    Column(SIX_KNOWNS["work_address"], _known("work_address", lambda row: row.member.work_address)),
    Column(gettext_lazy("Employer"), "member.employer"),
    Column(SIX_KNOWNS["occupation"], _known("occupation", lambda row: row.member.occupation)),
    _CONTACT,
    Column(SIX_KNOWNS["dues"], _known("dues", lambda row: row.member.get_dues_display())),
    Column(gettext_lazy("Dues paid up to"), _month),
    Column(gettext_lazy("Mobile member card no."), "member.card_no"),
    Column(gettext_lazy("Mobile branch"), lambda row: row.member.branch and row.member.branch.short_name),
    Column(gettext_lazy("Reach"), lambda row: row.member.get_reach_display()),
    Column(gettext_lazy("Left the roll on"), "member.ended_on"),
    Column(gettext_lazy("Note"), "member.note"),
]
COLUMNS = [_MASKED if column is _CONTACT else column for column in COLUMNS_IN_CLEAR]
