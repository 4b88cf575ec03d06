"""The plaque ledger in the browser: looked up, exported, and what becomes of single plaques."""

import datetime
from functools import partial
from io import BytesIO
from urllib.parse import parse_qsl

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from branches.models import Plaque
from registry.history.models import Deed
from registry.history.verbs import Verb
from registry.lists import page_of
from tests.factories.ceremonies import make_ceremony, make_plaque
from tests.factories.organisation import make_branch
from tests.sayings import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def url(name: str, *args: object) -> str:
    return reverse(f"ceremonies:{name}", args=args)


def test_the_ledger_is_filtered_sorted_and_exported_exactly_so(committee):
    ours = make_plaque(make_branch(origin="consolidated"), wording="驻京一支部", received_by="=HYPERLINK(1)")
    make_plaque(make_branch(county=360722), wording="驻京二支部")
    filters = {"basis": "consolidated", "q": "驻京", "year": 2016}

    page = committee.get(url("plaques"), filters)
    assert [plaque for plaque, _place in page.context["rows"]] == [ours]
    assert page.context["figures"] == (0, 1, 1)

    book = committee.get(url("export_plaques"), filters | {"kind": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(book.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[:2] for row in rows[1:]] == [("赣京流〔2016〕001号", "驻京一支部")]
    assert "f" not in {cell.data_type for cell in sheet[2]}
    deed = Deed.objects.first()
    assert (deed.verb, deed.after["rows"]) == (Verb.PLAQUES_EXPORTED, 1)
    assert parse_qsl(deed.after["filters"])[:3] == [("basis", "consolidated"), ("q", "驻京"), ("year", "2016")]


@pytest.mark.parametrize(
    ("filters", "wordings"),
    [
        ({}, {"甲", "乙", "丙"}),
        ({"state": "lost"}, {"乙"}),
        ({"on": "2016-12-06"}, {"甲", "乙"}),
        ({"on": "2020-01-01"}, {"甲", "丙"}),
        ({"place": "360700"}, {"乙"}),
        ({"award_kind": "replacement"}, set()),
        ({"year": "2019"}, {"丙"}),
        ({"year": "not a year"}, {"甲", "乙", "丙"}),
    ],
)
def test_what_the_ledger_can_be_asked(committee, filters, wordings):
    make_plaque(wording="甲")
    lost = make_plaque(make_branch(county=360722), wording="乙")
    day = datetime.date(2019, 5, 1)
    committee.post(url("end", lost.pk), {"state": "lost", "ended_on": "2016-12-07", "reason": "遗失"})
    make_plaque(make_branch(county=360802), wording="丙", awarded_on=day, today=day)

    page = committee.get(url("plaques"), filters)

    assert {plaque.wording for plaque, _place in page.context["rows"]} == wordings


def test_a_plaque_is_replaced_returned_and_corrected_on_its_page(committee):
    plaque = make_plaque(wording="旧名称")

    page = committee.post(
        url("replace", plaque.pk), {"wording": "新名称", "awarded_on": "2020-05-01", "reason": "更名"}, follow=True
    )
    new = Plaque.objects.get(replaces=plaque)
    assert page.redirect_chain[-1][0] == new.get_absolute_url()
    assert "旧名称" in words(page)
    page = committee.post(url("end", plaque.pk), {"state": "lost", "ended_on": "2020-05-02", "reason": "遗失"})
    assert "The plaque is not in use." in words(page)
    committee.post(url("receipt", new.pk), {"handed_over_by": "章文远", "received_by": "章书平", "reason": "漏写"})
    committee.post(url("end", new.pk), {"state": "returned", "ended_on": "2020-05-02", "reason": "支部撤销"})

    new.refresh_from_db()
    assert (new.handed_over_by, new.received_by) == ("章文远", "章书平")
    assert (new.state, new.ended_on) == ("returned", datetime.date(2020, 5, 2))


def test_a_branch_is_awarded_singly_from_the_list_of_those_awaiting(committee):
    branch = make_branch(name="北站")
    assert url("award", branch.code) in committee.get(url("awaiting")).content.decode()

    committee.post(url("award", branch.code), {"wording": "北站流动党支部", "awarded_on": "2016-12-06"})

    assert branch.plaques.get().number == "赣京流〔2016〕001号"
    assert "北站" not in words(committee.get(url("awaiting")))


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"approved_since": "2016-11-20"}, {"北站"}),
        ({"basis": "consolidated"}, {"章江"}),
        ({"place": "360700"}, set()),
        ({"approved_since": "some day"}, {"北站", "章江"}),
    ],
)
def test_what_the_list_of_those_awaiting_can_be_asked(committee, asked, names):
    make_branch(name="北站")
    make_branch(name="章江", origin="consolidated", approved_on=datetime.date(2016, 11, 1))

    page = committee.get(url("awaiting"), asked)

    assert {branch.short_name for branch, _place, _may in page.context["rows"]} == names
    assert page.context["figures"].total == len(names)


def test_those_awaiting_come_in_pages_in_the_order_they_are_proposed_in(committee, monkeypatch):
    monkeypatch.setattr("branches.ceremonies.views.plaques.page_of", partial(page_of, size=2))
    days = {"无日期": None, "后": datetime.date(2016, 11, 20), "先": datetime.date(2016, 11, 1)}
    for name, approved_on in days.items():
        make_branch(name=name, approved_on=approved_on, approval_document_no="1号")
    first = committee.get(url("awaiting"))
    second = committee.get(url("awaiting"), {"after": first.context["page"].next})
    shown = [[branch.short_name for branch, *_rest in page.context["rows"]] for page in (first, second)]

    assert shown == [["先", "后"], ["无日期"]]
    assert first.context["figures"].total == first.context["page"].total == 3
    assert not second.context["page"].next


def test_of_many_proposed_a_page_is_shown_and_all_are_put_on_the_list(committee, monkeypatch):
    monkeypatch.setattr("branches.ceremonies.views.steps._TICKED_AT_ONCE", 2)
    ceremony, branches = make_ceremony(), [make_branch() for _each in range(3)]
    first = committee.get(url("choose", ceremony.pk))
    second = committee.get(url("choose", ceremony.pk), {"after": first.context["page"].next})
    shown = [branch for page in (first, second) for branch, *_rest in page.context["branches"]]
    committee.post(url("choose", ceremony.pk), {"all": "every", "version": ceremony.version})

    assert len(first.context["branches"]) == 2
    assert shown == branches
    assert ceremony.plaques.count() == 3


def test_awaiting_is_exported_as_filtered(committee):
    make_branch(name="北站"), make_branch(county=360722, name="信丰")

    answer = committee.get(url("export_awaiting"), {"place": 360700, "kind": "csv"})

    assert "信丰" in (content := b"".join(answer.streaming_content).decode())
    assert "北站" not in content
