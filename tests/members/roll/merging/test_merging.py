"""Two records of one person become one: what the survivor is, and what becomes of the other."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from members.models import Member, Membership, Merger, OrgRelation, OtherValue, TwoPeople
from members.roll import actions as roll
from members.roll.identity import identity_digest
from members.roll.merging import actions
from members.roll.reconciliation import branch_differences
from members.roll.tallies import differences
from members.surveys.actions import undo
from registry.history.chain import broken_deeds
from registry.history.models import Deed
from registry.objections import Override
from tests.factories.accounts import GANZHOU, JIANGXI
from tests.factories.organisation import make_branch, make_office_term
from tests.factories.roll import (
    DONGHU,
    JOINED,
    TODAY,
    XIHU,
    ZHANGGONG,
    identity_number,
    make_member,
    make_officer,
    make_other_value,
)
from tests.factories.surveys import apply, make_csv, make_upload
from tests.sayings import codes

pytestmark = pytest.mark.django_db
COOK, DRIVER = ({"text": text, "category": ""} for text in ("厨师", "司机"))


def merge(survivor: Member, absorbed: Member, *, by=None, **rest) -> Merger:
    versions = (Member.objects.get(pk=survivor.pk).version, Member.objects.get(pk=absorbed.pk).version)
    return actions.merge(
        **{"survivor": survivor, "absorbed": absorbed, "versions": versions, "by": by, "today": TODAY} | rest
    )


def take_back(merger: Merger, *, by=None) -> Merger:
    merger = Merger.objects.get(pk=merger.pk)
    return actions.take_back(merger=merger, version=merger.survivor.version, by=by, today=TODAY)


def fresh(member: Member) -> Member:
    return Member.objects.get(pk=member.pk)


def assert_exact() -> None:
    assert list(differences()) == []
    assert list(branch_differences()) == []
    assert list(broken_deeds()) == []


def line(member: Member) -> list[tuple]:
    """The member's memberships in time."""
    rows = Membership.objects.filter(member=member).order_by("since", "pk")
    return [(row.branch_id, row.since, row.until, row.ended) for row in rows]


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_the_other_record_ends_and_leads_to_the_survivor():
    one, other = make_member(), make_member(phone="13800138005")
    merger = merge(one, other, reason="同一人")
    one, other = fresh(one), fresh(other)
    assert (other.merged_into, other.ended, other.ended_on, other.branch) == (one, "merged", TODAY, None)
    assert (one.ended_on, one.phone) == (None, "13800138005")
    assert list(Member.objects.persons()) == list(Member.objects.on_roll()) == [one]
    assert (merger.survivor, merger.absorbed, merger.reason) == (one, other, "同一人")
    assert_exact()


def test_a_value_is_chosen_field_by_field_and_what_loses_stays_beside():
    one = make_member(fields={"employer": "甲公司"}, knowns={"occupation": COOK})
    other = make_member(fields={"employer": "乙公司", "card_no": "77"}, knowns={"occupation": DRIVER, "dues": None})
    merge(one, other, choices={"occupation": "absorbed", "employer": "survivor"})
    one = fresh(one)
    assert (one.employer, one.card_no, one.occupation, one.dues) == ("甲公司", "77", "司机", "exempt")
    assert one.sources["occupation"] == other.sources["occupation"]
    assert list(one.other_values.values_list("known", "value")) == [("occupation", COOK)]
    assert one.other_values.get().source == {"by": "", "on": TODAY.isoformat()}
    assert_exact()


def test_unless_somebody_chooses_the_newer_source_is_proposed_and_nothing_known_gives_way_to_nothing():
    one = make_member(knowns={"occupation": COOK, "left_on": {"date": "2014", "precision": "year"}})
    other = make_member(knowns={"occupation": DRIVER})
    Member.objects.filter(pk=one.pk).update(sources=one.sources | {"occupation": {"by": "", "on": "2016-01-01"}})
    merge(one, other)
    assert (fresh(one).occupation, fresh(one).left_on) == ("司机", day("2014-01-01"))


def test_notes_are_both_kept():
    one, other = make_member(fields={"note": "甲"}), make_member(fields={"note": "乙"})
    merge(one, other)
    assert fresh(one).note == "甲\n乙"


def test_values_beside_the_other_record_come_along_once():
    one, other = make_member(), make_member()
    make_other_value(one, "occupation", COOK)
    make_other_value(other, "occupation", COOK)
    make_other_value(other, "occupation", DRIVER)
    merge(one, other)
    assert [value["text"] for value in one.other_values.values_list("value", flat=True)] == ["厨师", "司机"]


