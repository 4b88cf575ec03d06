"""Whose line is it? A member is recognised by his own number, by the digest of his identity number, or by name and phone.

A name alone recognises nobody. Name, county and one more agreeing fact make a line doubtful: a person decides. A blank matches
nothing. Members outside the user's scope are recognised too, so that nobody is registered twice, and shown to nobody.
A record that was joined with another one is still recognised by what it says; meant is the member who speaks for it.

Many lines are asked about at once: the tables are joined with them, and only who could be meant comes back.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.db import connection

from members.surveys.claims import Claim
from members.surveys.models import Written
from members.surveys.person import Person, persons_joined


class Match(NamedTuple):
    """``member`` where there is no doubt, ``candidates`` where a person must decide, neither for somebody new."""

    member: Person | None = None
    candidates: tuple[Person, ...] = ()

    @property
    def persons(self) -> tuple[Person, ...]:
        return (self.member, *self.candidates) if self.member else self.candidates


NOBODY = Match()
_AT_ONCE = 5_000  # keys in one query


def matches(
    claims: Sequence[Claim], *, earlier: Mapping[int, int] | None = None, besides: int | None = None
) -> list[Match]:
    """Whom each of the claims means.

    ``earlier``: position -> member that this very line of this very file brought in before: he it is, if he still bears the name.
    ``besides``: an upload that is being applied: whom it wrote itself is recognised by his identity number alone.
    """
    found = _Found(claims, earlier or {}, besides)
    return [found.match(at, claim) if at in found.positions else NOBODY for at, claim in enumerate(claims)]


class _Found:
    """Who could be meant, by the position of the claim. Who is recognised for certain is not looked for in a further way."""

    def __init__(self, claims: Sequence[Claim], earlier: Mapping[int, int], besides: int | None) -> None:
        self._besides = besides
        known = self._asked(_BY_KEY, list(earlier.items()), "m.id = asked.number")
        self._known = {at: found for at, found in known.items() if found[0].match_name == claims[at].match_name}
        left = [(at, claim) for at, claim in enumerate(claims) if at not in self._known]
        numbers = [(at, claim.number) for at, claim in left if claim.number]
        digests = [(at, claim.digest) for at, claim in left if claim.digest]
        self._numbered = self._asked(_BY_KEY, numbers, "m.id = asked.number")
        # Also who was written by the upload: another file may have taught his number since, and nobody else can bear it.
        self._identified = persons_joined(_BY_DIGEST, digests, "m.identity_digest = asked.digest")
        left = [(at, claim) for at, claim in left if not (at in self._numbered or at in self._identified)]
        phones = [(at, claim.match_name, phone) for at, claim in left for phone in claim.phones]
        self._reached = self._asked(_BY_PHONE, phones, _REACHED)
        # Whom a main number reaches, only a further number could bring in doubt: where he comes from is not asked.
        names = [(at, c.match_name, None if at in self._reached else c.home) for at, c in left if c.match_name]
        self._namesakes = self._asked(_BY_NAME, names, _namesake())
        self._tables = (self._known, self._numbered, self._identified, self._namesakes, self._reached)
        self._speakers = self._who_speak()
        self.positions = {at for table in self._tables for at in table}
        """Of the claims that somebody could be meant by: few, as a rule."""

    def _asked(
        self, columns: Mapping[str, str], rows: Sequence[Sequence[Any]], condition: str
    ) -> dict[int, list[Person]]:
        """Position of the claim -> members that the condition finds for it, but for those whom the upload ``besides`` wrote."""
        found = persons_joined(columns, rows, condition)
        if self._besides is None or not found:
            return found
        written = _written_by(self._besides, sorted({person.pk for persons in found.values() for person in persons}))
        others = {at: [person for person in persons if person.pk not in written] for at, persons in found.items()}
        return {at: persons for at, persons in others.items() if persons}

    def match(self, at: int, claim: Claim) -> Match:
        """Own number and digest first; then name with phone; then, as a doubt, name with county and one more fact."""
        if at in self._known:
            return Match(member=self._persons(self._known[at])[0])
        certain = _distinct([*self._numbered.get(at, ()), *self._identified.get(at, ())])
        if certain:
            return self._if_undisputed(certain, claim)
        namesakes, phones = self._namesakes.get(at, ()), set(claim.phones)
        further = [person for person in namesakes if not phones.isdisjoint(person.phones)] if phones else []
        reached = _in_order([*self._reached.get(at, ()), *further])
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
        found = persons_joined(_BY_KEY, asked_for, "m.id = asked.number")
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


_BY_KEY: Final = {"at": "integer", "number": "bigint"}
_BY_DIGEST: Final = {"at": "integer", "digest": "text"}
_BY_NAME: Final = {"at": "integer", "name": "text", "home": "integer"}
_BY_PHONE: Final = {"at": "integer", "name": "text", "phone": "text"}
_REACHED: Final = "m.phone = asked.phone AND NOT (m.phone = '') AND m.match_name = asked.name"


def _namesake() -> str:
    """Namesakes of the same home, or with further phones. The first condition is worded as the index on names is."""
    collation = '"C"' if connection.vendor == "postgresql" else "BINARY"
    return (
        f"m.match_name COLLATE {collation} = asked.name COLLATE {collation} "
        "AND (m.home = asked.home OR NOT (m.other_phones = ''))"
    )


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
