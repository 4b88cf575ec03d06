"""Ceremonies wholly in Django admin: the owner's wish. Everything goes through the same actions, so deeds and rules hold."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from branches.models import Ceremony, Plaque
from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.branches.ceremonies.admin_pages import FACTS, line, page_of, rows
from tests.factories.ceremonies import (
    make_ceremony,
    make_guest,
    make_held_ceremony,
    make_prepared_ceremony,
)
from tests.factories.organisation import make_branch
from tests.sayings import messages, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def url(name: str, *args: object) -> str:
    return reverse(f"admin:branches_ceremony_{name}", args=args)


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
        line(third, position=1, handed_over_by="余建平", received_by="章书平"),
    ]
    guests = [{"name": "余建平", "position": "2"}, {"name": "章文远", "title": "副部长", "position": "1"}]

    page = committee.post(url("change", ceremony.pk), page_of(ceremony, plaques, guests, venue="五楼"), follow=True)

    assert page.status_code == 200
    ceremony.refresh_from_db()
    assert (ceremony.venue, [g.name for g in ceremony.guests.all()]) == ("五楼", ["章文远", "余建平"])
    columns = ("branch__short_name", "wording", "handed_over_by", "received_by")
    assert list(ceremony.plaques.in_running_order().values_list(*columns)) == [
        ("章江", third.wording, "余建平", "章书平"),
        ("北站", "北站流动党支部", "", ""),
    ]
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


def test_the_admins_own_log_tells_nothing_and_its_history_is_that_of_the_house(committee):
    ceremony = make_ceremony(branches=[make_branch()])

    committee.post(url("change", ceremony.pk), page_of(ceremony, venue="五楼"))

    assert LogEntry.objects.count() == 0
    assert committee.get(url("history", ceremony.pk)).url == f"{ceremony.get_absolute_url()}#history"


def test_no_page_of_ours_in_the_admin_has_a_style_or_script_of_its_own(committee):
    draft = make_ceremony(branches=[make_branch()])
    held = make_held_ceremony(branches=[make_branch()])
    make_branch()
    pages = [url("changelist"), url("add"), reverse("admin:branches_plaque_changelist"), url("correct", held.pk)]
    pages += [url(step, draft.pk) for step in ("change", "choose", "prepare", "hold", "cancel")]
    for page in pages:
        html = committee.get(page).content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html), page