def test_two_memberships_become_one_line_without_overlap():
    here, there = make_branch(), make_branch(county=DONGHU)
    one = make_member(branch=here, since=day("2017-01-05"), confirmed=True)
    other = make_member(branch=there, since=day("2018-03-01"))
    merge(one, other, choices={"standing": "absorbed"})
    assert line(one) == [
        (here.pk, day("2017-01-05"), day("2018-03-01"), "merged"),
        (there.pk, day("2018-03-01"), None, ""),
    ]
    assert fresh(one).branch == there
    assert_exact()


def test_a_membership_without_a_day_of_its_own_stays_closed_with_the_ended_record():
    here, there = make_branch(), make_branch(county=DONGHU)
    one = make_member(branch=here, since=day("2017-01-05"), confirmed=True)
    other = make_member(branch=there, since=day("2018-03-01"))
    merge(one, other)
    assert line(one) == [(here.pk, day("2017-01-05"), None, "")]
    assert line(other) == [(there.pk, day("2018-03-01"), day("2018-03-01"), "merged")]
    assert not Membership.objects.pending().exists()
    assert_exact()


def test_the_same_membership_recorded_twice_is_one_since_the_earlier_day_and_confirmed():
    branch = make_branch()
    one = make_member(branch=branch, since=day("2018-03-01"))
    other = make_member(branch=branch, since=day("2017-01-05"), confirmed=True)
    merge(one, other, choices={"standing": "survivor"})
    assert line(one) == [(branch.pk, day("2017-01-05"), None, "")]
    assert one.memberships.get().confirmed_on == TODAY
    assert_exact()


def test_who_left_the_roll_in_one_record_and_takes_part_in_the_other_is_on_the_roll():
    branch = make_branch()
    one, other = make_member(), make_member(branch=branch)
    roll.depart(member=one, on=day("2020-01-01"), ended="returned", version=one.version, by=None, today=TODAY)
    merge(one, other)
    assert (fresh(one).branch, fresh(one).ended_on) == (branch, None)
    assert_exact()


def test_who_left_the_roll_may_stay_off_it():
    branch = make_branch()
    one, other = make_member(), make_member(branch=branch)
    roll.depart(member=one, on=day("2020-01-01"), ended="returned", version=one.version, by=None, today=TODAY)
    merge(one, other, choices={"standing": "survivor"})
    assert (fresh(one).branch, fresh(one).ended) == (None, "returned")
    assert line(one) == [(branch.pk, JOINED, day("2020-01-01"), "merged")]
    assert_exact()


def test_one_formal_organisation_holds_the_relation():
    one, other = make_member(formal_branch="甲村党支部"), make_member(formal_branch="乙村党支部")
    merge(one, other, choices={"relation": "absorbed"})
    relations = OrgRelation.objects.filter(member=one).order_by("pk")
    assert list(relations.values_list("formal_branch", "until")) == [("甲村党支部", TODAY), ("乙村党支部", None)]


def test_the_same_formal_organisation_is_held_once():
    one, other = make_member(formal_branch="甲村党支部"), make_member(formal_branch="甲村 党支部")
    merge(one, other)
    assert one.org_relations.get().until is None


def test_offices_lines_of_surveys_and_earlier_records_come_along():
    branch = make_branch()
    one, other, third = make_member(branch=branch), make_member(), make_member()
    term = make_office_term(branch, holder=other)
    merge(other, third)
    merge(one, other)
    term.refresh_from_db()
    assert (term.holder, fresh(third).merged_into) == (one, one)


def test_an_identity_number_goes_along():
    digest = identity_digest(identity_number(1))
    one, other = make_member(), make_member(identity_digest=digest)
    merger = merge(one, other)
    assert (fresh(one).identity_digest, fresh(other).identity_digest) == (digest, None)
    take_back(merger)
    assert (fresh(one).identity_digest, fresh(other).identity_digest) == (None, digest)


def test_two_valid_identity_numbers_speak_against_it_unless_a_document_says_so():
    one, other = (make_member(identity_digest=identity_digest(identity_number(n))) for n in (1, 2))
    with pytest.raises(ValidationError) as error:
        merge(one, other)
    assert codes(error) == ["other_identity"]
    merge(one, other, override=Override(reason="身份证号变更", document_no="公字1号"))
    assert fresh(one).identity_digest == one.identity_digest
    assert Deed.objects.latest("pk").document_no == "公字1号"


def test_an_office_in_a_branch_that_does_not_go_on_speaks_against_it():
    here, there = make_branch(), make_branch(county=DONGHU)
    one, other = make_member(branch=here, confirmed=True), make_member(branch=there)
    make_office_term(there, holder=other)
    with pytest.raises(ValidationError) as error:
        merge(one, other)
    assert codes(error) == ["holds_office"]


