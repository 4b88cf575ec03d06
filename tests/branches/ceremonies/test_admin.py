"""Ceremonies wholly in Django admin: the owner's wish. Everything goes through the same actions, so deeds and rules hold."""

import re
from io import BytesIO

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from branches.models import Ceremony, Plaque
from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.factories.accounts import NANCHANG, make_user, signed_in
from tests.factories.ceremonies import (
    make_ceremony,
    make_guest,
    make_held_ceremony,
    make_plaque,
    make_prepared_ceremony,
)
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db

FACTS = {
    "title": "驻京流动党组织集中授牌仪式",
    "division_code": 360000,
    "held_on": "2016-12-06",
    "starts_at": "09:30",
    "venue": "江西大厦三楼会议室",
}


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def committee() -> Client:
    return signed_in(make_user("committee", role="province_administrator"))


@pytest.fixture
def nanchang() -> Client:
    return signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))


def url(name: str, *args: object) -> str:
    return reverse(f"admin:branches_ceremony_{name}", args=args)


def rows(prefix: str, existing: list[dict], added: list[dict] = ()) -> dict[str, object]:
    """The rows of an inline as its page sends them."""
    sent: dict[str, object] = {
        f"{prefix}-TOTAL_FORMS": len(existing) + len(added),
        f"{prefix}-INITIAL_FORMS": len(existing),
    }
    for number, row in enumerate([*existing, *added]):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def line(plaque: Plaque, **changes: object) -> dict[str, object]:
    row = {"id": plaque.pk, "position": plaque.position, "wording": plaque.wording, "received_by": plaque.received_by}
    return row | {"ceremony": plaque.ceremony_id} | changes


