"""Surveys in the browser: what a clerk sees and can do, and what nobody else sees."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from members.models import Member, Upload
from registry.models import Job
from tests.factories.accounts import make_user, signed_in
from tests.factories.organisation import make_branch
from tests.factories.roll import make_member
from tests.factories.surveys import NANCHANG, apply, make_csv, make_upload
from tests.members.surveys.corpus.books import BookSheet, xlsx

pytestmark = pytest.mark.django_db

ZHANG = "张三,13800138005,南昌市西湖区,2014.3,北京市丰台区,建筑工人,已交"
WRONG = "李四,1380013,南昌,2015-02-30,,,"


@pytest.fixture
def clerk():
    return signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))


def form(content: bytes, **fields: object) -> dict[str, object]:
    day = timezone.localdate().isoformat()
    return {
        "file": SimpleUploadedFile("摸底表.csv", content),
        "place": NANCHANG,
        "channel": "county",
        "collected_on": day,
        "branch": "",
    } | fields


def test_a_file_is_uploaded_looked_at_and_applied(clerk):
    response = clerk.post(reverse("surveys:new"), form(make_csv(ZHANG, WRONG)))
    upload = Upload.objects.get()
    assert response.url == upload.get_absolute_url()
    page = clerk.get(response.url)
    assert [line.row.verdict for line in page.context["rows"]] == ["new", "refused"]
    assert Member.objects.count() == 0

    assert clerk.post(reverse("surveys:apply", args=[upload.pk])).url == upload.get_absolute_url()
    assert [member.name for member in Member.objects.all()] == ["张三"]


@pytest.mark.parametrize(("sheets", "is_open"), [(["甲村"], False), (["甲村", "乙村"], True)])
def test_that_another_sheet_holds_a_list_is_seen_before_the_file_is_applied(clerk, sheets, is_open):
    content = xlsx(*(BookSheet(name, [["姓名", "流出地"], ["张三", "西湖区"]]) for name in sheets))
    upload = make_upload(content, name="list.xlsx")
    page = clerk.get(upload.get_absolute_url()).content.decode()
    assert ('<details class="sheet" open>' in page) is is_open
    apply(upload)
    assert '<details class="sheet" open>' not in clerk.get(upload.get_absolute_url()).content.decode()


def test_every_fault_of_a_line_stands_under_its_cell(clerk):
    upload = make_upload(make_csv(WRONG))
    (line,) = clerk.get(upload.get_absolute_url()).context["rows"]
    assert [(cell.text, len(cell.faults)) for cell in line.cells] == [
        ("李四", 0), ("1380013", 1), ("南昌", 1), ("2015-02-30", 1), ("", 0), ("", 0), ("", 0),
    ]  # fmt: skip
    assert line.cells[2].faults[0].proposal == "江西省南昌市、江西省南昌市南昌县"


@pytest.mark.parametrize(
    ("content", "sentences"),
    [(b"", 1), (b"%PDF-1.7", 1), ("甲,乙\n1,2".encode(), 2)],
    ids=["empty", "pdf", "no heading"],
)
def test_an_unusable_file_is_refused_beside_its_field(clerk, content, sentences):
    """Of a file without headings it is also said what to do."""
    page = clerk.post(reverse("surveys:new"), form(content))
    assert len(page.context["form"].errors["file"]) == sentences
    assert Upload.objects.count() == 0


def test_a_survey_of_tomorrow_is_refused(clerk):
    page = clerk.post(reverse("surveys:new"), form(make_csv(ZHANG), collected_on="2999-01-01"))
    assert list(page.context["form"].errors) == ["collected_on"]


def test_places_and_branches_to_choose_from_are_ones_own(clerk):
    own, foreign = make_branch(county=360103), make_branch(county=360702)
    chosen = clerk.get(reverse("surveys:new")).context["form"]
    places = [code for _group, choices in chosen.fields["place"].choices for code, _name in choices]
    assert {code // 100 for code in places} == {3601}
    assert list(chosen.fields["branch"].queryset) == [own]
    page = clerk.post(reverse("surveys:new"), form(make_csv(ZHANG), place=360700, branch=foreign.code))
    assert set(page.context["form"].errors) == {"place", "branch"}


def test_what_was_understood_can_be_set_right(clerk):
    upload = make_upload(make_csv("张三,13800138005,服装批发", header="姓名,联系电话,说明"))
    assert "occupation" not in upload.rows.get(line=2).values
    address = reverse("surveys:reading", args=[upload.pk])
    answer = {"encoding": "utf-8", "column_1": "name", "column_2": "contact", "column_3": "occupation"}
    assert clerk.post(address, answer).url == upload.get_absolute_url()
    assert upload.rows.get(line=2).values["occupation"]["text"] == "服装批发"

    page = clerk.post(address, answer | {"column_1": ""})
    assert page.context["form"].non_field_errors()


def test_beside_each_column_stands_what_is_in_it(clerk):
    upload = make_upload(make_csv(ZHANG, WRONG, ZHANG))
    fields = clerk.get(reverse("surveys:reading", args=[upload.pk])).context["form"].fields
    assert [fields[f"column_{position}"].help_text for position in (1, 2)] == ["张三 · 李四", "13800138005 · 1380013"]


@pytest.mark.parametrize(
    "state", ["reading", "planned", "applying", "partly", "applied", "undoing", "undone", "discarded"]
)
def test_in_every_state_the_page_says_what_happens_next(clerk, state):
    upload = make_upload(make_csv(ZHANG, WRONG))
    upload.state, upload.applied_at = state, timezone.now()
    upload.job = Job.objects.create(kind="members.surveys.works.applying.applying", arguments={"upload": upload.pk})
    upload.facts |= {"pending": 1}
    upload.save()
    page = clerk.get(upload.get_absolute_url()).content.decode()
    assert page.count('<div class="notice') == 1
    assert ("尚未写入任何数据" in page) is (state == "planned")


def test_where_nothing_is_new_the_button_says_so(clerk):
    apply(make_upload(make_csv(ZHANG)))
    again = make_upload(make_csv(ZHANG))
    assert "归档（无需写入）" in clerk.get(again.get_absolute_url()).content.decode()
    clerk.post(reverse("surveys:apply", args=[again.pk]))
    again.refresh_from_db()
    assert again.state == "applied"


def test_lines_are_filtered_by_verdict_and_fault(clerk):
    upload = make_upload(make_csv(ZHANG, WRONG))
    address = upload.get_absolute_url()
    shown = {
        query: [line.row.line for line in clerk.get(f"{address}?{query}").context["rows"]]
        for query in (
            "verdict=new",
            "verdict=refused",
            "fault=ambiguous_place",
            "verdict=new&fault=ambiguous_place",
            "verdict=skipped",
        )
    }
    assert shown == {
        "verdict=new": [2],
        "verdict=refused": [3],
        "fault=ambiguous_place": [3],
        "verdict=new&fault=ambiguous_place": [],
        "verdict=skipped": [1],
    }


def test_phones_are_masked_once_nobody_needs_to_correct_them(clerk):
    upload = make_upload(make_csv(ZHANG))
    assert "13800138005" in clerk.get(upload.get_absolute_url()).content.decode()
    apply(upload)
    page = clerk.get(upload.get_absolute_url()).content.decode()
    assert "13800138005" not in page
    assert "138****8005" in page


def test_both_languages(clerk):
    upload = make_upload(make_csv(WRONG))
    with translation.override("en"):
        page = clerk.get(upload.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    assert "is the name of several places" in page


@pytest.mark.parametrize("name", ["list", "detail"])
def test_as_many_queries_for_one_line_as_for_many(clerk, django_assert_num_queries, name):
    few = make_upload(make_csv(ZHANG))
    many = make_upload(make_csv(*(f"张{chr(0x4E00 + n)},1380013{n:04d},西湖区,,,," for n in range(100))))
    apply(few), apply(many)
    for upload in (few, many):
        address = reverse("surveys:list") if name == "list" else upload.get_absolute_url()
        clerk.get(address)
        with django_assert_num_queries({"list": 4, "detail": 8}[name]):
            clerk.get(address)


def test_a_day_that_changes_is_shown_as_exactly_as_it_is_known(clerk):
    days = {"joined_on": datetime.date(2004, 7, 1), "confirmed_on": datetime.date(2005, 7, 1)}
    precisions = {f"{day}_precision": "day" for day in days}
    make_member(name="张三", phone="13800138005", fields=days | precisions)
    upload = make_upload(make_csv("张三,13800138005,2003.5,2005.7", header="姓名,联系电话,入党时间,转正时间"))
    (line,) = clerk.get(upload.get_absolute_url()).context["rows"]
    assert line.changes == [
        {"label": "入党日期", "before": "2004年7月1日", "after": "2003年5月"},
        {"label": "转正日期", "before": "2005年7月1日", "after": "2005年7月"},
    ]


def test_columns_that_were_not_taken_are_named_where_the_file_is_looked_at(clerk):
    upload = make_upload(make_csv("1,张三,13800138005,西湖区,打牌", header="序号,姓名,联系电话,流出地,爱好"))
    page = clerk.get(upload.get_absolute_url())
    assert (page.context["unknown"], page.context["not_taken"]) == (["爱好"], ["序号"])
    assert "无法识别的栏目： 爱好" in " ".join(page.content.decode().split())


@pytest.mark.parametrize(("room", "first_step"), [("list", "new"), ("campaigns", "open_campaign")])
def test_where_there_is_nothing_yet_the_page_leads_to_the_first_step(clerk, room, first_step):
    empty = clerk.get(reverse(f"surveys:{room}")).content.decode().partition('class="empty"')[2]
    assert f'href="{reverse(f"surveys:{first_step}")}"' in empty


def test_of_a_file_that_is_still_being_read_the_list_knows_no_figures(clerk):
    upload = make_upload(make_csv(ZHANG))
    Upload.objects.filter(pk=upload.pk).update(state="reading", totals={})
    row = clerk.get(reverse("surveys:list")).content.decode()
    assert [re.search(rf'data-label="{label}"[^>]*>([^<]*)<', row)[1] for label in ("新增", "变更", "待处理")] == [
        "—"
    ] * 3


def test_only_who_has_filtered_is_told_to_filter_otherwise(clerk):
    upload = make_upload(make_csv())
    said = [clerk.get(upload.get_absolute_url(), asked).content.decode() for asked in ({}, {"verdict": "new"})]
    assert ["没有符合条件的行" in page for page in said] == [False, True]
    assert "表头以下没有数据行" in said[0]


def test_an_applied_file_says_how_many_lines_still_wait(clerk):
    upload = apply(make_upload(make_csv(ZHANG, WRONG)))
    assert "1 行待处理：" in clerk.get(upload.get_absolute_url()).content.decode()


def test_of_a_file_that_was_taken_back_no_line_waits(clerk):
    upload = apply(make_upload(make_csv(ZHANG, WRONG)))
    rows = [clerk.get(reverse("surveys:list")).content.decode()]
    clerk.post(reverse("surveys:undo", args=[upload.pk]))
    rows.append(clerk.get(reverse("surveys:list")).content.decode())
    waiting = [re.search(r'data-label="待处理"[^>]*>([^<]*)<', row)[1] for row in rows]
    assert waiting == ["1", "—"]
