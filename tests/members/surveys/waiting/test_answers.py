"""Values the importer does not know: asked once for each distinct value, explained once, remembered, and withdrawn."""

import pytest
from django.core.exceptions import ValidationError

from members.models import Member, RememberedAnswer, Upload
from members.surveys import actions
from members.surveys.waiting import answering, explaining
from members.surveys.waiting.answering import answer, withdraw
from members.surveys.waiting.answers import Question
from members.surveys.waiting.choices import Choosing
from members.surveys.waiting.corrections import correct
from members.surveys.waiting.questions import answers_of_column, questions_of
from registry.jobs import actions as jobs
from registry.jobs.running import close, run_here, take_turn
from registry.models import Deed
from tests.factories.organisation import make_branch
from tests.factories.roll import make_officer
from tests.factories.surveys import NANCHANG, TODAY, apply, make_csv, make_terms, make_upload

pytestmark = pytest.mark.django_db

DUES = Question("dues", "党费收缴情况", "照旧")
XIHU = {"code": 360103, "name": "南昌市西湖区"}


def with_dues(*texts: str, place: int = NANCHANG) -> Upload:
    lines = [f"张{chr(0x4E00 + n)},西湖区,{text}" for n, text in enumerate(texts)]
    return make_upload(make_csv(*lines, header="姓名,流出地,党费收缴情况"), place=place)


def paid(paid_to: str | None = None) -> dict[str, str | None]:
    return {"state": "paid", "paid_to": paid_to}


def say(upload: Upload, answers: dict[Question, object], by: object = None) -> int | None:
    return answer(upload=upload, answers=answers, by=by, today=TODAY)


def codes(upload: Upload, line: int = 2) -> list[str]:
    return [fault["code"] for fault in upload.rows.get(line=line).faults]


def asked(upload: Upload) -> list[tuple[str, str, int]]:
    columns = questions_of(upload, Choosing(make_terms(upload.division_code)))
    return [(q.question.field, q.question.text, q.lines) for column in columns for q in column.questions]


def test_a_value_is_asked_once_however_often_it_stands_there():
    upload = with_dues("照旧", "照旧", "已交", "随缘")
    assert asked(upload) == [("dues", "照旧", 2), ("dues", "随缘", 1)]
    assert say(upload, {DUES: paid()}) == 2
    assert [row.values.get("dues") for row in upload.rows.content().order_by("line")] == [paid(), paid(), paid(), None]
    assert codes(upload) == ["answered"]
    assert asked(upload) == [("dues", "随缘", 1)]


def test_the_next_file_of_the_office_does_not_ask_and_says_that_it_was_explained():
    say(with_dues("照旧"), {DUES: paid()})
    upload = with_dues("照旧")
    assert (upload.rows.get(line=2).values["dues"], codes(upload), asked(upload)) == (paid(), ["answered"], [])


def test_the_prefectures_answer_holds_for_its_counties_and_not_the_other_way_round():
    say(with_dues("照旧"), {DUES: paid()})
    assert asked(with_dues("照旧", place=360103)) == []
    say(with_dues("随缘", place=360103), {DUES._replace(text="随缘"): paid()})
    assert asked(with_dues("随缘")) == [("dues", "随缘", 1)]
    assert RememberedAnswer.objects.count() == 2


def test_withdrawn_it_is_asked_again():
    upload = with_dues("照旧", "随缘")
    say(upload, {DUES: paid(), DUES._replace(text="随缘"): None})
    (given, _other) = RememberedAnswer.objects.order_by("pk")
    withdraw(upload=upload, answers=[given.pk], by=None, today=TODAY)
    row = upload.rows.get(line=2)
    assert ("dues" in row.values, codes(upload), codes(upload, 3)) == (False, ["unknown_value"], ["answered"])
    assert asked(upload) == [("dues", "照旧", 1)]


def test_figures_and_dates_are_explained_for_one_file_only():
    upload = with_dues("1")
    say(upload, {DUES._replace(text="1"): paid()})
    assert (asked(upload), asked(with_dues("1"))) == ([], [("dues", "1", 1)])


def test_what_was_said_of_another_file_alone_is_not_withdrawn_from_here():
    one, other = with_dues("1"), with_dues("1")
    for upload in (one, other):
        say(upload, {DUES._replace(text="1"): paid()})
    withdraw(upload=one, answers=RememberedAnswer.objects.values_list("pk", flat=True), by=None, today=TODAY)
    assert [given.upload for given in RememberedAnswer.objects.all()] == [other]


