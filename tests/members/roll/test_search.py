"""The search of the site finds a person by whatever an office has of him."""

import pytest
from django.db import connection

from members.models import Member
from members.roll import search
from tests.factories.roll import DONGHU, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def people(standing):
    return {
        "单": make_member(name="单小红", phone="13800138005", fields={"card_no": "36010042"}),
        "张": make_member(name="張三豐", origin=DONGHU, phone="13900139006"),
        "阿": make_member(
            name="阿不都·热合曼", knowns={"contact": {"phones": ["13600136007", "01086812345"], "other": ""}}
        ),
        "Anna": make_member(name="Anna Li", origin=DONGHU),
        "㛃": make_member(name="李㛃", origin=DONGHU),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("单小红", ["单"]),
        ("小", ["单"]),
        ("红", ["单"]),
        (" 小 红 ", ["单"]),
        ("三丰", ["张"]),
        ("三豐", ["张"]),
        ("热合曼", ["阿"]),
        ("曼", ["阿"]),
        ("都·热", ["阿"]),
        ("㛃", ["㛃"]),
        ("shanxiao", ["单"]),
        ("Shan Xiaohong", ["单"]),
        ("sxh", ["单"]),
        ("zsf", ["张"]),
        ("anna", ["Anna"]),
        ("Li", ["Anna", "㛃"]),
        ("annali", ["Anna"]),
        ("13800138005", ["单"]),
        ("138 0013 8005", ["单"]),
        ("01086812345", ["阿"]),
        ("010-86812345", ["阿"]),
        ("36010042", ["单"]),
        ("1380013", []),
        ("单小红的", []),
        ("%", []),
        ("·", ["阿"]),
        ("", ["单", "张", "阿", "Anna", "㛃"]),
    ],
)
def test_what_finds_whom(people, text, expected):
    found = search.found(Member.objects.all(), text).order_by("pk")
    assert list(found) == [people[key] for key in expected]


def test_a_members_number_in_any_spelling(people):
    member = people["张"]
    for text in (member.number, member.number.lower(), str(member.pk), f"M{member.pk}"):
        assert list(search.found(Member.objects.all(), text)) == [member]


def test_a_number_too_large_for_the_database_finds_nobody(people):
    assert list(search.found(Member.objects.all(), "9" * 19)) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is asked in test_finding")
def test_a_name_is_searched_for_by_index(people):
    """Whatever the collation of the database: every part of the condition is a range of an index, or the few long names."""
    with connection.cursor() as cursor:
        # So few rows are read faster one by one; what is asked is whether the indexes can answer at all.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    plan = search.found(Member.objects.order_by(), "小红").explain()
    for index in (
        "member_name_from_1",
        "member_name_from_2",
        "member_name_from_3",
        "member_name_from_4",
        "member_long_name",
    ):
        assert index in plan
