"""Choices ticked in one cell: the one that is ticked, none, or nobody can say."""

import datetime

import pytest

from members.surveys.values.dues import parse_dues
from members.surveys.values.faults import NOTHING, UNKNOWN
from members.surveys.values.kinds import parse_kind, parse_whether_member
from members.surveys.values.text import plain
from members.surveys.values.ticks import ticked
from members.surveys.values.yes_no import yes_or_no

TODAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("written", "chosen"),
    [
        *(("☑正式 □预备", "正式"), ("□正式 ☑预备", "预备"), ("正式□ 预备☑", "预备"), ("正式■预备□", "正式")),
        *(("正式√ 预备", "正式"), ("正式 √预备", "预备"), ("√正式 预备", "正式"), ("正式 预备√", "预备")),
        *(("正式（√）预备（ ）", "正式"), ("正式（  ） 预备（ √ ）", "预备"), ("[√]正式 [ ]预备", "正式")),
        *(("●已交 ○未交", "已交"), ("○已交 ●未交", "未交"), ("正式√ 预备×", "正式"), ("正式×　预备✔", "预备")),
        *(("党费：□已交 ☑未交", "未交"), ("1.□正式 2.☑预备", "预备"), ("□√已交 □未交", "已交")),
        *(("已交√/未交", "已交"), ("已交、√未交", "未交"), ("√正式", "正式"), ("正式 (√)", "正式")),
        *(("□已缴 ☑未缴：3个月", "未缴:3个月"), ("已交（√） 未交（）", "已交")),
    ],
)
def test_one_is_ticked(written, chosen):
    assert ticked(plain(written)) == chosen


@pytest.mark.parametrize("written", ["□正式 □预备", "正式□预备□", "正式（ ）预备（ ）", "□", "□□"])
def test_none_is_ticked(written):
    assert ticked(plain(written)) == ""


@pytest.mark.parametrize(
    "written",
    ["☑正式☑预备", "正式√预备", "正式 √ 预备", "□已交√ □未交", "正式√ 预备√", "☑ □", "√√", "正式□ 预备", "☑正式 预备□"],
)
def test_nobody_can_say_which(written):
    assert ticked(plain(written)) is None
    assert [fault.code for fault in parse_kind(written).faults] == ["unknown_value"]
    assert [(fault.code, fault.level) for fault in parse_dues(written, today=TODAY).faults] == [
        ("unknown_value", "warning")
    ]


@pytest.mark.parametrize("written", ["二○一六年六月", "正式党员", "2016×3", "是○否"])
def test_other_texts_stay_as_they_are(written):
    assert ticked(written) == written


@pytest.mark.parametrize("written", ["√", "☑", "✔", "●", "（√）"])
def test_a_tick_alone_is_a_tick(written):
    assert ticked(plain(written)) == "√"
    assert yes_or_no(plain(written)) is True


def test_the_kind_and_the_dues_that_are_ticked():
    assert parse_kind("正式□ 预备☑") == ("probationary", ())
    assert parse_kind("正式（ ）预备（ ）") == NOTHING
    assert parse_dues("已交√ 未交", today=TODAY) == ({"state": "paid", "paid_to": None}, ())
    assert parse_dues("☑已缴至2016年6月 □未缴", today=TODAY).value == {"state": "paid", "paid_to": "2016-06"}


@pytest.mark.parametrize("written", ["已交未交", "已缴/未缴", "已交 未交", "√已交未交", "已缴、未缴"])
def test_dues_that_nobody_chose_are_asked(written):
    parsed = parse_dues(written, today=TODAY)
    assert parsed.value is UNKNOWN
    assert [fault.code for fault in parsed.faults] == ["unknown_value"]


@pytest.mark.parametrize(("written", "faults"), [("☑是 □否", []), ("是√ 否", []), ("是□否☑", ["not_a_member"])])
def test_whether_he_is_a_member_is_ticked(written, faults):
    assert [fault.code for fault in parse_whether_member(written).faults] == faults
