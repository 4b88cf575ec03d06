"""How dues stand, in the words of offices beyond those of the corpus."""

import datetime

import pytest

from members.surveys.values.dues import parse_dues

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
        ("已上交原支部", "paid", None),
    ],
)
def test_words_of_offices(text, state, paid_to):
    assert parse_dues(text, today=TODAY).value == {"state": state, "paid_to": paid_to}


@pytest.mark.parametrize("text", ["需补缴", "应补交3个月", "上交"])
def test_what_does_not_say_whether_it_was_paid_is_asked(text):
    assert [fault.code for fault in parse_dues(text, today=TODAY).faults] == ["unknown_value"]
