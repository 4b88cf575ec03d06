"""A record that was joined with another one is still recognised: by its number, its identity number, its name and phone."""

import pytest

from members.models import Member
from members.roll.identity import identity_digest
from members.roll.merging import actions
from members.surveys.claims import Claim
from members.surveys.people import matches
from members.surveys.waiting.decisions import Choice, decide
from registry.objections import Override
from tests.factories.roll import TODAY, XIHU, identity_number, make_member
from tests.factories.surveys import apply, make_csv, make_upload

pytestmark = pytest.mark.django_db
DIGESTS = [identity_digest(identity_number(n)) for n in range(3)]


def merged(survivor: Member, absorbed: Member) -> Member:
    versions = (survivor.version, absorbed.version)
    actions.merge(
        survivor=survivor,
        absorbed=absorbed,
        versions=versions,
        by=None,
        today=TODAY,
        override=Override("同一人", "1号"),
        choices={"name": "survivor", "contact": "survivor"},
    )
    return Member.objects.get(pk=survivor.pk)


@pytest.fixture
def two():
    """The survivor and the record that went into it, of slightly different names, with phones and identity numbers of their own."""
    one = make_member(name="章文清", phone="13800138005", identity_digest=DIGESTS[0])
    other = make_member(name="章文青", phone="13800138006", identity_digest=DIGESTS[1])
    return merged(one, other), other


def meant(claim: Claim) -> tuple[int | None, list[int]]:
    [match] = matches([claim])
    return match.member.pk if match.member else None, [person.pk for person in match.candidates]


def test_everything_that_meant_the_absorbed_record_means_the_survivor(two):
    survivor, absorbed = two
    claims = [
        Claim("章文青", number=absorbed.pk),
        Claim("章文清", number=absorbed.pk),
        Claim("章文青", digest=DIGESTS[1]),
        Claim("章文青", phones=("13800138006",)),
        Claim("章文清", phones=("13800138005",)),
        Claim("章文青", number=absorbed.pk, digest=DIGESTS[0]),
    ]
    assert [match.member.pk for match in matches(claims)] == [survivor.pk] * len(claims)


def test_another_identity_number_is_still_a_doubt(two):
    survivor, absorbed = two
    claim = Claim("章文青", number=absorbed.pk, digest=DIGESTS[2])
    assert meant(claim) == (None, [survivor.pk])


def test_what_looks_like_the_absorbed_record_is_a_doubt_about_the_survivor():
    one, other = make_member(), make_member(fields={"card_no": "77"})
    survivor = merged(one, other)
    claim = Claim("章文清", home=XIHU, said={"card_no": "77"})
    assert meant(claim) == (None, [survivor.pk])


def test_the_members_are_read_in_as_many_queries_however_many_were_joined(django_assert_max_num_queries):
    for n in range(10):
        merged(make_member(name=f"甲{n}", phone=f"138001380{n:02d}"), make_member(name=f"甲{n}"))
    claims = [Claim(f"甲{n}") for n in range(10)]
    with django_assert_max_num_queries(4):
        matches(claims)


def test_a_file_that_names_the_old_number_changes_the_survivor():
    one, other = make_member(), make_member()
    survivor = merged(one, other)
    content = make_csv(f"{other.number},章文清,厨师", header="党员编号,姓名,从事职业")
    upload = make_upload(content)
    assert upload.rows.get(line=2).verdict == "changed"
    apply(upload)
    survivor.refresh_from_db()
    assert survivor.occupation == "厨师"
    assert Member.objects.persons().count() == 1


WORKS_HERE = "姓名,流出地,工作单位,从事职业"


@pytest.fixture
def doubted():
    """Two members whom a line could mean, and the file it stands in."""
    one, other = (make_member(name="张三", fields={"employer": "江西大厦"}) for _record in range(2))
    return one, other, make_upload(make_csv("张三,西湖区,江西大厦,厨师", header=WORKS_HERE))


def say(upload, member: Member | None) -> None:
    decide(upload=upload, choices={2: Choice(member and member.pk)}, by=None, today=TODAY)


def next_file() -> tuple[str, Member | None]:
    row = make_upload(make_csv("张三,西湖区,江西大厦,司机", header=WORKS_HERE)).rows.get(line=2)
    return row.verdict, row.member


def test_who_was_chosen_for_a_line_and_joined_with_another_since_is_still_meant(doubted):
    one, other, upload = doubted
    say(upload, other)
    survivor = merged(one, other)
    apply(upload)
    survivor.refresh_from_db()
    assert survivor.occupation == "厨师"
    assert next_file() == ("changed", survivor)


def test_who_was_entered_as_somebody_else_and_joined_with_him_since_is_not_entered_again(doubted):
    one, other, upload = doubted
    say(upload, None)
    apply(upload)
    survivor = merged(merged(one, other), upload.written.get().member)
    assert next_file() == ("changed", survivor)
