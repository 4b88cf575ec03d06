"""A file is taken back or discarded: first a page says what that does, then it is done, and the history knows why."""

import os
import pty
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from members.models import Member
from members.surveys.ending import Discarding, TakingBack, discarding, taking_back
from members.surveys.waiting.corrections import correct
from members.surveys.waiting.decisions import Choice, decide
from registry.models import Deed
from tests.factories.accounts import make_user, signed_in
from tests.factories.roll import make_member
from tests.factories.surveys import NANCHANG, TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db

HEADER = "姓名,联系电话,流出地,从事职业"
LINES = (
    "张三,13800138005,西湖区,厨师",
    "李四,13800138006,西湖区,厨师",
    "王五,13800138007,西湖区,厨师",
    ",13800138008,西湖区,",
)


@pytest.fixture
def clerk():
    return signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))


@pytest.fixture
def planned():
    make_member(name="王五", phone="13800138007")
    return make_upload(make_csv(*LINES, header=HEADER))


@pytest.fixture
def applied(planned):
    """Two were entered, of whom one was changed since; one was changed, and one line waits."""
    upload = apply(planned)
    later = make_upload(make_csv("李四,13800138006,西湖区,保安", header=HEADER))
    apply(later)
    return upload


def page_of(clerk, name, upload):
    return clerk.get(reverse(f"surveys:{name}", args=[upload.pk]))


def test_taking_back_says_who_leaves_whose_values_return_and_who_stays(clerk, applied):
    told = TakingBack(leave=1, return_=1, kept=1, leads=0, waiting=1)
    assert (taking_back(applied), page_of(clerk, "undo", applied).context["told"]) == (told, told)
    applied.refresh_from_db()
    assert (applied.state, Member.objects.count()) == ("applied", 3)  # nothing is done by looking

    clerk.post(reverse("surveys:undo", args=[applied.pk]), {"reason": "传错了文件"})
    applied.refresh_from_db()
    assert (applied.state, sorted(Member.objects.values_list("name", flat=True))) == ("undone", ["李四", "王五"])
    assert len(applied.facts["kept"]) == told.kept
    assert Deed.objects.filter(verb="survey.undone").get().reason == "传错了文件"


def test_leads_go_with_the_file(clerk):
    upload = apply(make_upload(make_csv(*LINES[:2], header=HEADER), channel="chat_group"))
    assert taking_back(upload) == TakingBack(leave=0, return_=0, kept=0, leads=2, waiting=0)


def test_discarding_says_what_is_erased(clerk, planned):
    correct(upload=planned, cells={5: {1: "赵六"}}, by=None, today=TODAY)
    told = Discarding(lines=4, worked_on=1, decided=0)
    assert (discarding(planned), page_of(clerk, "discard", planned).context["told"]) == (told, told)
    assert planned.rows.count() == 5

    clerk.post(reverse("surveys:discard", args=[planned.pk]), {"reason": "换成新表 11010519491231002X"})
    planned.refresh_from_db()
    assert (planned.state, planned.rows.count()) == ("discarded", 0)
    deed = Deed.objects.filter(verb="survey.discarded").get()
    assert (deed.before, deed.after["file_name"]) == ({}, planned.file_name)
    assert deed.reason.startswith("换成新表")
    assert "11010519491231002X" not in deed.reason


@pytest.mark.parametrize("is_same", [True, False])
def test_what_was_decided_of_members_outlives_the_file_and_nothing_else_does(clerk, is_same):
    """Of people who are on no roll nothing is remembered: that two lines of the file are two of them is asked again."""
    header = "姓名,流出地,工作单位,联系电话"
    member = make_member(name="张三", fields={"employer": "江西大厦"})
    content = make_csv("张三,西湖区,江西大厦,", "李四,西湖区,,13800138001", "李四,西湖区,,13800138001", header=header)
    upload = make_upload(content)
    choices = {2: Choice(member.pk if is_same else None), 4: Choice(None)}
    decide(upload=upload, choices=choices, by=None, today=TODAY)
    assert upload.rows.filter(verdict__in=["doubtful", "duplicate"]).count() == 0
    assert page_of(clerk, "discard", upload).context["told"] == Discarding(lines=3, worked_on=1, decided=1)
    clerk.post(reverse("surveys:discard", args=[upload.pk]))
    again = make_upload(content)
    verdicts = list(again.rows.content().order_by("line").values_list("verdict", flat=True))
    assert verdicts == ["unchanged" if is_same else "new", "new", "duplicate"]


def test_a_reason_need_not_be_given_but_no_novel(clerk, planned):
    assert clerk.post(reverse("surveys:discard", args=[planned.pk]), {"reason": "字" * 301}).status_code == 200
    planned.refresh_from_db()
    assert planned.state == "planned"
    clerk.post(reverse("surveys:discard", args=[planned.pk]))
    planned.refresh_from_db()
    assert planned.state == "discarded"


def test_where_there_is_nothing_to_end_the_file_itself_is_shown(clerk, planned):
    assert page_of(clerk, "undo", planned).url == planned.get_absolute_url()
    assert page_of(clerk, "discard", apply(planned)).url == planned.get_absolute_url()


@pytest.mark.parametrize("name", ["undo", "discard"])
def test_a_neighbours_file_does_not_exist(name, planned):
    neighbour = signed_in(make_user("ganzhou", role="prefecture_officer", place=360700))
    assert page_of(neighbour, name, planned).status_code == 404
    assert neighbour.post(reverse(f"surveys:{name}", args=[planned.pk])).status_code == 404


@pytest.mark.parametrize(("answer", "left"), [("n", 3), ("y", 2)])
def test_who_takes_it_back_at_a_terminal_is_told_and_asked(applied, answer, left, monkeypatch):
    keyboard, terminal = pty.openpty()
    os.write(keyboard, f"{answer}\n".encode())
    said = StringIO()
    with os.fdopen(terminal) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        with suppress(CommandError):
            call_command("undo_import", str(applied.pk), "--reason", "传错了", stdout=StringIO(), stderr=said)
    os.close(keyboard)
    assert Member.objects.count() == left
    assert "摸底表.csv" in said.getvalue()


def test_a_script_is_not_asked_and_the_reason_stands_in_the_history(applied):
    call_command("undo_import", str(applied.pk), "--reason", "传错了", stdout=StringIO(), stderr=StringIO())
    assert Deed.objects.filter(verb="survey.undone").get().reason == "传错了"
