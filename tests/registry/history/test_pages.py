"""The history as auditors read it: only their part of the tree, in words."""

import datetime

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from registry.accounts.actions import change_account
from registry.history.actions import Subject, record
from registry.history.forms import DeedFilter
from registry.history.models import Deed
from registry.history.verbs import Verb
from registry.history.views import NEWEST_FIRST
from tests.factories.accounts import GANZHOU, JIANGXI, NANCHANG, XIHU, make_user, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor():
    return signed_in(make_user("auditor", role="auditor", place=NANCHANG))


def deed_at(place, *, reason, verb=Verb.ACCOUNT_CHANGED, by=None):
    about = Subject("registry.user", 0, place and place * 1000)
    return record(verb=verb, by=by, subjects=[about], reason=reason, before={"office": "旧"}, after={"office": "新"})


def shown(client, query=""):
    answer = client.get(f"/history/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_auditor_reads_his_own_part_of_the_tree_and_no_more(auditor):
    for place, reason in [
        (XIHU, "in Xihu"),
        (GANZHOU, "in Ganzhou"),
        (JIANGXI, "of the province"),
        (None, "of nowhere"),
    ]:
        deed_at(place, reason=reason)

    page = shown(auditor)

    assert [reason in page for reason in ("in Xihu", "in Ganzhou", "of the province", "of nowhere")] == [
        True,
        False,
        False,
        False,
    ]


def test_nothing_outside_is_found_by_asking_for_it(auditor):
    deed = deed_at(GANZHOU, reason="in Ganzhou")
    subject = deed.subjects.get()

    assert "没有符合条件的记录" in shown(auditor, f"?kind={subject.kind}&key={subject.key}")


@pytest.mark.parametrize("role", ["prefecture_officer", "county_officer", "branch_secretary"])
def test_who_does_not_audit_does_not_read_it(role):
    assert signed_in(make_user(role=role, place=NANCHANG)).get("/history/").status_code == 403


def test_an_export_is_found_where_the_account_belongs(auditor):
    humin = make_user("humin", role="county_officer", place=XIHU)
    record(verb=Verb.MEMBERS_EXPORTED, by=humin, subjects=[], after={"rows": 1204})

    page = shown(auditor, "?verb=members.exported")

    assert "Humin" in page
    assert "1204" in page


def test_it_is_filtered_by_what_who_and_day(auditor):
    humin = make_user("humin", name="胡敏")
    deed_at(XIHU, reason="reason one", by=humin)
    deed_at(XIHU, reason="reason two", verb=Verb.ROLE_ENDED)
    today = timezone.localdate()
    tomorrow = today + datetime.timedelta(days=1)

    def found(query):
        page = shown(auditor, query)
        return [reason for reason in ("reason one", "reason two") if reason in page]

    assert found("?verb=role.ended") == ["reason two"]
    assert found("?by=胡") == ["reason one"]
    assert found(f"?since={today}&until={today}") == ["reason one", "reason two"]
    assert found(f"?since={tomorrow}") == []
    assert found("?since=yesterday") == ["reason one", "reason two"]


def test_whoever_was_renamed_is_found_by_either_name(auditor):
    humin, other = make_user("humin", name="胡敏"), make_user("wanli", name="万里")
    deed_at(XIHU, reason="reason one", by=humin)
    humin = change_account(humin, name="胡敏之", office="", is_active=True, by=other)
    deed_at(XIHU, reason="reason two", by=humin)
    humin = change_account(humin, name="陈敏", office="", is_active=True, by=other)
    deed_at(XIHU, reason="reason three", by=other)

    for name, found in [("胡敏", True), ("陈敏", True), ("humin", True), ("万", False)]:
        page = shown(auditor, f"?by={name}")
        assert [reason in page for reason in ("reason one", "reason two", "reason three")] == [
            found,
            found,
            not found,
        ], name


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ("", "deed_in_order"),
        ("since=2016-12-06&until=2016-12-31", "deed_in_order"),
        ("verb=members.exported", "deed_verb"),
        ("verb=members.exported&until=2016-12-31", "deed_verb"),
        ("by=humin", "deed_by"),
        ("by=humin&since=2016-12-06", "deed_by"),
    ],
)
def test_what_is_asked_for_is_read_by_an_index_in_its_order(asked, index):
    make_user("humin")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which else would rather read the few rows of a test
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")

    plan = DeedFilter(QueryDict(asked)).narrow(Deed.objects.all()).order_by(*NEWEST_FIRST)[:51].explain()

    assert index in plan
    assert not any(word in plan.upper() for word in ("SORT", "TEMP B-TREE"))


def test_values_are_shown_in_words_before_and_after(auditor):
    deed_at(XIHU, reason="moved")

    page = shown(auditor)

    assert "<dt>单位</dt>" in page
    assert "<del>旧</del>" in page
    assert "<ins>新</ins>" in page


def test_pages_lead_on_to_the_beginning(auditor):
    for number in range(60):
        deed_at(XIHU, reason=f"reason {number}.")

    first = auditor.get("/history/")
    second = shown(auditor, f"?after={first.context['page'].next}")

    assert "reason 59." in first.content.decode()
    assert ("reason 9." in second, "reason 10." in second) == (True, False)


def test_it_asks_the_database_as_often_for_many_deeds_as_for_one(auditor):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            shown(auditor)
        return len(caught)

    humin = make_user("humin")
    record(
        verb=Verb.ACCOUNT_CHANGED,
        by=humin,
        subjects=[Subject("registry.user", humin.pk, XIHU * 1000)],
        after={"name": "x"},
    )
    one = queries()
    for number in range(40):
        user = make_user(f"user{number}")
        about = [Subject("registry.user", user.pk, XIHU * 1000)]
        record(verb=Verb.ACCOUNT_CHANGED, by=humin, subjects=about, after={"name": "x"})

    assert queries() == one <= 10
    assert Deed.objects.count() == 41
