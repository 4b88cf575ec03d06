"""Of lines that were new when their file was planned: those that may mean somebody who is on the roll by now.

Asked of the database in sets, a little too widely: whoever comes back is judged once more, line by line (``members.surveys.people``
is the rule). Nobody else can have become anything but new.
"""

from typing import Final

from django.db import connection

from members.roll.bulk import Arrivals
from members.roll.models import Member
from members.surveys.earlier import is_known_content
from members.surveys.models import Upload

_MEMBER: Final = Member._meta.db_table
_FACTS: Final = ("left_on", "joined_on")
_TEXTS: Final = ("employer", "card_no", "work_address")


def met(arrivals: Arrivals, upload: Upload) -> set[int]:
    """Numbers of the lines to be judged once more."""
    if is_known_content(upload.sha256, besides=upload.pk):
        return arrivals.lines()
    found: set[int] = set()
    for given, condition in (
        ("match_name", _namesake()),
        ("identity_digest", "m.identity_digest = a.identity_digest"),
        ("claimed", "m.id = a.claimed"),
    ):
        found |= _joined(arrivals, given, condition)
    return found


def _joined(arrivals: Arrivals, given: str, condition: str) -> set[int]:
    """Of those who say this at all, the lines of whom it is true for a member."""
    asked = f"SELECT 1 FROM {_MEMBER} m WHERE {condition}"  # noqa: S608 - names of ours
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT a.line FROM {arrivals.table} a WHERE {arrivals.condition} AND a.{given} IS NOT NULL AND EXISTS ({asked})",  # noqa: S608
            arrivals.parameters,
        )
        return {line for (line,) in cursor.fetchall()}


def _namesake() -> str:
    """Of the same name, and reached by one of the phones or sharing the home and one more fact. Worded as the index on names is."""
    collation = '"C"' if connection.vendor == "postgresql" else "BINARY"
    facts = [f"m.{name} = a.{name}" for name in _FACTS]
    facts += [f"(a.{name} <> '' AND m.{name} = a.{name})" for name in _TEXTS]
    return (
        f"m.match_name COLLATE {collation} = a.match_name COLLATE {collation} AND ("
        "(m.phone <> '' AND (m.phone = a.phone OR a.other_phones <> ''))"
        " OR (m.other_phones <> '' AND a.phone <> '')"
        f" OR (m.home = a.home AND ({' OR '.join(facts)})))"
    )
