"""Columns without a source of their own (kind, employer, days, card, note): a survey replaces them unless a newer or nearer word stands."""

import datetime

import pytest

from members.models import Member, Upload
from members.roll import actions as roll
from tests.factories.roll import make_member
from tests.factories.surveys import TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db

HEADER = "姓名,联系电话,流出地,人员类别,工作单位"
LAST_YEAR = datetime.date(2025, 11, 1)


def file(kind: str = "", employer: str = "", *, on: datetime.date = TODAY, channel: str = "county") -> Upload:
    row = f"张三,13800138005,西湖区,{kind},{employer}"
    return make_upload(make_csv(row, header=HEADER), collected_on=on, channel=channel)


def faults(upload: Upload) -> list[tuple[str, str]]:
    return [(fault["field"], fault["code"]) for fault in upload.rows.get(line=2).faults]


def test_last_years_file_makes_nobody_probationary_again():
    apply(file("预备党员", "甲公司", on=LAST_YEAR))
    apply(file("正式党员", "乙公司"))
    again = file("预备党员", "甲公司", on=LAST_YEAR)
    assert (again.rows.get(line=2).verdict, sorted(faults(again))) == (
        "unchanged",
        [("employer", "older_survey"), ("kind", "older_survey")],
    )


def test_an_older_survey_fills_in_what_nobody_said():
    apply(file("正式党员"))
    apply(file("正式党员", "甲公司", on=LAST_YEAR))
    assert Member.objects.get().employer == "甲公司"


def test_a_newer_survey_replaces():
    apply(file("预备党员", on=LAST_YEAR))
    apply(file("正式党员"))
    assert Member.objects.get().kind == "formal"


@pytest.mark.parametrize(
    ("first", "second", "employer"), [("village", "county", "甲公司"), ("county", "village", "乙公司")]
)
def test_of_one_day_the_nearer_survey_is_right(first, second, employer):
    apply(file(employer="甲公司", channel=first))
    apply(file(employer="乙公司", channel=second))
    assert Member.objects.get().employer == employer


def test_what_was_set_by_hand_since_stands_when_the_same_file_comes_again():
    apply(file(employer="甲公司"))
    member = Member.objects.get()
    roll.correct(member=member, changes={"employer": "乙公司"}, version=member.version, by=None, today=TODAY)
    assert faults(file(employer="甲公司")) == [("employer", "older_survey")]


def test_who_came_by_hand_is_changed_by_any_survey():
    member = make_member(name="张三", phone="13800138005", fields={"employer": "甲公司"})
    apply(file(employer="乙公司", on=LAST_YEAR))
    member.refresh_from_db()
    assert member.employer == "乙公司"
