"""Values to explain, in the browser: one list, choices or words, all proposals at once, answers withdrawn."""

import pytest
from django.urls import reverse

from members.models import RememberedAnswer
from members.surveys.waiting import answering
from members.surveys.waiting.answering import answer
from members.surveys.waiting.answers import Question
from tests.factories.accounts import make_user, signed_in
from tests.factories.organisation import make_branch
from tests.factories.surveys import NANCHANG, TODAY, make_csv, make_upload

pytestmark = pytest.mark.django_db

HEADER = "姓名,流出地,外出时间,党费收缴情况"
ROWS = ["张三,南昌,2016.1,是", "李四,火星,,照旧", "王五,西湖区,,是"]


@pytest.fixture
def clerk():
    return signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))


@pytest.fixture
def upload():
    return make_upload(make_csv(*ROWS, header=HEADER))


def address(upload) -> str:
    return reverse("surveys:questions", args=[upload.pk])


def questions(clerk, upload) -> dict[str, object]:
    columns = clerk.get(address(upload)).context["columns"]
    return {q.question.text: q for column in columns for q in column.questions}


def values(upload, field: str) -> list[object]:
    return [row.values.get(field) for row in upload.rows.content().order_by("line")]


def test_every_value_once_with_its_lines_and_what_it_may_mean(clerk, upload):
    asked = questions(clerk, upload)
    assert {text: (q.lines, q.proposed, [words for _value, words in q.choices]) for text, q in asked.items()} == {
        "是": (2, 0, ["已交", "未交", "免交", "在流出地交"]),
        "照旧": (1, None, ["已交", "未交", "免交", "在流出地交"]),
        "2016.1": (1, 0, ["2016年1月", "2016年10月"]),
        "南昌": (1, 0, ["南昌市南昌县"]),
        "火星": (1, None, []),
    }


def test_choices_and_written_answers(clerk, upload):
    asked = questions(clerk, upload)
    answer = {
        f"choice_{asked['照旧'].key}": "2",
        f"text_{asked['火星'].key}": "西湖区",
        f"choice_{asked['2016.1'].key}": "unknown",
        f"choice_{asked['是'].key}": "",
    }
    assert clerk.post(address(upload), answer).status_code == 302
    assert values(upload, "dues") == [None, {"state": "exempt", "paid_to": None}, None]
    assert values(upload, "origin")[1] == {"code": 360103, "name": "南昌市西湖区"}
    assert sorted(questions(clerk, upload)) == ["南昌", "是"]


@pytest.mark.parametrize("text", ["章贡区", "冥王星", "南昌市"])
def test_what_is_no_county_of_the_place_is_said_to_be_none(clerk, upload, text):
    asked = questions(clerk, upload)
    answer = {f"text_{asked['火星'].key}": text, f"choice_{asked['照旧'].key}": "2"}
    page = clerk.post(address(upload), answer)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert RememberedAnswer.objects.count() == 0
    shown = {q.question.text: (q.written, q.chosen) for column in page.context["columns"] for q in column.questions}
    assert (shown["火星"], shown["照旧"], shown["南昌"]) == ((text, ""), ("", "2"), ("", ""))
    assert f'value="{text}"' in page.content.decode()


def test_all_proposals_are_taken_at_once(clerk, upload):
    clerk.post(address(upload), {"proposals": "1"})
    assert values(upload, "dues") == [{"state": "paid", "paid_to": None}, None, {"state": "paid", "paid_to": None}]
    assert sorted(questions(clerk, upload)) == ["火星", "照旧"]


def test_a_whole_column_of_dates_is_explained_at_once(clerk, upload):
    columns = clerk.get(address(upload)).context["columns"]
    (key,) = [column.key for column in columns if column.readings]
    clerk.post(address(upload), {"column": f"{key}:october"})
    assert values(upload, "left_on")[0] == {"date": "2016-10", "precision": "month"}


def test_an_answer_is_shown_and_withdrawn(clerk, upload):
    clerk.post(address(upload), {"proposals": "1"})
    given = {answer.text: (answer.pk, words) for answer, _label, words in clerk.get(address(upload)).context["given"]}
    assert {text: words for text, (_pk, words) in given.items()} == {
        "是": "已交",
        "2016.1": "2016年1月",
        "南昌": "南昌市南昌县",
    }
    assert "“是”" in clerk.get(upload.get_absolute_url()).content.decode()
    clerk.post(reverse("surveys:withdraw_answer", args=[upload.pk, given["是"][0]]))
    assert "是" in questions(clerk, upload)


def test_nobody_withdraws_a_neighbours_answer(clerk, upload):
    foreign = RememberedAnswer.objects.create(division_code=360700, field="dues", text="照旧", value=None)
    clerk.post(reverse("surveys:withdraw_answer", args=[upload.pk, foreign.pk]))
    assert RememberedAnswer.objects.get() == foreign
    elsewhere = make_upload(make_csv("张三,章贡区,,", header=HEADER), place=360700)
    assert clerk.get(address(elsewhere)).status_code == 404
    assert clerk.post(address(elsewhere), {"proposals": "1"}).status_code == 404


def test_as_many_queries_for_one_value_as_for_many(clerk, django_assert_num_queries):
    branch = make_branch(county=360103)
    header = f"{HEADER},在京所在支部"
    one = make_upload(make_csv("张三,火星,,照旧,某支部", "李四,木星,,,别的支部", header=header))
    lines = (f"张{chr(0x4E00 + n)},火星{n},2016.1,照旧{n},某支部{n}" for n in range(100))
    many = make_upload(make_csv(*lines, header=header))
    answers = {
        Question("origin", "", "木星"): {"code": 360103, "name": "南昌市西湖区"},
        Question("branch", "", "别的支部"): {"code": branch.code, "name": branch.short_name},
    }
    answer(upload=one, answers=answers, by=None, today=TODAY)
    for upload in (one, many):
        clerk.get(address(upload))
        with django_assert_num_queries(8):
            clerk.get(address(upload))


def test_answers_to_very_many_lines_lead_to_the_file_with_its_progress(clerk, upload, monkeypatch):
    monkeypatch.setattr(answering, "SMALL", 1)
    page = clerk.post(address(upload), {f"choice_{questions(clerk, upload)['是'].key}": "0"}, follow=True)
    assert page.redirect_chain[-1][0] == upload.get_absolute_url()
    assert [str(message) for message in page.context["messages"]] == [
        "已说明 1 项填写内容，正在重新判定有关各行。可以离开此页，稍后再来查看。"
    ]
    text = page.content.decode()
    assert "正在重新判定已说明的行" in text
    assert reverse("surveys:apply", args=[upload.pk]) not in text