def test_a_month_alone_is_offered_as_the_month_dues_are_paid_up_to():
    upload = with_dues("2016年6月")
    ((question,),) = [column.questions for column in questions_of(upload, Choosing(make_terms()))]
    assert question.proposed == 0
    assert question.choices[0][0] == paid("2016-06")
    assert [value for value, _words in question.choices[1:]][:1] == [paid()]
    say(upload, {question.question: question.choices[0][0]})
    assert upload.rows.get(line=2).values["dues"] == paid("2016-06")


def test_a_column_of_dates_is_asked_about_once():
    upload = make_upload(make_csv("张三,03/04/2016", "李四,2016.1", "王五,05/06/2015", header="姓名,外出时间"))
    terms = make_terms()
    (column,) = questions_of(upload, Choosing(terms))
    assert [(name, decided) for name, _words, decided in column.readings] == [
        ("january", 1),
        ("october", 1),
        ("mdy", 2),
        ("dmy", 2),
    ]
    say(upload, answers_of_column(column.questions, "dmy", Choosing(terms)))
    say(upload, answers_of_column(column.questions, "october", Choosing(terms)))
    dates = [row.values["left_on"]["date"] for row in upload.rows.content().order_by("line")]
    assert dates == ["2016-04-03", "2016-10", "2015-06-05"]
    again = make_upload(make_csv("赵六,03/04/2016", header="姓名,外出时间"))
    assert asked(again) == [("left_on", "03/04/2016", 1)]


def test_a_withdrawn_date_is_known_to_the_year_again():
    upload = make_upload(make_csv("李四,2016.1", header="姓名,外出时间"))
    say(upload, {Question("left_on", "外出时间", "2016.1"): {"date": "2016-10", "precision": "month"}})
    withdraw(upload=upload, answers=RememberedAnswer.objects.values_list("pk", flat=True), by=None, today=TODAY)
    assert upload.rows.get(line=2).values["left_on"] == {"date": "2016", "precision": "year"}


def test_a_place_is_explained_and_the_text_stays_as_written():
    upload = make_upload(make_csv("张三,13800138005,桃花镇那边,,,,"))
    say(upload, {Question("origin", "", "桃花镇那边"): {"code": 360103, "name": "?"}})
    row = upload.rows.get(line=2)
    assert (row.verdict, row.values["origin"], row.details["origin_text"]) == ("new", XIHU, "桃花镇那边")
    apply(upload)
    assert (Member.objects.get().origin_id, Member.objects.get().origin_text) == (360103, "桃花镇那边")


@pytest.mark.parametrize("code", [360702, 360100, 360199])
def test_a_place_outside_or_no_county_is_no_answer(code):
    upload = make_upload(make_csv("张三,13800138005,火星,,,,"))
    with pytest.raises(ValidationError) as raised:
        say(upload, {Question("origin", "", "火星"): {"code": code, "name": ""}})
    assert raised.value.code == "not_an_answer"
    assert codes(upload) == ["unknown_place"]


def test_a_branch_is_explained_and_a_dissolved_one_explains_nothing():
    branch = make_branch(name="西湖区驻京流动党支部")
    header, question = "姓名,流出地,在京所在支部", Question("branch", "", "老地方")
    upload = make_upload(make_csv("张三,西湖区,老地方", header=header))
    say(upload, {question: {"code": branch.code, "name": ""}})
    apply(upload)
    assert Member.objects.get().branch_id == branch.code
    type(branch).objects.filter(pk=branch.pk).update(dissolved_on=TODAY.replace(month=1))
    assert codes(make_upload(make_csv("李四,西湖区,老地方", header=header))) == ["unknown_branch"]


def test_who_is_said_to_be_no_member_is_refused():
    upload = make_upload(make_csv("张三,西湖区,热心人士", header="姓名,流出地,人员类别"))
    say(upload, {Question("kind", "人员类别", "热心人士"): "not_a_member"})
    assert (upload.rows.get(line=2).verdict, codes(upload)) == ("refused", ["not_a_member"])


def test_a_corrected_cell_is_read_with_the_answers():
    upload = with_dues("照旧", "随缘")
    say(upload, {DUES: paid()})
    correct(upload=upload, cells={3: {3: "照旧"}, 2: {3: "免缴"}}, by=None, today=TODAY)
    assert [row.values["dues"]["state"] for row in upload.rows.content().order_by("line")] == ["exempt", "paid"]
    assert (codes(upload), codes(upload, 3)) == ([], ["answered"])


