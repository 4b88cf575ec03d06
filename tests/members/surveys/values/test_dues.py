"""How dues stand, in the words of offices beyond those of the corpus."""

import datetime

import pytest

from members.surveys.values.dates import NO_HINTS
from members.surveys.values.dues import parse_dues, parse_paid_to
from members.surveys.values.faults import UNKNOWN

TODAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "state", "paid_to"),
    [
        ("交清至2016年12月", "paid", "2016-12"),
        ("已交清至2016年12月", "paid", "2016-12"),
        ("缴齐至2016.6", "paid", "2016-06"),
        ("已交清党费至2016年12月", "paid", "2016-12"),
        ("交清", "paid", None),
        ("已上交", "paid", None),
        ("党费已上交", "paid", None),
        ("已按月上交", "paid", None),
        ("已上交至2016年6月", "paid", "2016-06"),
        ("已补缴", "paid", None),
        ("已补交", "paid", None),
        ("已补缴至2016年6月", "paid", "2016-06"),
        ("已补缴2015年欠费", "paid", None),
        ("已补缴一部分，尚欠2个月", "unpaid", None),
        ("未上交", "unpaid", None),
        ("未补缴", "unpaid", None),
        ("没有上交", "unpaid", None),
        ("已上交原支部", "paid_at_origin", None),
        ("交到村里", "paid_at_origin", None),
        ("在村交", "paid_at_origin", None),
        ("已经缴纳", "paid", None),
        ("已由支部代缴", "paid", None),
        ("已通过微信缴纳", "paid", None),
        ("按规定缴纳", "paid", None),
        ("每月缴纳", "paid", None),
        ("能及时足额缴纳党费", "paid", None),
        ("自觉缴纳", "paid", None),
        ("预交至2016年12月", "paid", "2016-12"),
        ("收至2016年6月", "paid", "2016-06"),
        ("缴费至2016年6月", "paid", "2016-06"),
        ("党费缴至：2016年6月", "paid", "2016-06"),
        ("2016年缴至9月", "paid", "2016-09"),
        ("2016年已缴至2016年9月", "paid", "2016-09"),
        ("缴至2016年底，之后未交", "unpaid", "2016-12"),
        ("已缴至2016年6月（欠7-12月）", "unpaid", "2016-06"),
        ("2016年全年已缴", "paid", "2016-12"),
        ("2016年上半年已交", "paid", "2016-06"),
        ("2016年第三季度已交", "paid", "2016-09"),
        ("欠缴2016年1-6月", "unpaid", None),
        ("2016年上半年未交", "unpaid", None),
        ("欠缴至2016年6月", "unpaid", None),
        ("没有按时缴纳", "unpaid", None),
        ("没按时交", "unpaid", None),
        ("未能按时缴纳", "unpaid", None),
        ("未按月足额缴纳", "unpaid", None),
        ("免收党费", "exempt", None),
        ("不存在欠缴", "paid", None),
        ("未出现欠缴", "paid", None),
        ("全额缴纳", "paid", None),
        ("■已缴 □未缴", "paid", None),
        ("□已缴 ☑未缴", "unpaid", None),
        ("☑ 免缴□已缴", "exempt", None),
        ("交至2016/12", "paid", "2016-12"),
        ("不存在欠费情况", "paid", None),
        ("未有拖欠", "paid", None),
        ("欠费：无", "paid", None),
        ("欠费0元", "paid", None),
        ("欠0.5元", "unpaid", None),
        ("欠费无力缴纳", "unpaid", None),
        ("不需要缴纳", "exempt", None),
        ("无须缴纳", "exempt", None),
        ("不必缴", "exempt", None),
    ],
)
def test_words_of_offices(text, state, paid_to):
    assert parse_dues(text, today=TODAY).value == {"state": state, "paid_to": paid_to}