def test_days_that_do_not_fit_together_speak_against_it():
    one = make_member(fields={"joined_on": day("2012-07-01"), "joined_on_precision": "day"})
    other = make_member(fields={"confirmed_on": day("2011-07-01"), "confirmed_on_precision": "day"})
    with pytest.raises(ValidationError) as error:
        merge(one, other)
    assert codes(error) == ["confirmed_too_early"]
    assert fresh(other).merged_into is None


def test_rights_over_both_are_needed_and_asked_in_the_action():
    own, foreign = make_member(), make_member(origin=ZHANGGONG)
    for by in (make_officer(), make_officer("auditor", JIANGXI), make_officer("prefecture_officer", GANZHOU)):
        for pair in ((own, foreign), (foreign, own)):
            with pytest.raises(ValidationError) as error:
                merge(*pair, by=by)
            assert codes(error) == ["outside_scope"]
            with pytest.raises(ValidationError) as error:
                actions.say_two_people(one=pair[0], other=pair[1], by=by, today=TODAY)
            assert codes(error) == ["outside_scope"]
    assert not Merger.objects.exists()


def test_nobody_merges_a_member_out_of_his_own_part_nor_comes_by_one():
    """Seen by the branch on one side and by origin on the other; the outcome must be his as well."""
    branch = make_branch()
    by = make_officer("branch_secretary", branch.pk)
    one, other = make_member(branch=branch), make_member(branch=branch, origin=ZHANGGONG)
    merger = merge(one, other, by=by, choices={"origin": "absorbed"})
    assert fresh(one).home == ZHANGGONG
    assert fresh(one).branch == branch
    take_back(merger, by=by)
    assert (fresh(one).home, fresh(other).home) == (XIHU, ZHANGGONG)
    roll.depart(member=fresh(other), on=TODAY, ended="returned", version=fresh(other).version, by=None, today=TODAY)
    with pytest.raises(ValidationError) as error:
        merge(one, other, by=by)
    assert codes(error) == ["outside_scope"]


def test_a_joining_is_taken_back_only_with_rights_over_what_comes_out():
    one, other = make_member(), make_member(origin=ZHANGGONG)
    merger = merge(one, other)
    with pytest.raises(ValidationError) as error:
        take_back(merger, by=make_officer())
    assert codes(error) == ["outside_scope"]
    assert fresh(other).merged_into == one
    take_back(merger, by=make_officer("province_administrator", JIANGXI))
    assert fresh(other).merged_into is None


def test_whoever_saw_an_older_version_of_either_is_refused():
    one, other = make_member(), make_member()
    for versions in ((0, 1), (1, 0)):
        with pytest.raises(ValidationError) as error:
            merge(one, other, versions=versions)
        assert codes(error) == ["conflict"]


@pytest.mark.parametrize("choices", [{"occupation": "both"}, {"pk": "absorbed"}, {"name": "third"}])
def test_a_choice_that_means_nothing_is_refused(choices):
    with pytest.raises(ValidationError) as error:
        merge(make_member(), make_member(), choices=choices)
    assert codes(error) == ["unknown_choice"]


def test_a_record_is_joined_neither_with_itself_nor_twice():
    one, other, third = make_member(), make_member(), make_member()
    merge(one, other)
    for pair, code in (((one, one), "one_record"), ((third, other), "merged"), ((other, third), "merged")):
        with pytest.raises(ValidationError) as error:
            merge(*pair)
        assert codes(error) == [code]


def test_a_record_that_ended_is_changed_no_more():
    one, other = make_member(), make_member()
    merge(one, other)
    other = fresh(other)
    with pytest.raises(ValidationError) as error:
        roll.correct(member=other, changes={"employer": "x"}, version=other.version, by=None, today=TODAY)
    assert codes(error) == ["merged"]


def test_one_deed_about_both_without_a_word_of_their_values():
    one, other = make_member(phone="13800138005"), make_member(origin=ZHANGGONG, knowns={"occupation": COOK})
    merge(one, other)
    deed = Deed.objects.latest("pk")
    assert [subject.key for subject in deed.subjects.all()] == [one.pk, other.pk]
    assert deed.after == {"record": other.number, "merged_into": one.number}
    assert list(deed.before) == ["digest"]