def page_of(ceremony: Ceremony, plaques: list[dict] | None = None, guests: list[dict] = (), **facts: object) -> dict:
    """The whole change page of a ceremony as it is sent."""
    lines = [line(p) for p in ceremony.plaques.in_running_order()] if plaques is None else plaques
    return (
        FACTS
        | {"seen_version": ceremony.version}
        | rows("plaques", lines)
        | rows("guests", [], list(guests))
        | {"_continue": "1"}
        | facts
    )


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def messages(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_from_the_plan_to_the_wall_without_leaving_the_admin(committee, report):
    new = FACTS | rows("guests", [], [{"name": "章文远", "title": "副部长", "position": ""}]) | rows("plaques", [])
    committee.post(url("add"), new)
    ceremony = Ceremony.objects.get()
    assert [g.name for g in ceremony.guests.all()] == ["章文远"]

    assert "63 new + 51 consolidated = 114" in words(committee.get(url("choose", ceremony.pk)))
    page = committee.post(url("choose", ceremony.pk), {"all": "every"}, follow=True)
    assert messages(page) == ["114 branches are on the list."]
    assert page.redirect_chain == [(url("change", ceremony.pk), 302)]

    page = committee.post(url("prepare", ceremony.pk), {}, follow=True)
    assert messages(page) == ["The ceremony is prepared."]
    assert "63 new + 51 consolidated = 114 plaques" in words(committee.get(url("hold", ceremony.pk)))

    page = committee.post(url("hold", ceremony.pk), {"held_on": "2016-12-06"}, follow=True)
    assert messages(page) == ["Awarded: 63 new + 51 consolidated = 114 plaques."]
    assert "63 new + 51 consolidated = 114 plaques" in words(page)
    assert [str(verb) for verb in Deed.objects.order_by("pk").values_list("verb", flat=True)] == [
        Verb.CEREMONY_PLANNED,
        Verb.CEREMONY_CHANGED,
        Verb.BRANCHES_LISTED,
        Verb.CEREMONY_PREPARED,
        Verb.CEREMONY_HELD,
    ]


def test_ceremonies_ticked_are_prepared_and_awarded_in_one_step_after_a_page_that_names_the_figures(committee):
    one = make_ceremony(branches=[make_branch(), make_branch(origin="consolidated")], title="第一次")
    other = make_ceremony(branches=[make_branch(county=360722)], title="第二次", venue="")
    ticked = {"_selected_action": [one.pk, other.pk]}

    page = committee.post(url("changelist"), ticked | {"action": "prepare_selected"}, follow=True)
    assert messages(page) == ["第一次: prepared.", "第二次: The ceremony has no venue."]

    page = committee.post(url("changelist"), ticked | {"action": "award_selected"})
    assert "1 new + 1 consolidated = 2 plaques" in words(page)
    assert "The ceremony has not been prepared." in words(page)
    assert f'value="{other.pk}"' not in page.content.decode()
    assert Plaque.objects.awarded().count() == 0

    confirmed = {"action": "award_selected", "confirmed": "1"}
    page = committee.post(url("changelist"), ticked | confirmed, follow=True)
    assert messages(page) == [
        "第一次: Awarded: 1 new + 1 consolidated = 2 plaques.",
        "第二次: The ceremony has not been prepared.",
    ]
    assert Ceremony.objects.values_list("state", flat=True).order_by("title").distinct().count() == 2


def test_the_page_of_a_draft_changes_facts_guests_order_wordings_and_list_by_the_actions(committee):
    ceremony = make_ceremony(branches=[make_branch(name=name) for name in ("北站", "滕王阁", "章江")])
    first, second, third = ceremony.plaques.in_running_order()
    plaques = [
        line(first, wording="北站流动党支部"),
        line(second, DELETE="on"),
        line(third, position=1, received_by="章书平"),
    ]
    guests = [{"name": "余建平", "position": "2"}, {"name": "章文远", "title": "副部长", "position": "1"}]

    page = committee.post(url("change", ceremony.pk), page_of(ceremony, plaques, guests, venue="五楼"), follow=True)

    assert page.status_code == 200
    ceremony.refresh_from_db()
    assert (ceremony.venue, [g.name for g in ceremony.guests.all()]) == ("五楼", ["章文远", "余建平"])
    after = ceremony.plaques.in_running_order().values_list("branch__short_name", "wording", "received_by")
    assert list(after) == [("章江", third.wording, "章书平"), ("北站", "北站流动党支部", "")]
    verbs = set(Deed.objects.values_list("verb", flat=True))
    assert verbs >= {Verb.CEREMONY_CHANGED, Verb.LIST_ARRANGED, Verb.PLAQUE_CHANGED, Verb.BRANCHES_UNLISTED}


def test_guests_that_were_there_stay_and_those_struck_out_go(committee):
    ceremony = make_ceremony()
    staying, going = make_guest(ceremony, name="章文远"), make_guest(ceremony, name="余建平", position=2)
    existing = [
        {"id": staying.pk, "ceremony": ceremony.pk, "name": "章文远", "title": "部长", "position": 1},
        {"id": going.pk, "ceremony": ceremony.pk, "name": "余建平", "position": 2, "DELETE": "on"},
    ]

    committee.post(url("change", ceremony.pk), page_of(ceremony) | rows("guests", existing))

    assert [(g.name, g.title) for g in ceremony.guests.all()] == [("章文远", "部长")]


def test_saving_a_page_on_which_nothing_changed_is_no_deed(committee):
    ceremony = make_prepared_ceremony(branches=[make_branch()])
    deeds = Deed.objects.count()
    unchanged = {name: getattr(ceremony, name) for name in ("address", "host", "presiding", "document_read_out")}

    committee.post(url("change", ceremony.pk), page_of(ceremony, **unchanged))

    assert Deed.objects.count() == deeds
    assert Ceremony.objects.get().state == "prepared"


def test_of_two_who_save_the_same_page_the_second_is_told_and_saves_nothing(committee):
    ceremony = make_ceremony(branches=[make_branch()])
    seen = page_of(ceremony, venue="六楼")
    Ceremony.objects.filter(pk=ceremony.pk).update(version=ceremony.version + 1)

    page = committee.post(url("change", ceremony.pk), seen, follow=True)

    assert messages(page) == ["Somebody else has changed the ceremony meanwhile. Look at it again."]
    assert Ceremony.objects.get().venue == "江西大厦三楼会议室"


def test_a_place_that_does_not_hold_the_list_is_a_fault_of_the_form(committee):
    ceremony = make_ceremony(branches=[make_branch(), make_branch(county=360722, name="信丰")])

    page = committee.post(url("change", ceremony.pk), page_of(ceremony, division_code=360100))

    assert "1 branch lies outside the place of the ceremony: 信丰" in words(page)
    assert Ceremony.objects.get().division_code == 360000


def test_a_held_ceremony_is_only_read_and_a_crafted_post_changes_nothing(committee):
    ceremony = make_held_ceremony(branches=[make_branch()])
    before = Ceremony.objects.values().get(), Plaque.objects.values().get()

    page = committee.get(url("change", ceremony.pk))
    assert 'name="venue"' not in page.content.decode()
    assert 'name="plaques-0-wording"' not in page.content.decode()
    plaque = ceremony.plaques.get()
    attack = page_of(
        ceremony, [line(plaque, wording="别的支部", number="赣京流〔2016〕999号", state="planned", DELETE="on")]
    )
    assert committee.post(url("change", ceremony.pk), attack | {"venue": "五楼", "state": "draft"}).status_code == 403
    for step in ("choose", "prepare", "hold", "cancel"):
        committee.post(url(step, ceremony.pk), {"all": "every", "held_on": "2016-12-06", "reason": "x"})

    assert (Ceremony.objects.values().get(), Plaque.objects.values().get()) == before


def test_a_held_ceremony_is_corrected_with_a_reason(committee):
    ceremony = make_held_ceremony(branches=[make_branch()])
    sent = {"title": ceremony.title, "venue": "江西大厦五楼会议室", "host": ceremony.host}

    assert "This field is required." in words(committee.post(url("correct", ceremony.pk), sent))
    page = committee.post(url("correct", ceremony.pk), sent | {"reason": "楼层写错"}, follow=True)

    assert page.redirect_chain == [(url("change", ceremony.pk), 302)]
    assert (Ceremony.objects.get().venue, Deed.objects.first().reason) == ("江西大厦五楼会议室", "楼层写错")


def test_the_list_shows_figures_from_rows(committee, report):
    make_held_ceremony(branches=report)

    shown = words(committee.get(url("changelist")))

    assert re.search(r"江西省 Held 63 51 114", shown)


def test_the_officer_sees_his_part_of_the_provinces_ceremony_and_changes_nothing(nanchang):
    ours, theirs = make_branch(name="西湖甲"), make_branch(county=360722, name="信丰甲", origin="consolidated")
    held = make_held_ceremony(branches=[ours, theirs], title="省级")
    prepared = make_prepared_ceremony(branches=[make_branch(name="西湖乙"), make_branch(county=360722, name="信丰乙")])

    for page in (url("changelist"), url("change", held.pk), url("change", prepared.pk)):
        html = nanchang.get(page).content.decode()
        assert "信丰" not in html, page
    assert "1 new + 0 consolidated = 1 plaque" in words(nanchang.get(url("change", held.pk)))
    for step in ("choose", "prepare", "hold", "cancel", "correct"):
        assert nanchang.post(url(step, prepared.pk), {"reason": "x"}).status_code == 404, step
    assert nanchang.post(url("change", prepared.pk), page_of(prepared)).status_code == 403
    nanchang.post(url("changelist"), {"_selected_action": [prepared.pk], "action": "award_selected", "confirmed": "1"})
    assert Ceremony.objects.get(pk=prepared.pk).state == "prepared"


def test_the_officer_plans_for_his_own_place_and_awards_his_own_branches(nanchang):
    foreign = make_branch(county=360722)
    blank = rows("guests", []) | rows("plaques", [])
    assert nanchang.post(url("add"), FACTS | blank).status_code == 200
    nanchang.post(url("add"), FACTS | blank | {"division_code": NANCHANG})
    ceremony = Ceremony.objects.get()

    nanchang.post(url("choose", ceremony.pk), {"branches": [foreign.code]})
    theirs = make_ceremony(branches=[foreign]).plaques.get()
    attack = page_of(ceremony, [line(theirs, ceremony=ceremony.pk, wording="甲", DELETE="on")], division_code=NANCHANG)
    nanchang.post(url("change", ceremony.pk), attack)

    theirs.refresh_from_db()
    assert ceremony.plaques.count() == 0
    assert theirs.wording == foreign.full_name


def test_the_auditor_reads(report):
    held = make_held_ceremony(branches=report[:3])
    auditor = signed_in(make_user("auditor", role="auditor"))

    assert auditor.get(url("change", held.pk)).status_code == 200
    assert url("correct", held.pk) not in auditor.get(url("change", held.pk)).content.decode()
    assert auditor.get(url("add")).status_code == 403
    assert auditor.post(url("correct", held.pk), {"reason": "x"}).status_code == 403


def test_the_admins_own_log_tells_nothing_and_its_history_is_that_of_the_house(committee):
    ceremony = make_ceremony(branches=[make_branch()])

    committee.post(url("change", ceremony.pk), page_of(ceremony, venue="五楼"))

    assert LogEntry.objects.count() == 0
    assert committee.get(url("history", ceremony.pk)).url == f"{ceremony.get_absolute_url()}#history"


def test_the_ledger_is_looked_up_filtered_and_exported_within_the_scope(nanchang):
    ours = make_plaque(make_branch(name="西湖甲"), wording="西湖甲", received_by="=1+1")
    make_plaque(make_branch(name="西湖乙", origin="consolidated"), wording="西湖乙")
    theirs = make_held_ceremony(branches=[make_branch(county=360722, name="信丰甲")], title="赣州的仪式").plaques.get()
    ledger = reverse("admin:branches_plaque_changelist")

    page = nanchang.get(ledger, {"basis__exact": "new"})
    assert "西湖甲" in words(page)
    assert not any(word in words(page) for word in ("西湖乙", "信丰", "赣州的仪式"))
    assert nanchang.get(reverse("admin:branches_plaque_change", args=[theirs.pk])).status_code == 302
    assert (
        'name="wording"' not in nanchang.get(reverse("admin:branches_plaque_change", args=[ours.pk])).content.decode()
    )

    book = nanchang.get(reverse("admin:branches_plaque_export"), {"basis__exact": "new"})
    sheet = load_workbook(BytesIO(book.content)).active
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["西湖甲"]
    assert "f" not in {cell.data_type for cell in sheet[2]}
    assert (Deed.objects.first().verb, Deed.objects.first().after["rows"]) == (Verb.PLAQUES_EXPORTED, 1)


def test_no_page_of_ours_in_the_admin_has_a_style_or_script_of_its_own(committee):
    draft = make_ceremony(branches=[make_branch()])
    held = make_held_ceremony(branches=[make_branch()])
    make_branch()
    pages = [url("changelist"), url("add"), reverse("admin:branches_plaque_changelist"), url("correct", held.pk)]
    pages += [url(step, draft.pk) for step in ("change", "choose", "prepare", "hold", "cancel")]
    for page in pages:
        html = committee.get(page).content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html), page