@pytest.mark.parametrize(
    "text",
    [
        "未减免",
        "不享受减免",
        "已交/未交",
        "未缴/已缴",
        "需补缴",
        "应补交3个月",
        "上交",
        "每月交20元",
        "不能主动缴纳",
        "不及时缴纳",
        "预交",
        "收到",
    ],
)
def test_what_does_not_say_whether_it_was_paid_is_asked(text):
    assert [fault.code for fault in parse_dues(text, today=TODAY).faults] == ["unknown_value"]


@pytest.mark.parametrize(
    ("text", "state", "paid_to"),
    [
        ("己交", "paid", None),
        ("已收缴", "paid", None),
        ("收齐", "paid", None),
        ("全交", "paid", None),
        ("流入地缴纳", "paid", None),
        ("在京支部交", "paid", None),
        ("2016年1-6月已交", "paid", "2016-06"),
        ("截止2016年6月已缴清", "paid", "2016-06"),
        ("缴至2026年12月", "paid", "2026-12"),
        ("未收缴", "unpaid", None),
        ("未在京缴纳", "unpaid", None),
        ("没收", "unpaid", None),
        ("无欠费", "paid", None),
        ("没有拖欠", "paid", None),
        ("从不欠费", "paid", None),
        ("党费不欠", "paid", None),
        ("无欠缴现象", "paid", None),
        ("无故拖欠", "unpaid", None),
        ("2015年不欠，2016年欠3个月", "unpaid", None),
        ("缴至2016年6月，之后未缴", "unpaid", "2016-06"),
        ("欠费，已补缴", "paid", None),
        ("按时", "paid", None),
        ("拒交", "unpaid", None),
        ("减交", "exempt", None),
        ("在家缴纳", "paid_at_origin", None),
        ("村支部交", "paid_at_origin", None),
    ],
)
def test_more_words_of_offices(text, state, paid_to):
    assert parse_dues(text, today=TODAY).value == {"state": state, "paid_to": paid_to}


@pytest.mark.parametrize(
    "text",
    [
        "部分已交",
        "交了一半",
        "正在补交",
        "预缴全年",
        "未全交",
        "基本缴清",
        "不能按时缴纳",
        "2015年未交，2016年已交",
        "60元",
        "家人代缴",
        "无",
    ],
)
def test_what_is_neither_paid_nor_unpaid_is_asked(text):
    parsed = parse_dues(text, today=TODAY)
    assert parsed.value is UNKNOWN
    assert [(fault.code, fault.level, fault.proposal) for fault in parsed.faults] == [
        ("unknown_value", "warning", None)
    ]


@pytest.mark.parametrize("text", ["2016年6月", "2016.6", "201606", "截至2016年6月", "2016年1月至6月", "2016.1-2016.6"])
def test_a_month_alone_is_proposed_as_the_month_paid_up_to(text):
    assert parse_dues(text, today=TODAY).faults[0].proposal == {"state": "paid", "paid_to": "2016-06"}


@pytest.mark.parametrize(
    ("text", "paid_to"),
    [
        ("2016.1-6", "2016-06"),
        ("至2016.6", "2016-06"),
        ("2016年1-12月", "2016-12"),
        ("2016年底", "2016-12"),
        ("2016年全年", "2016-12"),
        ("2016年6月止", "2016-06"),
        ("2016年第二季度", "2016-06"),
        ("2026.12", "2026-12"),
    ],
)
def test_a_period_in_the_column_of_the_month_counts_to_its_end(text, paid_to):
    assert parse_paid_to(text, today=TODAY, hints=NO_HINTS).value == {"state": "paid", "paid_to": paid_to}


def test_a_choice_that_nobody_made_says_nothing():
    assert parse_dues("□已缴 □未缴", today=TODAY) == (UNKNOWN, ())


def test_no_month_paid_up_to_is_no_exemption():
    parsed = parse_paid_to("无", today=TODAY, hints=NO_HINTS)
    assert parsed.value is UNKNOWN
    assert [fault.code for fault in parsed.faults] == ["unknown_value"]


def test_the_next_year_is_no_month_paid_up_to():
    assert [f.code for f in parse_paid_to("2027.6", today=TODAY, hints=NO_HINTS).faults] == ["future_date"]
