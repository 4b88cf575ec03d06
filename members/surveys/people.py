"""Whose line is it? A member is recognised by his own number, by the digest of his identity number, or by name and phone.

A name alone recognises nobody. Name, county and one more agreeing fact make a line doubtful: a person decides. A blank matches
nothing. Members outside the user's scope are recognised too, so that nobody is registered twice, and shown to nobody.
A record that was joined with another one is still recognised by what it says; meant is the member who speaks for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import Q

from members.roll.models import Member
from registry.access import Scope
from registry.dates import iso_date

_AT_ONCE = 2000  # keys in one query


class Claim(NamedTuple):
    """What a line says of who it is. ``facts``: further facts by name, as text, that a namesake would hardly share."""

    match_name: str
    number: int | None = None
    digest: str = ""
    phones: tuple[str, ...] = ()
    home: int | None = None
    facts: frozenset[tuple[str, str]] = frozenset()


class Match(NamedTuple):
    """``member`` where there is no doubt, ``candidates`` where a person must decide, neither for somebody new."""

    member: Member | None = None
    candidates: tuple[Member, ...] = ()


class People:
    """The members that the claims of one file could mean, read in a few queries, then asked line by line."""

    def __init__(self, claims: Sequence[Claim], *, also: Iterable[int] = ()) -> None:
        self._by_number: dict[int, Member] = {}
        self._by_digest: dict[str, Member] = {}
        self._by_name: dict[str, list[Member]] = defaultdict(list)
        for member in self._mentioned(claims, also):
            if member.pk in self._by_number:
                continue
            self._by_number[member.pk] = member
            self._by_name[member.match_name].append(member)
            if member.identity_digest:
                self._by_digest[member.identity_digest] = member
        self._speakers = self._who_speak()

    def _who_speak(self) -> dict[int, Member]:
        """Absorbed record -> the member that speaks for it."""
        merged = {key: record.merged_into_id for key, record in self._by_number.items() if record.merged_into_id}
        speakers = Member.objects.prefetch_related("other_values").in_bulk(set(merged.values())) if merged else {}
        return {key: speakers[speaker] for key, speaker in merged.items() if speaker}

    def _persons(self, records: Iterable[Member | None]) -> list[Member]:
        """The members that these records mean, each once."""
        persons = (self._speakers.get(record.pk, record) for record in records if record)
        return list({person.pk: person for person in persons}.values())

    @staticmethod
    def _mentioned(claims: Sequence[Claim], also: Iterable[int]) -> Iterator[Member]:
        keys: dict[str, Iterable[Any]] = {
            "pk": {c.number for c in claims if c.number} | set(also),
            "identity_digest": {c.digest for c in claims if c.digest},
            "match_name": {c.match_name for c in claims if c.match_name},
        }
        for field, values in keys.items():
            ordered = sorted(values)
            for start in range(0, len(ordered), _AT_ONCE):
                some = Member.objects.filter(Q(**{f"{field}__in": ordered[start : start + _AT_ONCE]})).order_by("pk")
                yield from some.prefetch_related("other_values")

    def known(self, number: int | None, claim: Claim) -> Match | None:
        """The member that this very line of this very file brought in before, if he still bears the name."""
        member = self._by_number.get(number or 0)
        is_so = member is not None and member.match_name == claim.match_name
        return Match(member=self._persons([member])[0]) if is_so else None

    def match(self, claim: Claim) -> Match:
        """Own number and digest first; then name with phone; then, as a doubt, name with county and one more fact."""
        named = (self._by_number.get(claim.number or 0), self._by_digest.get(claim.digest))
        certain = [record for record in named if record]
        if certain:
            return self._if_undisputed(certain, claim)
        namesakes = self._by_name.get(claim.match_name, [])
        same_phone = [m for m in namesakes if set(m.phones) & set(claim.phones)]
        if same_phone:
            return self._if_undisputed(same_phone, claim)
        return Match(candidates=tuple(self._persons(m for m in namesakes if _is_likely(m, claim))))

    def _if_undisputed(self, records: Sequence[Member], claim: Claim) -> Match:
        """One member, of the same name, whose identity number is not another one: no doubt. Else a person decides."""
        persons = self._persons(records)
        known = [*records, *persons]
        is_named_so = any(record.match_name == claim.match_name for record in known)
        if len(persons) == 1 and is_named_so and not _is_another(known, claim):
            return Match(member=persons[0])
        return Match(candidates=tuple(persons))


def _is_another(records: Iterable[Member], claim: Claim) -> bool:
    """Whether the records of a person know identity numbers, but not the one claimed."""
    digests = {record.identity_digest for record in records if record.identity_digest}
    return bool(claim.digest and digests and claim.digest not in digests)


def _is_likely(member: Member, claim: Claim) -> bool:
    """Same name from the same county, with one more fact that agrees, and no identity number that differs."""
    if claim.home is None or member.home != claim.home or _is_another([member], claim):
        return False
    return bool(facts_of(member) & claim.facts)


def facts_of(member: Member) -> frozenset[tuple[str, str]]:
    """What would tell the member from a namesake: days and places, as text."""
    facts = {
        "left_on": iso_date(member.left_on, member.left_on_precision) if member.left_on else "",
        "joined_on": iso_date(member.joined_on, member.joined_on_precision) if member.joined_on else "",
        "employer": member.employer,
        "card_no": member.card_no,
        "work_address": member.work_address,
    }
    return frozenset((name, text) for name, text in facts.items() if text)


def is_visible(member: Member, scope: Scope) -> bool:
    """Whether the scope may know of him: the condition of ``member_condition``, asked of one member in memory."""
    return member.home in scope or (member.branch_id is not None and member.branch_id in scope)


class Repeats:
    """Lines of one file that speak of the same person: the first line with a key owns it."""

    def __init__(self) -> None:
        self._owners: dict[tuple[str, ...], int] = {}

    def earlier(self, line: int, keys: Iterable[tuple[str, ...]]) -> int | None:
        """The line that spoke of this person before, if any; remembers this line's keys otherwise."""
        keys = list(keys)
        owners = [self._owners[key] for key in keys if key in self._owners]
        if owners:
            return min(owners)
        self._owners.update(dict.fromkeys(keys, line))
        return None


def keys_of(claim: Claim) -> Iterator[tuple[str, ...]]:
    """The keys under which two lines of a file are one person. A name without anything else is none."""
    if claim.number:
        yield "number", str(claim.number)
    if claim.digest:
        yield "identity", claim.digest
    for phone in claim.phones:
        yield "phone", claim.match_name, phone
