"""A member as the lines of a file meet him: the columns by which he is recognised and with which a line is compared.

Thousands are read for each block of lines; a model instance of each would take ten times the time.
"""

import datetime
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.db import connection

from members.roll.knowns import state_field
from members.roll.models import Member, member_number
from members.roll.querysets import lies_within
from registry.access import Scope
from registry.dates import iso_date
from registry.loading import asked

_REMEMBERED: Final = 1 << 12  # days


class Person(NamedTuple):
    """Named as the columns of ``Member``. ``said_by``: ``Member.sources`` as they are stored, the text of JSON."""

    pk: int
    version: int
    match_name: str
    identity_digest: str | None
    home: int
    branch_id: int | None
    merged_into_id: int | None
    kind: str
    card_no: str
    employer: str
    note: str
    joined_on_precision: str
    confirmed_on_precision: str
    left_on_precision: str
    left_on_state: str
    work_address: str
    work_district_id: int | None
    work_address_state: str
    origin_id: int | None
    origin_township_id: int | None
    origin_text: str
    origin_state: str
    occupation: str
    occupation_category: str
    occupation_state: str
    phone: str
    other_phones: str
    contact_other: str
    contact_state: str
    dues: str
    dues_state: str
    said_by: str
    joined_on: datetime.date | None
    confirmed_on: datetime.date | None
    left_on: datetime.date | None
    dues_paid_to: datetime.date | None

    @property
    def number(self) -> str:
        return member_number(self.pk)

    @property
    def phones(self) -> list[str]:
        """All numbers, the main one first."""
        return [number for number in [self.phone, *self.other_phones.split(" ")] if number]

    @property
    def sources(self) -> dict[str, Any]:
        return _SOURCES.from_db_value(self.said_by, None, connection)

    @property
    def facts(self) -> frozenset[tuple[str, str]]:
        """What would tell him from a namesake: days and places, as text."""
        facts = {
            "left_on": self.left_on and iso_date(self.left_on, self.left_on_precision),
            "joined_on": self.joined_on and iso_date(self.joined_on, self.joined_on_precision),
            "employer": self.employer,
            "card_no": self.card_no,
            "work_address": self.work_address,
        }
        return frozenset((name, text) for name, text in facts.items() if text)

    def lies_within(self, scope: Scope) -> bool:
        """As of a ``Member``."""
        return lies_within(scope, home=self.home, branch=self.branch_id)

    def state_of(self, known: str) -> str:
        return getattr(self, state_field(known))


_DAYS: Final = ("joined_on", "confirmed_on", "left_on", "dues_paid_to")  # the last of the columns; asked for as texts
_NAMES: Final = {"pk": "id", "said_by": "sources"}
_COLUMNS: Final = ", ".join(
    f"CAST(m.{name} AS text)" if name in _DAYS else f"m.{_NAMES.get(name, name)}" for name in Person._fields
)
_TABLE: Final = Member._meta.db_table
_SOURCES: Final[Any] = Member._meta.get_field("sources")


def persons_joined(
    columns: Mapping[str, str], rows: Sequence[Sequence[Any]], condition: str
) -> dict[int, list[Person]]:
    """Position of the row -> members that the condition finds for it. ``columns``: of ``asked``, the position ``at`` the first."""
    found: dict[int, list[Person]] = {}
    if not rows:
        return found
    table, parameters = asked(columns, rows)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT asked.at, {_COLUMNS} FROM {table} CROSS JOIN {_TABLE} m WHERE {condition}", parameters)  # noqa: S608 - names of ours
        for row in cursor.fetchall():
            found.setdefault(row[0], []).append(Person._make((*row[1:-4], *map(_day, row[-4:]))))
    return found


@lru_cache(maxsize=_REMEMBERED)
def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