def test_two_people_are_never_joined_until_that_is_withdrawn():
    one, other = make_member(), make_member()
    for pair in ((other, one), (one, other)):
        actions.say_two_people(one=pair[0], other=pair[1], by=None, today=TODAY)
    assert TwoPeople.objects.count() == Deed.objects.filter(verb="member.two_people").count() == 1
    with pytest.raises(ValidationError) as error:
        merge(one, other)
    assert codes(error) == ["two_people"]
    actions.withdraw_two_people(one=one, other=other, by=None)
    assert merge(one, other).pk


def test_who_is_not_the_other_record_is_not_the_survivor_either():
    one, other, third = make_member(), make_member(), make_member()
    actions.say_two_people(one=other, other=third, by=None, today=TODAY)
    merger = merge(one, other)
    assert TwoPeople.objects.pair(one.pk, third.pk).exists()
    take_back(merger)
    assert not TwoPeople.objects.pair(one.pk, third.pk).exists()


def test_taken_back_both_are_as_they_were():
    here, there = make_branch(), make_branch(county=DONGHU)
    one = make_member(branch=here, formal_branch="甲", knowns={"occupation": COOK}, confirmed=True)
    other = make_member(branch=there, formal_branch="乙", knowns={"occupation": DRIVER}, origin=DONGHU, name="章文请")
    term = make_office_term(here, holder=other)
    make_other_value(other, "dues", {"state": "paid", "paid_to": None})
    before = state(one, other)
    merger = merge(one, other, choices={"origin": "absorbed", "name": "absorbed"}, override=Override("同一人", "1号"))
    assert (fresh(one).name, fresh(one).home) == ("章文请", DONGHU)
    assert take_back(merger).kept == []
    assert state(one, other) == before
    term.refresh_from_db()
    assert term.holder == other
    assert_exact()


def state(*members: Member) -> list:
    """All there is of some members but their versions."""
    rows = []
    for model, owner in ((Member, "pk"), (Membership, "member"), (OrgRelation, "member"), (OtherValue, "member")):
        found = model.objects.filter(**{f"{owner}__in": [m.pk for m in members]}).order_by("pk")
        rows += [{k: v for k, v in row.items() if k != "version"} for row in found.values()]
    return rows


def test_what_was_changed_since_is_kept_and_named():
    here, there = make_branch(), make_branch(county=DONGHU)
    one = make_member(branch=here, knowns={"occupation": COOK})
    other = make_member(branch=there, since=day("2018-01-01"), fields={"employer": "乙公司"})
    merger = merge(one, other, choices={"standing": "absorbed"})
    one = roll.correct(
        member=fresh(one), changes={"employer": "丙公司"}, version=fresh(one).version, by=None, today=TODAY
    )
    roll.transfer(member=one, to=here, on=day("2019-01-01"), version=one.version, by=None, today=TODAY)
    kept = take_back(merger).kept
    assert kept == ["employer", "standing"]
    assert (fresh(one).employer, fresh(one).branch) == ("丙公司", here)
    assert (fresh(other).merged_into, fresh(other).branch, fresh(other).ended_on) == (None, None, None)
    assert Membership.objects.open().count() == 1
    assert_exact()


def test_a_membership_is_not_opened_again_in_a_branch_that_is_gone():
    here, there = make_branch(), make_branch(county=DONGHU)
    one = make_member(branch=here, since=day("2017-01-05"))
    other = make_member(branch=there, since=day("2018-01-01"))
    merger = merge(one, other, choices={"standing": "survivor"})
    type(there).objects.filter(pk=there.pk).update(dissolved_on=day("2026-01-01"), dissolution_document_no="1")
    assert take_back(merger).kept == ["standing"]
    assert (fresh(one).branch, fresh(other).branch) == (here, None)
    assert_exact()


def test_the_last_joining_is_taken_back_first():
    one, other, third = make_member(), make_member(), make_member()
    first = merge(one, other)
    second = merge(third, one)
    with pytest.raises(ValidationError) as error:
        take_back(first)
    assert codes(error) == ["later_merger"]
    take_back(second)
    take_back(first)
    assert Member.objects.persons().count() == 3
    with pytest.raises(ValidationError) as error:
        take_back(first)
    assert codes(error) == ["taken_back"]


def test_a_survey_file_taken_back_spares_whoever_speaks_for_its_member_now():
    one = make_member()
    upload = apply(make_upload(make_csv("章文清,13800138005,南昌市西湖区,,,厨师,")))
    brought = Member.objects.get(phone="13800138005")
    merger = merge(one, brought)
    assert upload.written.get(line=2).member == one
    assert undo(upload=upload, by=None, today=TODAY).facts["kept"] == [one.pk]
    assert fresh(one).occupation == "厨师"
    take_back(merger)
    assert upload.written.get(line=2).member == brought
    assert fresh(brought).occupation == "厨师"
    assert_exact()
