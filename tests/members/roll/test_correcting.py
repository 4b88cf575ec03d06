"""What is known of a member is corrected by hand, and chosen among what several sources say."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from members.models import Member, OtherValue
from members.roll import actions
from members.roll.changes import fingerprints
from members.roll.identity import identity_digest
from members.roll.known_values import UNKNOWN, value_of
from members.roll.tallies import differences
from registry.history.models import Deed
from registry.objections import Override
from tests.factories.organisation import make_branch
from tests.factories.roll import (
    DONGHU,
    TODAY,
    XIHU,
    ZHANGGONG,
    identity_number,
    make_member,
    make_officer,
    make_other_value,
)
from tests.sayings import codes

pytestmark = pytest.mark.django_db
COOK = {"text": "厨师", "category": ""}
DRIVER = {"text": "司机", "category": ""}


def correct(member, **changes):
    return actions.correct(member=member, changes=changes, version=member.version, by=None, today=TODAY)


def test_a_known_gets_its_value_its_state_and_its_source():
    officer = make_officer(name="章书平")
    member = make_member()
    member = actions.correct(
        member=member,
        changes={"left_on": {"date": "2014-03", "precision": "month"}, "occupation": None},
        version=1,
        by=officer,
        today=TODAY,
    )
    assert (member.left_on, member.left_on_precision, member.left_on_state) == (
        datetime.date(2014, 3, 1),
        "month",
        "known",
    )
    assert (member.occupation, member.occupation_state) == ("", "none")
    assert member.sources["occupation"] == {"by": "章书平", "on": "2026-11-24"}
    assert Member.objects.get().knowns == 3
    assert list(differences()) == []


def test_what_is_so_already_is_not_written():
    member = make_member(knowns={"occupation": COOK})
    deeds = Deed.objects.count()
    assert correct(member, occupation=COOK, note="").version == 1
    assert Deed.objects.count() == deeds


def test_a_name_is_found_by_its_new_reading():
    member = correct(make_member(), name="單　小紅")
    assert (member.name, member.match_name, member.pinyin, member.initials) == (
        "單小紅",
        "单小红",
        "shanxiaohong",
        "sxh",
    )


def test_what_a_survey_said_stays_beside_what_the_office_says():
    member = make_member(knowns={"occupation": COOK})
    survey = {"upload": 3, "line": 7, "channel": "village", "on": "2016-11-02"}
    Member.objects.update(sources={"occupation": survey})
    member.refresh_from_db()

    correct(member, occupation=DRIVER)
    assert list(OtherValue.objects.values_list("known", "value", "source")) == [("occupation", COOK, survey)]


def test_a_slip_of_the_office_leaves_no_contradiction():
    correct(make_member(knowns={"occupation": COOK}), occupation=DRIVER)
    assert list(OtherValue.objects.all()) == []


def test_choosing_another_source_keeps_the_first_one_beside():
    member = make_member(knowns={"occupation": COOK})
    other = make_other_value(member, "occupation", DRIVER)
    member = actions.choose(other=other, version=member.version, by=make_officer(name="章书平"), today=TODAY)

    assert value_of(member, "occupation") == DRIVER
    assert member.sources["occupation"] == other.source | {"chosen_by": "章书平", "chosen_on": "2026-11-24"}
    assert list(member.other_values.values_list("value", flat=True).order_by("pk")) == [DRIVER, COOK]


def test_choosing_back_and_forth_adds_nothing_twice():
    member = make_member(knowns={"occupation": COOK})
    first = make_other_value(member, "occupation", DRIVER)
    member = actions.choose(other=first, version=member.version, by=None, today=TODAY)
    second = member.other_values.exclude(pk=first.pk).get()
    member = actions.choose(other=second, version=member.version, by=None, today=TODAY)
    assert value_of(member, "occupation") == COOK
    assert member.other_values.count() == 2


def test_the_origin_answers_for_the_member_and_moves_the_figures():
    member = correct(make_member(origin=None, home=XIHU), origin={"code": DONGHU, "text": "", "township": None})
    assert (member.origin_id, member.home) == (DONGHU, DONGHU)
    member = correct(member, origin=UNKNOWN)
    assert (member.origin_id, member.home) == (None, DONGHU)
    assert list(differences()) == []


def test_the_origin_is_a_county_of_today():
    with pytest.raises(ValidationError) as error:
        correct(make_member(), origin={"code": 361121, "text": "上饶县", "township": None})
    assert codes(error) == ["place_has_ended"]


def test_the_township_lies_in_the_county():
    with pytest.raises(ValidationError) as error:
        correct(make_member(), origin={"code": XIHU, "text": "", "township": 360102001})
    assert codes(error) == ["township_elsewhere"]


def test_nobody_gives_a_member_away_to_where_he_may_not_act():
    officer = make_officer("county_officer", XIHU)
    member = make_member()
    with pytest.raises(ValidationError) as error:
        actions.correct(
            member=member,
            changes={"origin": {"code": ZHANGGONG, "text": "", "township": None}},
            version=1,
            by=officer,
            today=TODAY,
        )
    assert codes(error) == ["outside_scope"]
    assert Member.objects.get().home == XIHU


def test_days_of_joining_are_held_against_the_table_and_can_be_overridden():
    member = make_member()
    day = datetime.date(2010, 7, 1)
    changes = {"joined_on": day, "joined_on_precision": "day", "confirmed_on": day, "confirmed_on_precision": "day"}
    with pytest.raises(ValidationError) as error:
        correct(member, **changes)
    assert codes(error) == ["probation_missing"]

    override = Override(reason="档案如此", document_no="赣组〔2011〕5号")
    actions.correct(member=member, changes=changes, version=1, by=None, today=TODAY, override=override)
    assert Deed.objects.about(member).first().reason == "档案如此"


def test_two_corrections_of_different_fields_go_together():
    member = make_member(knowns={"occupation": COOK})
    seen = fingerprints(member, ["occupation", "employer", "note"])
    correct(member, employer="江西商会")
    merged = actions.correct(member=member, changes={"note": "常住丰台"}, version=1, seen=seen, by=None, today=TODAY)
    assert (merged.employer, merged.note, merged.version) == ("江西商会", "常住丰台", 3)


def test_two_corrections_of_the_same_field_are_a_conflict_named_by_field():
    member = make_member(knowns={"occupation": COOK})
    seen = fingerprints(member, ["occupation", "note"])
    correct(member, occupation=DRIVER)
    with pytest.raises(ValidationError) as error:
        actions.correct(
            member=member,
            changes={"occupation": None, "note": "常住丰台"},
            version=1,
            seen=seen,
            by=None,
            today=TODAY,
        )
    assert [(name, each[0].code) for name, each in error.value.error_dict.items()] == [("occupation", "conflict")]
    assert Member.objects.get().note == ""


def test_what_both_wrote_alike_is_no_conflict():
    member = make_member()
    seen = fingerprints(member, ["occupation"])
    correct(member, occupation=DRIVER)
    again = actions.correct(member=member, changes={"occupation": DRIVER}, version=1, seen=seen, by=None, today=TODAY)
    assert again.version == 2


def test_the_history_tells_no_phone_and_no_identity():
    digest = identity_digest(identity_number(17))
    member = correct(
        make_member(phone="13800138005"),
        contact={"phones": ["13900139006"], "other": "微信 zhang-wen-qing"},
        identity_digest=digest,
    )
    deed = Deed.objects.about(member).first()
    assert deed.before == {"contact": {"phones": ["138****8005"], "other": ""}, "identity_digest": False}
    assert deed.after == {
        "contact": {"phones": ["139****9006"], "other": "微信 **********qing"},
        "identity_digest": True,
    }


def test_looking_at_a_contact_is_written_down():
    member = make_member(phone="13800138005")
    officer = make_officer()
    assert actions.reveal_contact(member=member, by=officer) == ["13800138005"]
    deed = Deed.objects.about(member).first()
    assert (deed.verb, deed.by, deed.after) == ("member.contact_revealed", officer, {})


def test_the_formal_organisation_is_changed_only_by_something_new():
    member = make_member(formal_branch="西湖区朝阳洲街道党支部")
    county = member.origin
    with pytest.raises(ValidationError) as error:
        actions.change_home(
            member=member,
            formal_branch="西湖区朝阳洲街道党支部 ",
            county=county,
            since=None,
            version=1,
            by=None,
            today=TODAY,
        )
    assert codes(error) == ["unchanged"]


def test_a_correction_of_somebody_in_a_branch_moves_the_branchs_figures():
    branch = make_branch()
    member = make_member(branch=branch)
    correct(member, kind="formal", dues={"state": "paid", "paid_to": "2016-06"})
    assert list(differences()) == []
