"""A person enters a member by hand; nobody is entered twice, and nobody learns who is registered elsewhere."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from members.models import Member, MemberTally
from members.roll import actions
from members.roll.identity import identity_digest
from registry.history.models import Deed
from registry.objections import Override
from tests.factories.organisation import make_branch
from tests.factories.roll import (
    DONGHU,
    JOINED,
    TODAY,
    XIHU,
    ZHANGGONG,
    identity_number,
    make_member,
    make_officer,
)

pytestmark = pytest.mark.django_db
DIGEST = identity_digest(identity_number(1))
FROM_XIHU = {"origin": {"code": XIHU, "text": "江西南昌西湖", "township": None}}


def admit(name="章文清", **rest):
    return actions.admit(**{"name": name, "home": XIHU, "by": None, "today": TODAY} | rest)


def refusal(**rest) -> ValidationError:
    with pytest.raises(ValidationError) as error:
        admit(**rest)
    return error.value.error_list[0]


def test_a_member_is_entered_with_branch_and_formal_organisation_in_one_deed():
    branch = make_branch()
    officer = make_officer(name="章书平")
    member = admit(
        knowns=FROM_XIHU,
        fields={"kind": "formal"},
        branch=branch,
        since=JOINED,
        formal_branch="西湖区朝阳洲街道党支部",
        by=officer,
    )
    assert (member.number, member.kind, member.branch, member.home) == (f"M{member.pk:06d}", "formal", branch, XIHU)
    assert member.sources == {"origin": {"by": "章书平", "on": "2026-11-24"}}
    assert member.memberships.get().since == JOINED
    assert list(member.org_relations.values_list("formal_branch", "county")) == [("西湖区朝阳洲街道党支部", XIHU)]
    assert list(MemberTally.objects.values_list("home", "branch", "kind", "members", "origin")) == [
        (XIHU, branch.pk, "formal", 1, 1)
    ]
    deed = Deed.objects.get()
    assert (deed.verb, [s.kind for s in deed.subjects.all()]) == (
        "member.admitted",
        ["members.member", "branches.branch"],
    )


def test_an_identity_number_is_registered_once():
    known = admit(identity_digest=DIGEST)
    error = refusal(name="章文远", identity_digest=DIGEST)
    assert (error.code, error.params) == ("registered_already", {"number": known.number, "name": "章文清"})


def test_an_identity_registered_elsewhere_is_refused_without_a_word_about_it():
    make_officer("county_officer", ZHANGGONG, office="章贡区委组织部")
    make_officer("prefecture_officer", 360700, office="赣州市委组织部")
    make_officer("province_administrator", 360000, office="省驻京机构党委组织处")
    stranger = make_member(name="刘建国", origin=ZHANGGONG, identity_digest=DIGEST)
    error = refusal(name="章文远", identity_digest=DIGEST, by=make_officer("county_officer", XIHU))

    assert error.code == "registered_elsewhere"
    said = str(error.message % error.params)
    assert "省驻京机构党委组织处" in said
    for secret in (stranger.name, stranger.number, "赣州", "章贡"):
        assert secret not in said


def test_the_same_name_from_the_same_place_is_a_hint_that_a_person_sets_aside():
    known = admit(knowns=FROM_XIHU)
    error = refusal(knowns=FROM_XIHU)
    assert (error.code, error.params["number"]) == ("looks_alike", known.number)
    admit(knowns=FROM_XIHU, is_somebody_else=True)
    assert Member.objects.count() == 2


def test_the_same_name_and_phone_elsewhere_is_a_hint_without_detail():
    make_officer("province_administrator", 360000, office="省驻京机构党委组织处")
    make_member(name="章文清", origin=ZHANGGONG, phone="13800138005")
    contact = {"contact": {"phones": ["13800138005"], "other": ""}}
    error = refusal(knowns=FROM_XIHU | contact, by=make_officer("county_officer", XIHU))
    assert (error.code, error.params) == ("looks_alike_elsewhere", {"office": "省驻京机构党委组织处"})


def test_the_name_alone_is_no_hint():
    make_member(name="章文清", origin=DONGHU)
    assert admit(knowns=FROM_XIHU).home == XIHU


def test_traditional_characters_and_spaces_hide_nobody():
    admit(name="张三丰", knowns=FROM_XIHU)
    assert refusal(name="張 三　豐", knowns=FROM_XIHU).code == "looks_alike"


def test_a_county_officer_enters_nobody_of_another_county():
    officer = make_officer("county_officer", XIHU)
    assert refusal(home=ZHANGGONG, by=officer).code == "outside_scope"
    assert refusal(branch=make_branch(county=ZHANGGONG), since=JOINED, by=officer).code == "outside_scope"
    assert Member.objects.count() == 0


def test_a_branch_secretary_enters_only_into_her_branch():
    branch = make_branch()
    secretary = make_officer("branch_secretary", branch.pk)
    assert refusal(by=secretary).code == "outside_scope"
    assert admit(branch=branch, since=JOINED, by=secretary).branch == branch
    assert refusal(name="章文远", branch=make_branch(), since=JOINED, by=secretary).code == "outside_scope"


def test_who_only_reads_enters_nobody():
    assert refusal(by=make_officer("auditor", 360000)).code == "outside_scope"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"knowns": {"left_on": {"date": "2027", "precision": "year"}}}, "future_date"),
        ({"fields": {"joined_on": datetime.date(1900, 1, 1), "joined_on_precision": "year"}}, "joined_too_early"),
        ({"knowns": {"origin": {"code": XIHU, "text": "", "township": 360702001}}}, "township_elsewhere"),
    ],
)
def test_impossible_facts_are_refused(facts, code):
    assert refusal(**facts).code == code


def test_an_unusual_probation_needs_a_document():
    fields = {
        "joined_on": datetime.date(1985, 7, 1),
        "joined_on_precision": "day",
        "confirmed_on": datetime.date(1985, 12, 1),
        "confirmed_on_precision": "day",
    }
    assert refusal(fields=fields).code == "probation_too_short"
    admit(fields=fields, override=Override(reason="当年特批", document_no="赣组〔1985〕9号"))
    assert list(Deed.objects.get().after["objections"]) == ["probation_too_short"]


def test_a_text_too_long_for_its_column_is_refused():
    with pytest.raises(ValidationError) as error:
        admit(fields={"employer": "商" * 121})
    assert list(error.value.error_dict) == ["employer"]
