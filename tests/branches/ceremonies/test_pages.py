"""Ceremonies in the browser: planned, chosen, prepared, awarded, corrected, and the ledger, as staff do it."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from branches.models import Ceremony, Plaque
from registry.history.models import Deed
from tests.factories.ceremonies import (
    TODAY,
    make_ceremony,
    make_guest,
    make_held_ceremony,
    make_plaque,
    make_prepared_ceremony,
)
from tests.factories.organisation import make_branch
from tests.sayings import messages, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

FACTS = {
    "title": "驻京流动党组织集中授牌仪式",
    "division_code": 360000,
    "held_on": "2016-12-06",
    "starts_at": "09:30",
    "venue": "江西大厦三楼会议室",
    "guests": "章文远，南昌市委组织部副部长\n\n余建平",
}


def url(name: str, *args: object) -> str:
    return reverse(f"ceremonies:{name}", args=args)


def test_from_the_plan_to_the_wall(committee, report):
    page = committee.post(url("plan"), FACTS, follow=True)
    ceremony = Ceremony.objects.get()
    assert page.redirect_chain == [(url("choose", ceremony.pk), 302)]
    assert "All 114 (63 new + 51 consolidated)" in words(page)

    page = committee.post(url("choose", ceremony.pk), {"all": "every", "version": ceremony.version}, follow=True)
    assert messages(page) == ["114 branches are on the list."]

    page = committee.post(url("prepare", ceremony.pk), follow=True)
    assert messages(page) == ["The ceremony is prepared."]

    page = committee.get(url("hold", ceremony.pk))
    assert "63 new + 51 consolidated = 114 plaques" in words(page)
    assert "赣京流〔2016〕001号 to 赣京流〔2016〕114号" in words(page)

    page = committee.post(url("hold", ceremony.pk), {"held_on": "2016-12-06"}, follow=True)
    assert messages(page) == ["Awarded: 63 new + 51 consolidated = 114 plaques."]
    assert Plaque.objects.filter(state="in_use").count() == 114
    assert page.context["roll"].figures == (63, 51, 114)


def test_the_figures_of_a_ceremony_open_the_rows_behind_them(committee, report):
    ceremony = make_held_ceremony(branches=report)
    whole = committee.get(ceremony.get_absolute_url())
    roll = whole.context["roll"]

    for basis, count in [("new", 63), ("consolidated", 51), ("", 114)]:
        lines = committee.get(ceremony.get_absolute_url(), {"basis": basis}).context["lines"]
        assert len(lines) == count
    assert sum(place.figures.total for place in roll.places) == 114
    for place in roll.places:
        lines = committee.get(ceremony.get_absolute_url(), {"place": place.code, "basis": "new"}).context["lines"]
        assert len(lines) == place.figures.new


def test_those_ticked_go_on_the_list_and_a_narrowed_proposal_narrows_all(committee):
    ours, other = make_branch(origin="consolidated"), make_branch()
    theirs = make_branch(county=360722)
    ceremony = make_ceremony()

    committee.post(url("choose", ceremony.pk), {"branches": [ours.code]})
    assert list(ceremony.plaques.values_list("branch", flat=True)) == [ours.code]

    committee.post(url("choose", ceremony.pk) + "?place=360700", {"all": "every"})
    assert set(ceremony.plaques.values_list("branch", flat=True)) == {ours.code, theirs.code}

    committee.post(url("choose", ceremony.pk) + "?basis=consolidated", {"all": "every"})
    assert not ceremony.plaques.filter(branch=other).exists()


def test_nothing_chosen_is_said_and_nothing_done(committee):
    make_branch()
    page = committee.post(url("choose", make_ceremony().pk), {})

    assert "Choose at least one branch." in words(page)
    assert Plaque.objects.count() == 0


def test_a_page_left_open_while_somebody_else_works_is_refused(committee):
    branch, ceremony = make_branch(), make_ceremony()
    Ceremony.objects.filter(pk=ceremony.pk).update(version=7)

    for step, sent in [
        ("choose", {"branches": [branch.code], "version": 6}),
        ("change", FACTS | {"seen_version": 6}),
        ("arrange", {"version": 6}),
        ("prepare", {"version": 6}),
        ("hold", {"held_on": "2016-12-06", "version": 6}),
        ("cancel", {"reason": "会场不可用", "version": 6}),
    ]:
        assert "Somebody else has changed the ceremony" in words(committee.post(url(step, ceremony.pk), sent)), step
    assert Ceremony.objects.get(pk=ceremony.pk).state == "draft"


def test_guests_are_written_one_on_each_line(committee):
    committee.post(url("plan"), FACTS)
    ceremony = Ceremony.objects.get()

    assert [(g.name, g.title) for g in ceremony.guests.all()] == [("章文远", "南昌市委组织部副部长"), ("余建平", "")]
    page = committee.get(url("change", ceremony.pk))
    assert "章文远，南昌市委组织部副部长\n余建平</textarea>" in page.content.decode()

    page = committee.post(url("change", ceremony.pk), FACTS | {"guests": "，副部长"})
    assert "Write a guest as name, comma, title" in words(page)


def test_the_list_is_edited_line_by_line(committee):
    ceremony = make_ceremony(branches=[make_branch(name=name) for name in ("北站", "滕王阁", "章江")])
    first, second, third = ceremony.plaques.in_running_order()
    sent = {"version": ceremony.version}
    for position, plaque in enumerate((first, second, third), start=1):
        sent |= {f"position_{plaque.pk}": position, f"wording_{plaque.pk}": plaque.wording}
    sent |= {f"position_{third.pk}": 1, f"remove_{second.pk}": "on"}
    sent |= {f"handed_over_by_{third.pk}": "章文远", f"received_by_{third.pk}": "章书平"}

    committee.post(url("arrange", ceremony.pk), sent | {f"wording_{first.pk}": "北站流动党支部"})

    columns = ("position", "branch__short_name", "wording", "handed_over_by", "received_by")
    assert list(ceremony.plaques.in_running_order().values_list(*columns)) == [
        (1, "章江", third.wording, "章文远", "章书平"),
        (2, "北站", "北站流动党支部", "", ""),
    ]


def test_the_list_goes_back_to_place_and_pinyin_in_one_step(committee):
    ceremony = make_ceremony(branches=[make_branch(name=name) for name in ("北站", "章江")])
    first, second = ceremony.plaques.in_running_order()
    sent = {f"position_{first.pk}": 2, f"position_{second.pk}": 1}
    sent |= {f"wording_{p.pk}": p.wording for p in (first, second)}

    committee.post(url("arrange", ceremony.pk), sent)
    assert list(ceremony.plaques.in_running_order()) == [second, first]

    page = committee.post(url("arrange", ceremony.pk), sent | {"by_place": "1"}, follow=True)
    assert list(ceremony.plaques.in_running_order()) == [first, second]
    assert page.redirect_chain[-1][0] == url("arrange", ceremony.pk)


def test_the_pages_show_beforehand_what_speaks_against_a_step(committee):
    draft = make_ceremony(branches=[make_branch(approval_document_no="", name="北站")], venue="", held_on=None)

    shown = words(committee.get(draft.get_absolute_url()))
    assert "The ceremony has no date." in shown
    assert "The ceremony has no venue." in shown
    assert "1 branch has no approval document: 北站" in shown
    page = committee.get(url("prepare", draft.pk))
    assert "Something is missing that cannot be set aside." in words(page)
    assert '<input type="submit"' not in page.content.decode()
    assert "The ceremony has not been prepared." in words(committee.get(url("hold", draft.pk)))


def test_warnings_are_set_aside_with_both_reason_and_document(committee):
    draft = make_ceremony(branches=[make_branch()], venue="")

    page = committee.post(url("prepare", draft.pk), {"override_reason": "会场待定"})
    assert "An override needs a reason and a document number." in words(page)

    committee.post(
        url("prepare", draft.pk), {"override_reason": "会场待定", "override_document_no": "赣京党〔2016〕9号"}
    )
    draft.refresh_from_db()
    assert draft.state == "prepared"


def test_the_day_of_an_award_is_asked_and_cannot_lie_ahead(committee):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    ceremony = make_prepared_ceremony(branches=[make_branch()], held_on=tomorrow)

    page = committee.get(url("hold", ceremony.pk))
    assert page.context["form"]["held_on"].value() == timezone.localdate()
    assert "It was planned for" in words(page)
    page = committee.post(url("hold", ceremony.pk), {"held_on": tomorrow.isoformat()})
    assert "The day has not come." in words(page)
    committee.post(url("hold", ceremony.pk), {"held_on": timezone.localdate().isoformat()})
    assert Ceremony.objects.get().held_on == timezone.localdate()


def test_what_is_prepared_is_not_prepared_twice(committee):
    ceremony = make_prepared_ceremony(branches=[make_branch()])

    assert "The ceremony is prepared." in words(committee.get(url("prepare", ceremony.pk)))
    page = committee.post(url("correct", ceremony.pk), {"title": ceremony.title, "reason": "会场写错"})
    assert "The ceremony was not held; there is nothing to correct." in words(page)


def test_a_held_ceremony_is_corrected_with_a_reason_and_nothing_else_of_it_moves(committee):
    ceremony = make_held_ceremony(branches=[make_branch()])
    make_guest(ceremony)
    sent = {
        "title": ceremony.title,
        "presiding": "章文清 书记",
        "guests": "",
        "held_on": "2016-12-01",
        "division_code": 360100,
    }

    assert "The ceremony was not held" not in words(committee.get(url("correct", ceremony.pk)))
    page = committee.post(url("correct", ceremony.pk), sent)
    assert "This field is required." in words(page)
    committee.post(url("correct", ceremony.pk), sent | {"reason": "主持人职务漏写"})

    ceremony.refresh_from_db()
    assert (ceremony.presiding, ceremony.guests.count()) == ("章文清 书记", 0)
    assert (ceremony.held_on, ceremony.division_code) == (datetime.date(2016, 12, 6), 360000)
    assert Deed.objects.first().reason == "主持人职务漏写"
    assert "cannot be changed" not in words(committee.get(ceremony.get_absolute_url()))
    assert "correct it with a reason" in words(committee.get(url("change", ceremony.pk)))


def test_a_cancelled_ceremony_keeps_its_list_and_lets_its_branches_go(committee):
    ceremony = make_ceremony(branches=[make_branch(name="北站")])

    committee.post(url("cancel", ceremony.pk), {"reason": "会场不可用"})

    page = committee.get(ceremony.get_absolute_url())
    assert "北站" in words(page)
    assert "Not awarded" in words(page)
    assert "北站" in words(committee.get(url("awaiting")))


def test_the_list_of_ceremonies_puts_what_is_to_come_first(committee):
    make_held_ceremony(branches=[make_branch(), make_branch(origin="consolidated")], title="已办")
    make_ceremony(title="未定", held_on=None)
    make_ceremony(title="明年", held_on=datetime.date(2027, 1, 1))

    page = committee.get(url("list"))

    assert [row.ceremony.title for row in page.context["coming"]] == ["明年", "未定"]
    assert [(row.ceremony.title, row.figures) for row in page.context["past"]] == [("已办", (1, 1, 2))]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"q": "章江"}, {"章江授牌仪式"}),
        ({"q": "大厦"}, {"北站授牌仪式"}),
        ({"year": "2016"}, {"北站授牌仪式"}),
        ({"state": "draft"}, {"章江授牌仪式", "北站授牌仪式"}),
        ({"state": "nonsense"}, {"章江授牌仪式", "北站授牌仪式"}),
    ],
)
def test_what_the_list_can_be_asked(committee, asked, titles):
    make_ceremony(title="北站授牌仪式")
    make_ceremony(title="章江授牌仪式", venue="", host="", held_on=datetime.date(2017, 1, 1))

    assert {row.ceremony.title for row in committee.get(url("list"), asked).context["coming"]} == titles


def test_the_list_is_filtered_and_exported_exactly_so(committee):
    make_held_ceremony(branches=[make_branch()], title="已办")
    make_ceremony(title="筹备")

    page = committee.get(url("list"), {"state": "held"})
    assert [row.ceremony.title for row in [*page.context["coming"], *page.context["past"]]] == ["已办"]
    content = b"".join(committee.get(url("export"), {"state": "held", "kind": "csv"}).streaming_content).decode(
        "utf-8-sig"
    )
    assert [line.split(",")[1] for line in content.splitlines()] == ["Title", "已办"]


def test_a_name_of_2016_is_shown_on_what_happened_then(committee):
    """上饶县 became 广信区 in 2019; what it was given in 2016 was given to 上饶县."""
    plaque = make_held_ceremony(branches=[make_branch(county=361121)], today=TODAY).plaques.get()

    assert "上饶市上饶县" in words(committee.get(plaque.get_absolute_url()))
    assert "上饶市上饶县" in words(committee.get(plaque.ceremony.get_absolute_url()))


def test_no_page_needs_a_style_or_script_of_its_own(committee):
    ceremony = make_ceremony(branches=[make_branch()])
    make_branch()
    plaque = make_plaque()
    pages = [url(name) for name in ("list", "plan", "plaques", "awaiting")]
    pages += [url(name, ceremony.pk) for name in ("detail", "change", "choose", "arrange", "prepare", "hold", "cancel")]
    pages += [url(name, plaque.pk) for name in ("plaque", "replace", "end", "receipt")]
    for page in pages:
        html = committee.get(page).content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html), page
