"""Deeds in words: labels for columns, names for keys, phones masked."""

import pytest

from registry.history.actions import record
from registry.history.verbs import Verb
from registry.history.wording import Change, in_words, masked_phone
from tests.factories.accounts import XIHU, make_user
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db


def worded(verb, before=None, after=None):
    [deed] = in_words([record(verb=verb, by=None, subjects=[], before=before, after=after)])
    return deed.changes


def test_a_choice_is_named():
    assert worded(Verb.BRANCH_CORRECTED, {"founding": "alone"}, {"founding": "jointly"}) == [
        Change("组建方式", "单独建", "联合建")
    ]


def test_a_key_is_named_by_the_object():
    branch = make_branch(name="西湖区驻京流动党支部")

    changes = worded(Verb.MEMBER_TRANSFERRED, {"branch": None}, {"branch": branch.pk})

    assert [(change.before, change.after) for change in changes] == [("", "西湖区驻京流动党支部")]


def test_a_place_is_named():
    user = make_user(name="胡敏")
    after = {"user": user.pk, "role": "auditor", "place": XIHU, "since": "2016-12-06", "until": None}

    assert [change.after for change in worded(Verb.ROLE_GRANTED, None, after)] == [
        "胡敏",
        "审计员（只读）",
        "南昌市西湖区",
        "2016年12月6日",
    ]


def test_dates_are_only_as_exact_as_they_were():
    changes = worded(Verb.MEMBER_CORRECTED, None, {"left_on": {"date": "2014-03", "precision": "month"}})

    assert [change.after for change in changes] == ["2014年3月"]


@pytest.mark.parametrize(
    ("after", "shown"),
    [
        ({"phone": "13800138005"}, "138****8005"),
        ({"contact": {"phones": ["13800138005"], "other": "微信"}}, "138****8005 · 微信"),
        ({"origin": {"code": XIHU, "text": "江西南昌西湖", "township": None}}, "南昌市西湖区 · 江西南昌西湖"),
        ({"totals": {"new": 12, "changed": 0, "doubtful": 3}}, "新增 12 · 存疑 3"),
        ({"filters": "q=%E4%B8%87&kind=formal"}, "q=万 · kind=formal"),
    ],
)
def test_a_value_of_several_parts_is_told_in_a_row(after, shown):
    assert [change.after for change in worded(Verb.MEMBER_CORRECTED, None, after)] == [shown]


def test_a_day_of_confirmation_is_the_memberships_where_the_branch_confirmed():
    [by_branch] = worded(Verb.MEMBER_CONFIRMED, None, {"confirmed_on": "2016-12-06"})
    [of_person] = worded(Verb.MEMBER_CORRECTED, None, {"confirmed_on": "2016-12-06"})

    assert by_branch.label != of_person.label


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13800138005", "138****8005"),
        ("+8613800138005", "+86*******8005"),
        ("6622334", "*****34"),
        ("12", "12"),
        ("", ""),
    ],
)
def test_masking(number, masked):
    assert masked_phone(number) == masked


def test_yes_no_and_nothing():
    assert worded(Verb.ACCOUNT_CHANGED, {"is_active": True}, {"is_active": False}) == [Change("有效", "是", "否")]
    assert worded(Verb.ACCOUNT_CHANGED, {"office": ""}, {"office": None}) == []


@pytest.mark.parametrize(
    ("verb", "after"),
    [
        (Verb.SURVEY_DECIDED, {"same": 1, "new": 2, "left": 3}),
        (Verb.SURVEY_ANSWERED, {"answers": 2, "lines": 5}),
        (Verb.SURVEY_ANSWERED, {"withdrawn": 1, "lines": 5}),
        (Verb.SURVEY_LINES_CORRECTED, {"lines": 1, "cells": 2}),
        (Verb.LEAD_CONFIRMED, {"line": 7}),
        (Verb.LEADS_ERASED, {"leads": 4}),
    ],
)
def test_what_was_done_with_the_lines_of_a_file_is_said_in_words(verb, after):
    labels = [change.label for change in worded(verb, {}, after)]
    assert len(labels) == len(after)
    assert [label for label in labels if label.isascii()] == []
