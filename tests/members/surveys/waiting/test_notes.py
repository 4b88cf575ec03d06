"""A note that speaks against entering somebody: his line waits, is asked about once for all that say so, and the answer is remembered."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from members.models import Lead, Member, RememberedAnswer, Upload
from members.surveys.actions import Reading
from members.surveys.presentation import RowOnPage, headings
from members.surveys.waiting.answering import answer, withdraw
from members.surveys.waiting.answers import Question
from members.surveys.waiting.choices import Choosing
from members.surveys.waiting.corrections import correct
from members.surveys.waiting.questions import questions_of
from members.surveys.waiting.reading_again import read_again
from members.surveys.waiting.returned import take_corrected
from members.surveys.waiting.workbook import write_waiting
from registry.access import Scope
from tests.factories.accounts import make_user, signed_in
from tests.factories.roll import make_member
from tests.factories.surveys import NANCHANG, TODAY, apply, make_csv, make_terms, make_upload

pytestmark = pytest.mark.django_db

HEADER = "姓名,流出地,联系电话,备注"
DIED = Question("note", "备注", "去世")
NOTES = ("已去世", "2015年3月去世", "入党积极分子", "失联", "父亲已去世", "")


def with_notes(*notes: str, header: str = HEADER, **rest: object) -> Upload:
    lines = [f"张{chr(0x4E00 + n)},西湖区,1380013{n:04d},{note}" for n, note in enumerate(notes)]
    return make_upload(make_csv(*lines, header=header), **rest)


def say(upload: Upload, value: object, question: Question = DIED) -> int | None:
    return answer(upload=upload, answers={question: value}, by=None, today=TODAY)


def told(upload: Upload) -> list[tuple[str, list[str]]]:
    rows = upload.rows.content().order_by("line")
    return [(row.verdict, [fault["code"] for fault in row.faults]) for row in rows]


def asked(upload: Upload) -> list[tuple[str, int, object]]:
    columns = questions_of(upload, Choosing(make_terms()))
    found = [question for column in columns for question in column.questions]
    return [(q.question.text, q.lines, q.choices[q.proposed][0]) for q in found]


def as_note(upload: Upload) -> Upload:
    return read_again(upload=upload, reading=Reading(columns={"#4": "note"}), by=None, today=TODAY)


def test_nobody_is_entered_of_whom_the_note_says_that_he_is_gone_or_no_member():
    upload = with_notes(*NOTES)
    waits = ("refused", ["standing_in_note"])
    assert told(upload) == [waits, waits, waits, ("new", ["out_of_contact"]), ("new", []), ("new", [])]
    assert asked(upload) == [("去世", 2, "gone"), ("积极分子", 1, "not_a_member")]
    apply(upload)
    assert Member.objects.count() == 3
    assert set(Member.objects.values_list("note", flat=True)) == {""}


def test_nor_does_such_a_line_change_a_member_or_become_a_lead():
    make_member(name="张一", phone="13800130000")
    (verdict,) = told(with_notes("已转出"))
    assert verdict == ("refused", ["standing_in_note"])
    apply(with_notes("已转出", channel="chat_group"))
    assert (Member.objects.get().version, Lead.objects.count()) == (1, 0)


@pytest.mark.parametrize("refusal", ["gone", "not_a_member"])
def test_who_is_said_to_be_gone_is_refused_in_this_file_and_the_next(refusal):
    upload = with_notes("已去世", "2015年3月去世", "")
    assert say(upload, refusal) == 2
    refused = ("refused", [refusal])
    assert (told(upload), asked(upload)) == ([refused, refused, ("new", [])], [])
    assert told(with_notes("病逝", "去世")) == [("refused", ["standing_in_note"]), refused]


def test_who_is_to_be_registered_all_the_same_is_entered_and_the_line_says_why():
    upload = with_notes("已返乡")
    say(upload, "registered", DIED._replace(text="返乡"))
    assert (told(upload), told(with_notes("2016年返乡"))) == ([("new", ["answered"])],) * 2
    row = upload.rows.get(line=2)
    assert "note" not in row.values
    page = RowOnPage(row, upload, scope=Scope.everywhere())
    assert [fault.message for fault in page.cells[3].faults] == ["“返乡”已按此前的说明读取。 → 仍应登记"]


def test_a_note_that_is_kept_stays_as_it_was_written():
    upload = as_note(with_notes("2016年返乡"))
    assert told(upload) == [("refused", ["standing_in_note"])]
    say(upload, "registered", DIED._replace(text="返乡"))
    apply(upload)
    assert Member.objects.get().note == "2016年返乡"


@pytest.mark.parametrize("value", ["gone", "registered"])
def test_withdrawn_it_is_asked_again(value):
    upload = with_notes("已去世", "失联")
    before = told(upload)
    say(upload, value)
    withdraw(upload=upload, answers=RememberedAnswer.objects.values_list("pk", flat=True), by=None, today=TODAY)
    assert told(upload) == before
    assert asked(upload) == [("去世", 1, "gone")]


@pytest.mark.parametrize("value", [None, "formal", {"code": 360103}])
def test_that_nobody_knows_is_no_answer_here(value):
    upload = with_notes("已去世")
    with pytest.raises(ValidationError) as raised:
        say(upload, value)
    assert raised.value.code == "not_an_answer"
    assert told(upload) == [("refused", ["standing_in_note"])]


def test_a_note_that_meant_somebody_else_is_corrected_in_its_line():
    upload = with_notes("已去世", "已去世")
    correct(upload=upload, cells={2: {4: "父亲已去世"}}, by=None, today=TODAY)
    assert told(upload) == [("new", []), ("refused", ["standing_in_note"])]
    correct(upload=upload, cells={2: {4: "群众"}}, by=None, today=TODAY)
    assert asked(upload) == [("群众", 1, "not_a_member"), ("去世", 1, "gone")]


def test_or_in_the_workbook_of_waiting_lines():
    upload, file = with_notes("已去世"), io.BytesIO()
    assert write_waiting(file, upload) == 1
    book = load_workbook(file)
    cell = book.active["D2"]
    assert "去世" in cell.comment.text
    cell.value = ""
    corrected = io.BytesIO()
    book.save(corrected)
    take_corrected(upload=upload, content=corrected.getvalue(), by=None, today=TODAY)
    assert told(upload) == [("new", [])]


def test_two_kept_notes_are_each_read():
    upload = with_notes("已去世,书法", header=f"{HEADER},特长")
    upload = read_again(upload=upload, reading=Reading(columns={"#4": "note", "#5": "note"}), by=None, today=TODAY)
    assert told(upload) == [("refused", ["standing_in_note"])]
    assert upload.rows.get(line=2).values["note"] == "备注: 已去世; 特长: 书法"


def test_a_column_that_is_not_taken_is_read_all_the_same():
    """Also where an office has once set right another heading of such files: what it left alone is remembered as not taken."""
    header = "姓名,流出地,联系方式一,备注"
    upload = with_notes("已去世", header=header)
    read_again(upload=upload, reading=Reading(columns={"#3": "contact", "#4": ""}), by=None, today=TODAY)
    assert told(with_notes("已去世", header=header)) == [("refused", ["standing_in_note"])]


def test_the_pages_show_what_was_read_and_ask(client):
    upload = with_notes("已去世，家属13900139000", "爱下棋")
    clerk = signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))
    assert [heading.label for heading in headings(upload)][-1] == "备注（读取，不保存）"
    page = clerk.get(upload.get_absolute_url())
    assert "已去世，家属13900139000" in page.content.decode()
    assert page.context["not_taken"] == []
    assert "备注（读取，不保存）" in clerk.get(reverse("surveys:reading", args=[upload.pk])).content.decode()
    address = reverse("surveys:questions", args=[upload.pk])
    asks = clerk.get(address).content.decode()
    assert ("已不属登记对象：退回该行" in asks, "没有人知道" in asks, 'value="unknown"' in asks) == (True, False, False)
    clerk.post(address, {"proposals": "1"})
    assert told(upload) == [("refused", ["gone"]), ("new", [])]
    assert "撤回" in clerk.get(address).content.decode()


def test_once_nothing_is_to_be_corrected_numbers_in_notes_are_masked():
    upload = with_notes("家属13900139000")
    apply(upload)
    row = upload.rows.get(line=2)
    upload.refresh_from_db()
    shown = RowOnPage(row, upload, scope=Scope.everywhere()).cells[3].text
    assert shown == "家属139****9000"


def test_who_has_moved_his_relation_waits_and_is_asked_about_under_its_own_heading():
    header = "姓名,流出地,联系电话,组织关系"
    upload = with_notes("已转出", "2016年转出", "未转出", "南昌县某支部", header=header)
    waits = ("refused", ["standing_in_note"])
    assert told(upload) == [waits, waits, ("new", []), ("new", [])]
    assert asked(upload) == [("转出", 2, "gone")]
    question = Question("home_org", "组织关系", "转出")
    assert not question.may_stay_open
    say(upload, "registered", question)
    assert told(upload) == [("new", ["answered"])] * 2 + [("new", [])] * 2
    row = upload.rows.get(line=2)
    assert "home_org" not in row.values
    page = RowOnPage(row, upload, scope=Scope.everywhere())
    assert [fault.message for fault in page.cells[3].faults] == ["“转出”已按此前的说明读取。 → 仍应登记"]
    assert told(with_notes("已转出", header=header)) == [("new", ["answered"])]
    withdraw(upload=upload, answers=RememberedAnswer.objects.values_list("pk", flat=True), by=None, today=TODAY)
    assert told(upload) == [waits, waits, ("new", []), ("new", [])]
    correct(upload=upload, cells={2: {4: "未转出"}}, by=None, today=TODAY)
    assert told(upload) == [("new", []), waits, ("new", []), ("new", [])]
    say(upload, "gone", question)
    assert told(upload) == [("new", []), ("refused", ["gone"]), ("new", []), ("new", [])]
