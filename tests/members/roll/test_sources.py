"""Where a value comes from is stored once for all that it speaks for, and read by each known."""

import json

import pytest
from django.db import connection

from members.models import Member
from members.roll.bulk import Newcomer, enter
from registry.access import Scope
from tests.factories.organisation import make_branch
from tests.factories.roll import TODAY, XIHU, make_member

pytestmark = pytest.mark.django_db
SURVEY = {"upload": 12, "line": 4, "channel": "village", "on": "2018-11-02"}
HAND = {"by": "王", "on": "2019-01-02"}


def stored(member: Member) -> dict[str, object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sources FROM members_member WHERE id = %s", [member.pk])
        return json.loads(cursor.fetchone()[0])


def store(member: Member, value: dict[str, object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE members_member SET sources = %s WHERE id = %s", [json.dumps(value), member.pk])


def test_a_source_stands_once_and_is_read_for_each_of_its_knowns():
    member = make_member()
    member.sources = {"origin": SURVEY, "dues": HAND, "contact": dict(reversed(SURVEY.items()))}
    member.save()
    assert stored(member) == {"origin contact": SURVEY, "dues": HAND}
    member.refresh_from_db()
    assert member.sources == {"origin": SURVEY, "contact": SURVEY, "dues": HAND}
    assert Member.objects.values_list("sources", flat=True).get() == member.sources


def test_rows_in_which_each_known_has_its_own_are_read_alike():
    member = make_member()
    store(member, {"origin": SURVEY, "contact": SURVEY})
    member.refresh_from_db()
    assert member.sources == {"origin": SURVEY, "contact": SURVEY}


def test_nobody_has_no_sources():
    member = make_member()
    store(member, {})
    member.refresh_from_db()
    assert member.sources == {}


def test_who_comes_with_a_file_has_its_source_for_all_that_is_known_of_him():
    origin = {"code": XIHU, "text": "西湖区", "township": None}
    people = [
        Newcomer("章文清", XIHU, SURVEY, knowns={"origin": origin, "occupation": {"text": "厨师", "category": ""}}),
        Newcomer("刘建国", XIHU, SURVEY),
    ]
    enter(newcomers=people, changes=[], scope=Scope.everywhere(), about=make_branch(), by=None, today=TODAY)
    known, unknown = Member.objects.order_by("pk")
    assert (stored(known), stored(unknown)) == ({"origin occupation": SURVEY}, {})
    assert known.sources == {"origin": SURVEY, "occupation": SURVEY}
