"""Several phones may reach one person: they add up, that of the newest survey first. Of another way there is one."""

import datetime

import pytest

from members.models import Member, OtherValue
from members.roll import actions as roll
from members.surveys import actions
from tests.factories.roll import identity_number
from tests.factories.surveys import TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db

IDENTITY = identity_number(1)
LAST_YEAR, IN_SPRING = datetime.date(2025, 11, 1), datetime.date(2026, 4, 1)


def file(contact: str, on: datetime.date = TODAY):
    """Whose identity number is always the same."""
    return make_upload(
        make_csv(f"张三,{contact},西湖区,{IDENTITY}", header="姓名,联系电话,流出地,身份证号"), collected_on=on
    )


def contact() -> tuple[list[str], str, str]:
    """His phones, the other way, and the day of the survey they are of."""
    member = Member.objects.get()
    return member.phones, member.contact_other, member.sources["contact"]["on"]


def test_an_older_survey_adds_its_phone_behind_the_newer_one():
    apply(file("13800138001"))
    later = apply(file("13800138002", LAST_YEAR))
    assert contact() == (["13800138001", "13800138002"], "", TODAY.isoformat())
    assert file("13800138002", LAST_YEAR).totals["unchanged"] == 1
    actions.undo(upload=later, by=None, today=TODAY)
    assert contact() == (["13800138001"], "", TODAY.isoformat())


def test_a_survey_in_between_does_not_come_first_because_an_older_one_came_before_it():
    for phone, on in (("13800138001", TODAY), ("13800138002", LAST_YEAR), ("13800138003", IN_SPRING)):
        apply(file(phone, on))
    assert contact() == (["13800138001", "13800138002", "13800138003"], "", TODAY.isoformat())


def test_a_newer_survey_comes_first():
    apply(file("13800138001", LAST_YEAR))
    apply(file("13800138002"))
    assert contact() == (["13800138002", "13800138001"], "", TODAY.isoformat())


def test_an_older_survey_turns_no_order_round():
    apply(file("13800138001"))
    apply(file("13800138002、13800138001", LAST_YEAR))
    assert contact() == (["13800138001", "13800138002"], "", TODAY.isoformat())


def test_the_phone_set_by_hand_stays_the_first():
    apply(file("13800138001"))
    member = Member.objects.get()
    changes = {"contact": {"phones": ["13800138002"], "other": ""}}
    roll.correct(member=member, changes=changes, version=member.version, by=None, today=TODAY)
    apply(file("13800138001"))
    assert contact() == (["13800138002", "13800138001"], "", TODAY.isoformat())


@pytest.mark.parametrize(("first", "second"), [(TODAY, LAST_YEAR), (LAST_YEAR, TODAY)])
def test_of_two_other_ways_the_newer_is_chosen_and_the_older_stays_beside_it(first, second):
    words = {TODAY: "微信 zhangsan", LAST_YEAR: "微信 zhang_san"}
    apply(file(words[first], first))
    apply(file(words[second], second))
    assert contact() == ([], "微信 zhangsan", TODAY.isoformat())
    beside = OtherValue.objects.get()
    assert (beside.value, beside.source["on"]) == ({"phones": [], "other": "微信 zhang_san"}, LAST_YEAR.isoformat())
    assert file(words[second], second).totals["unchanged"] == 1


NINE = [f"1380013800{n}" for n in range(9)]  # as many as are kept of one person


def test_what_finds_no_room_behind_a_newer_phone_stays_beside_it():
    apply(file("、".join(NINE), LAST_YEAR))
    apply(file("13900139003"))
    assert contact() == (["13900139003", *NINE[:8]], "", TODAY.isoformat())
    assert OtherValue.objects.get().value["phones"] == NINE
    assert file("13900139003").totals["unchanged"] == 1


def test_an_older_phone_that_finds_no_room_stays_beside_the_newer_ones():
    apply(file("、".join(NINE)))
    apply(file("13900139003", LAST_YEAR))
    assert contact() == (NINE, "", TODAY.isoformat())
    assert OtherValue.objects.get().value["phones"] == ["13900139003"]
    assert file("13900139003", LAST_YEAR).totals["unchanged"] == 1
