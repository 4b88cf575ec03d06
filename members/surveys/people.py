"""Whose line is it? A member is recognised by his own number, by the digest of his identity number, or by name and phone.

A name alone recognises nobody. Name, county and one more agreeing fact make a line doubtful: a person decides. A blank matches
nothing. Members outside the user's scope are recognised too, so that nobody is registered twice, and shown to nobody.
A record that was joined with another one is still recognised by what it says; meant is the member who speaks for it.

Many lines are asked about at once: the tables are joined with them, and only who could be meant comes back.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection

from members.roll.models import Member, member_number
from members.surveys.claims import Claim
from members.surveys.models import Written
from registry.access import Scope
from registry.dates import iso_date
from registry.loading import asked


class Person(NamedTuple):
    """A member as far as he is needed to recognise him. ``also``: texts of phones, days and places, by column."""

    pk: int
    match_name: str
    identity_digest: str | None
    home: int
    branch_id: int | None
    merged_into_id: int | None
    also: tuple[Any, ...]

    @property
    def number(self) -> str:
        return member_number(self.pk)

    @property
    def phones(self) -> set[str]:
        return {self.also[0], *self.also[1].split(" ")} - {""}

    @property
    def facts(self) -> frozenset[tuple[str, str]]:
        """What would tell him from a namesake: days and places, as text."""
        _phone, _others, left_on, left_precision, joined_on, joined_precision, employer, card_no, work_address = (
            self.also
        )
        facts = {
            "left_on": _day(left_on, left_precision),
            "joined_on": _day(joined_on, joined_precision),
            "employer": employer,
            "card_no": card_no,
            "work_address": work_address,
        }
        return frozenset((name, text) for name, text in facts.items() if text)


class Match(NamedTuple):
    """``member`` where there is no doubt, ``candidates`` where a person must decide, neither for somebody new."""

    member: Person | None = None
    candidates: tuple[Person, ...] = ()

    @property
    def persons(self) -> tuple[Person, ...]:
        return (self.member, *self.candidates) if self.member else self.candidates


NOBODY = Match()
_AT_ONCE = 5_000  # keys in one query
_ALSO = (
    "phone",
    "other_phones",
    "left_on",
    "left_on_precision",
    "joined_on",
    "joined_on_precision",
    "employer",
    "card_no",
    "work_address",
)
_COLUMNS = ", ".join(
    f"m.{name}" for name in ("id", "match_name", "identity_digest", "home", "branch_id", "merged_into_id", *_ALSO)
)
_TABLE = Member._meta.db_table


def matches(
    claims: Sequence[Claim], *, earlier: Mapping[int, int] | None = None, besides: int | None = None
) -> list[Match]:
    """Whom each of the claims means.

    ``earlier``: position -> member that this very line of this very file brought in before: he it is, if he still bears the name.
    ``besides``: an upload that is being applied: what it wrote itself recognises nobody, as in its preview.
    """
    earlier = earlier or {}
    found = _Found(claims, earlier, besides)
    return [
        found.match(at, claim, earlier.get(at)) if at in found.positions else NOBODY for at, claim in enumerate(claims)
    ]


class _Found:
    """Who could be meant, by the position of the claim."""

    def __init__(self, claims: Sequence[Claim], earlier: Mapping[int, int], besides: int | None) -> None:
        numbers = [(at, claim.number) for at, claim in enumerate(claims) if claim.number]
        digests = [(at, claim.digest) for at, claim in enumerate(claims) if claim.digest]
        names = [(at, claim.match_name, claim.home) for at, claim in enumerate(claims) if claim.match_name]
        phones = [(at, claim.match_name, phone) for at, claim in enumerate(claims) for phone in claim.phones]
        self._known = _joined({"at": "integer", "number": "bigint"}, list(earlier.items()), "m.id = asked.number")
        self._numbered = _joined({"at": "integer", "number": "bigint"}, numbers, "m.id = asked.number")
        self._identified = _joined({"at": "integer", "digest": "text"}, digests, "m.identity_digest = asked.digest")
        self._namesakes = _joined({"at": "integer", "name": "text", "home": "integer"}, names, _namesake())
        self._reached = _joined({"at": "integer", "name": "text", "phone": "text"}, phones, _REACHED)
        self._tables = (self._known, self._numbered, self._identified, self._namesakes, self._reached)
        self._leave_out(besides)
        self._speakers = self._who_speak()
        self.positions = {at for table in self._tables for at in table}
        """Of the claims that somebody could be meant by: few, as a rule."""

    def _leave_out(self, upload: int | None) -> None:
        tables = self._tables
        everybody = {person.pk for table in tables for found in table.values() for person in found}
        if upload is None or not everybody:
            return
        written = _written_by(upload, sorted(everybody))
        for table in tables if written else ():
            for at, found in table.items():
                table[at] = [person for person in found if person.pk not in written]

    def match(self, at: int, claim: Claim, earlier: int | None) -> Match:
        """Own number and digest first; then name with phone; then, as a doubt, name with county and one more fact."""
        for person in self._known.get(at, ()) if earlier else ():
            if person.match_name == claim.match_name:
                return Match(member=self._persons([person])[0])
        certain = _distinct([*self._numbered.get(at, ()), *self._identified.get(at, ())])
        if certain:
            return self._if_undisputed(certain, claim)
        namesakes, phones = self._namesakes.get(at, ()), set(claim.phones)
        reached = _in_order([*self._reached.get(at, ()), *(p for p in namesakes if phones and p.phones & phones)])
        if reached:
            return self._if_undisputed(reached, claim)
        likely = [person for person in _in_order(namesakes) if _is_likely(person, claim)] if namesakes else []
        return Match(candidates=tuple(self._persons(likely))) if likely else NOBODY

    def _who_speak(self) -> dict[int, Person]:
        """Absorbed record -> the member that speaks for it."""
        merged = {
            p.pk: p.merged_into_id for found in self._tables for ps in found.values() for p in ps if p.merged_into_id
        }
        asked_for = list(enumerate(sorted({key for key in merged.values() if key})))
        found = _joined({"at": "integer", "number": "bigint"}, asked_for, "m.id = asked.number")
        speakers = {person.pk: person for persons in found.values() for person in persons}
        return {key: speakers[speaker] for key, speaker in merged.items() if speaker}

    def _persons(self, records: Iterable[Person]) -> list[Person]:
        """The members that these records mean, each once."""
        return _distinct(self._speakers.get(record.pk, record) for record in records)

    def _if_undisputed(self, records: Sequence[Person], claim: Claim) -> Match:
        """One member, of the same name, whose identity number is not another one: no doubt. Else a person decides."""
        persons = self._persons(records)
        known = [*records, *persons]
        is_named_so = any(record.match_name == claim.match_name for record in known)
        if len(persons) == 1 and is_named_so and not _is_another(known, claim):
            return Match(member=persons[0])
        return Match(candidates=tuple(persons))


def _written_by(upload: int, members: Sequence[int]) -> set[int]:
    """Those of the members whom the upload has entered or changed."""
    found: set[int] = set()
    for start in range(0, len(members), _AT_ONCE):
        own = Written.objects.filter(upload=upload, member__in=members[start : start + _AT_ONCE])
        found.update(own.values_list("member", flat=True))
    return found


_REACHED = "m.phone = asked.phone AND NOT (m.phone = '') AND m.match_name = asked.name"


def _namesake() -> str:
    """Namesakes of the same home, or with further phones. The first condition is worded as the index on names is."""
    collation = '"C"' if connection.vendor == "postgresql" else "BINARY"
    return (
        f"m.match_name COLLATE {collation} = asked.name COLLATE {collation} "
        "AND (m.home = asked.home OR NOT (m.other_phones = ''))"
    )


def _joined(columns: Mapping[str, str], rows: Sequence[Sequence[Any]], condition: str) -> dict[int, list[Person]]:
    """Position of the claim -> members that the condition finds for it."""
    found: dict[int, list[Person]] = defaultdict(list)
    if not rows:
        return {}
    table, parameters = asked(columns, rows)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT asked.at, {_COLUMNS} FROM {table} CROSS JOIN {_TABLE} m WHERE {condition}", parameters)  # noqa: S608 - names of ours
        for at, pk, name, digest, home, branch, merged, *also in cursor.fetchall():
            found[at].append(Person(pk, name, digest, home, branch, merged, tuple(also)))
    return dict(found)


def _distinct(found: Iterable[Person]) -> list[Person]:
    return list({person.pk: person for person in found}.values())


def _in_order(found: Iterable[Person]) -> list[Person]:
    return sorted(_distinct(found), key=lambda person: person.pk)


def _is_another(records: Iterable[Person], claim: Claim) -> bool:
    """Whether the records of a person know identity numbers, but not the one claimed."""
    digests = {record.identity_digest for record in records if record.identity_digest}
    return bool(claim.digest and digests and claim.digest not in digests)


def _is_likely(person: Person, claim: Claim) -> bool:
    """Same name from the same county, with one more fact that agrees, and no identity number that differs."""
    if claim.home is None or person.home != claim.home or _is_another([person], claim):
        return False
    return bool(person.facts & claim.facts)


def _day(day: datetime.date | str | None, precision: str) -> str:
    """SQLite hands days over as text."""
    if not day:
        return ""
    return iso_date(datetime.date.fromisoformat(day) if isinstance(day, str) else day, precision)


def is_visible(member: Person | Member, scope: Scope) -> bool:
    """Whether the scope may know of him: the condition of ``member_condition``, asked of one member in memory."""
    return member.home in scope or (member.branch_id is not None and member.branch_id in scope)
