"""Matching asks the database about many lines at once. A plain oracle goes from line to line and member to member: both must agree."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from members.models import Member
from members.surveys.claims import Claim, keys_of
from members.surveys.people import Match, matches
from registry.dates import iso_date

pytestmark = pytest.mark.django_db
NAMES, PHONES, DIGESTS, HOMES = (
    ["张三", "李四", "王五"],
    ["13800138001", "13800138002", "02086812345"],
    ["a", "b"],
    [360103, 360121],
)
DAYS = [("2014", "year"), ("2014-03", "month"), ("2014-03-01", "day"), ("2015", "year")]
EMPLOYERS = ["", "江西大厦", "江西商会"]


@dataclass(frozen=True)
class Person:
    """A member to be, in plain values."""

    name: str
    phones: Sequence[str]
    digest: str | None
    home: int
    employer: str
    joined: tuple[str, str] | None

    def saved(self) -> Member:
        day, precision = self.joined or ("", "")
        first, *others = self.phones or [""]
        return Member.objects.create(
            name=self.name,
            match_name=self.name,
            pinyin="x",
            initials="x",
            identity_digest=self.digest,
            home=self.home,
            employer=self.employer,
            phone=first,
            other_phones=" ".join(others),
            contact_state="known" if first else "unknown",
            joined_on=datetime.date.fromisoformat(f"{day}-01-01"[:10]) if day else None,
            joined_on_precision=precision,
        )


@dataclass
class Oracle:
    """The rules of recognition as sentences of Python."""

    members: list[Member]
    known: dict[int, int] = field(default_factory=dict)

    def match(self, at: int, claim: Claim) -> Match:
        brought = [m for m in self.members if m.pk == self.known.get(at) and m.match_name == claim.match_name]
        if brought:
            return Match(member=brought[0])
        certain = [
            m for m in self.members if m.pk == claim.number or (claim.digest and m.identity_digest == claim.digest)
        ]
        if certain:
            return self.undisputed(certain, claim)
        namesakes = [m for m in self.members if m.match_name == claim.match_name and claim.match_name]
        reached = [m for m in namesakes if set(m.phones) & set(claim.phones)]
        if reached:
            return self.undisputed(reached, claim)
        return Match(candidates=tuple(m for m in namesakes if m.home == claim.home and self.agrees(m, claim)))

    def undisputed(self, found: list[Member], claim: Claim) -> Match:
        one = found[0]
        if len(found) == 1 and one.match_name == claim.match_name and not self.is_another(one, claim):
            return Match(member=one)
        return Match(candidates=tuple(found))

    def agrees(self, member: Member, claim: Claim) -> bool:
        joined = iso_date(member.joined_on, member.joined_on_precision) if member.joined_on else ""
        facts = {("employer", member.employer), ("joined_on", joined)}
        return not self.is_another(member, claim) and any(text and (name, text) in claim.facts for name, text in facts)

    @staticmethod
    def is_another(member: Member, claim: Claim) -> bool:
        return bool(claim.digest and member.identity_digest and member.identity_digest != claim.digest)


phones = st.lists(st.sampled_from(PHONES), max_size=2, unique=True)
people = st.builds(
    Person,
    st.sampled_from(NAMES),
    phones,
    st.none() | st.sampled_from(DIGESTS),
    st.sampled_from(HOMES),
    st.sampled_from(EMPLOYERS),
    st.none() | st.sampled_from(DAYS),
)
registries = st.lists(people, max_size=6).filter(
    lambda them: len([p for p in them if p.digest]) == len({p.digest for p in them if p.digest})
)
said = st.fixed_dictionaries(
    {},
    optional={
        "employer": st.sampled_from(EMPLOYERS),
        "joined_on": st.sampled_from([{"date": day, "precision": precision} for day, precision in DAYS]),
    },
)
claims = st.builds(
    Claim,
    st.sampled_from([*NAMES, ""]),
    st.none() | st.integers(0, 7),
    st.sampled_from(["", *DIGESTS]),
    phones.map(tuple),
    st.none() | st.sampled_from(HOMES),
    said,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(registries, st.lists(claims, max_size=6), st.dictionaries(st.integers(0, 5), st.integers(0, 6), max_size=3))
def test_the_database_recognises_whom_the_oracle_recognises(registered, claimed, brought):
    with transaction.atomic():
        members = [person.saved() for person in registered]
        first = members[0].pk if members else 1
        asked = [claim._replace(number=first + claim.number if claim.number is not None else None) for claim in claimed]
        known = {at: first + which for at, which in brought.items() if at < len(asked)}
        oracle = Oracle(members, known)
        expected = [oracle.match(at, claim) for at, claim in enumerate(asked)]
        found = matches(asked, earlier=known)
        assert [plainly(match) for match in found] == [plainly(match) for match in expected]
        transaction.set_rollback(True)


def plainly(match: Match) -> tuple[int | None, set[int]]:
    return (match.member.pk if match.member else None, {member.pk for member in match.candidates})


def test_a_blank_matches_nothing():
    assert list(keys_of(Claim(match_name="张三"))) == []