def test_answers_survive_reading_the_file_again():
    upload = make_upload(make_csv("李四,2016.1", header="姓名,外出时间"))
    say(upload, {Question("left_on", "外出时间", "2016.1"): {"date": "2016-10", "precision": "month"}})
    actions.read_again(upload=upload, reading=actions.Reading(), by=None, today=TODAY)
    assert upload.rows.get(line=2).values["left_on"]["date"] == "2016-10"


def test_nobody_answers_for_another_place():
    with pytest.raises(ValidationError) as raised:
        say(with_dues("照旧"), {DUES: paid()}, by=make_officer("prefecture_officer", 360700))
    assert raised.value.code == "outside_scope"


@pytest.fixture
def few_at_once(monkeypatch):
    """Four lines are many, and a part of a job is one of them."""
    monkeypatch.setattr(answering, "SMALL", 3)
    monkeypatch.setattr(explaining, "PART", 1)


def answered_deeds() -> list[dict[str, int]]:
    return [deed.after for deed in Deed.objects.filter(verb="survey.answered").order_by("pk")]


def test_answers_to_very_many_lines_go_in_beside_the_page(few_at_once):
    upload = with_dues("照旧", "照旧", "照旧", "照旧")
    assert say(upload, {DUES: paid()}) is None
    upload.refresh_from_db()
    assert (upload.is_busy, upload.job.whole, upload.job.parts.count() > 1) == (True, 4, True)
    assert (codes(upload), answered_deeds()) == (["unknown_value"], [])

    run_here(upload.job)
    upload.refresh_from_db()
    assert (upload.is_busy, asked(upload)) == (False, [])
    assert {row.values["dues"]["state"] for row in upload.rows.content()} == {"paid"}
    assert answered_deeds() == [{"answers": 1, "lines": 4}]

    (given,) = RememberedAnswer.objects.all()
    assert withdraw(upload=upload, answers=[given.pk], by=None, today=TODAY) is None
    upload.refresh_from_db()
    run_here(upload.job)
    assert asked(upload) == [("dues", "照旧", 4)]
    assert answered_deeds()[1:] == [{"withdrawn": 1, "lines": 4}]


def test_they_come_out_as_they_would_at_once(few_at_once, monkeypatch):
    def lines() -> list[str]:
        lines = [f"{name},西湖区,甲公司,照旧" for name in ("张三", "李四", "王五", "张三", "李四")]
        return [*lines, "赵六,西湖区,甲公司,群众"]

    def verdicts(upload: Upload) -> list[tuple[str, int | None]]:
        return [(row.verdict, row.duplicate_of) for row in upload.rows.content().order_by("line")]

    header = "姓名,流出地,工作单位,人员类别"
    kind = Question("kind", "人员类别", "照旧")
    slowly = make_upload(make_csv(*lines(), header=header))
    say(slowly, {kind: "formal"})
    slowly.refresh_from_db()
    run_here(slowly.job)
    monkeypatch.setattr(answering, "SMALL", 100)
    RememberedAnswer.objects.all().delete()
    at_once = make_upload(make_csv(*lines(), header=header))
    assert say(at_once, {kind: "formal"}) == 5
    assert verdicts(slowly) == verdicts(at_once)
    slowly.refresh_from_db()
    at_once.refresh_from_db()
    assert (slowly.totals, slowly.facts["faults"]) == (at_once.totals, at_once.facts["faults"])


def test_meanwhile_the_file_is_neither_applied_nor_answered_again(few_at_once):
    upload = with_dues("照旧", "照旧", "照旧", "照旧")
    say(upload, {DUES: paid()})
    for refused in (
        lambda: apply(upload),
        lambda: actions.discard(upload=upload, by=None),
        lambda: say(upload, {DUES: None}),
    ):
        with pytest.raises(ValidationError) as raised:
            refused()
        assert raised.value.code == "wrong_state"
    upload.refresh_from_db()
    run_here(upload.job)
    assert apply(upload).state == "applied"


def test_stopped_between_two_parts_the_rest_is_asked_again(few_at_once):
    upload = with_dues("照旧", "照旧", "照旧", "照旧")
    say(upload, {DUES: paid()})
    upload.refresh_from_db()
    take_turn(upload.job)
    close(jobs.cancel(job=upload.job))
    ((_field, _text, left),) = asked(upload)
    assert 0 < left < 4
    assert answered_deeds() == [{"answers": 1, "lines": 4 - left}]
