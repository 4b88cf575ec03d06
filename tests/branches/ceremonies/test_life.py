"""A ceremony from its first draft to the day after: who may do what when, and what the history keeps."""

import dataclasses
import datetime

import pytest
from django.core.exceptions import ValidationError

from branches.ceremonies import actions
from branches.ceremonies.actions import Facts, NamedGuest
from branches.models import Branch, Ceremony, Plaque
from registry.history.chain import broken_deeds
from registry.history.models import Deed
from registry.history.verbs import Verb
from registry.objections import Override
from tests.factories.ceremonies import (
    HELD_ON,
    TODAY,
    make_ceremony,
    make_guest,
    make_held_ceremony,
    make_plaque,
    make_prepared_ceremony,
)
from tests.factories.organisation import make_branch
from tests.sayings import codes

pytestmark = pytest.mark.django_db

FACTS = Facts(
    title="驻京流动党组织集中授牌仪式",
    division_code=360000,
    held_on=HELD_ON,
    venue="江西大厦三楼会议室",
    guests=(NamedGuest("章文远", "南昌市委组织部副部长"), NamedGuest("余建平")),
)


def last_deed() -> Deed:
    return Deed.objects.first()


def test_the_reports_ceremony_adds_up_from_its_rows(report, officer):
    committee = officer(360000, "province_administrator")
    ceremony = actions.plan(facts=FACTS, by=committee)
    actions.add_branches(ceremony=ceremony, branches=report, today=TODAY, by=committee)
    actions.prepare(ceremony=ceremony, by=committee)

    held = actions.hold(ceremony=ceremony, today=TODAY, by=committee)

    assert held.state == Ceremony.State.HELD
    assert held.plaques.figures() == (63, 51, 114)
    numbers = [f"赣京流〔2016〕{serial:03d}号" for serial in range(1, 115)]
    assert list(held.plaques.in_running_order().values_list("number", flat=True)) == numbers
    assert set(held.plaques.values_list("state", flat=True)) == {Plaque.State.IN_USE}
    assert list(broken_deeds()) == []


def test_holding_is_one_deed_about_the_ceremony_its_plaques_and_their_branches():
    branches = [make_branch(), make_branch(county=360722)]
    ceremony = make_held_ceremony(branches=branches)

    deed = last_deed()
    about = {(s.kind, s.key) for s in deed.subjects.all()}
    plaques = {("branches.plaque", plaque.pk) for plaque in ceremony.plaques.all()}
    assert deed.verb == Verb.CEREMONY_HELD
    assert about == {("branches.ceremony", ceremony.pk), *plaques, *(("branches.branch", b.code) for b in branches)}
    assert deed.after == {
        "state": "held",
        "held_on": "2016-12-06",
        "awards_digest": actions.awards_digest(ceremony.plaques.all()),
    }


def test_who_reads_the_history_of_one_branch_learns_nothing_of_another():
    ours, theirs = make_branch(), make_branch(county=360722, name="赣州市信丰县驻京流动党支部", approval_document_no="")
    ceremony = make_ceremony(branches=[ours, theirs], venue="")
    actions.prepare(ceremony=ceremony, by=None, override=Override("领导口头同意", "赣京党〔2016〕9号"))
    actions.hold(ceremony=ceremony, today=TODAY, by=None)

    told = [str((deed.before, deed.after, deed.reason)) for deed in Deed.objects.all()]
    assert len(told) == 3
    assert [words for words in told if "信丰" in words or "360722" in words or "002号" in words] == []


def test_planning_records_place_guests_and_facts():
    ceremony = actions.plan(facts=FACTS, by=None)

    assert [(g.name, g.title) for g in ceremony.guests.all()] == [("章文远", "南昌市委组织部副部长"), ("余建平", "")]
    assert (last_deed().verb, last_deed().after["division_code"]) == (
        Verb.CEREMONY_PLANNED,
        {"code": 360000, "name": "江西省"},
    )
    assert last_deed().after["guests"] == ["章文远 南昌市委组织部副部长", "余建平"]


@pytest.mark.parametrize(("place", "code"), [(360700, "outside_scope"), (369900, "unknown_place")])
def test_planning_elsewhere_is_refused(officer, place, code):
    with pytest.raises(ValidationError) as error:
        actions.plan(facts=dataclasses.replace(FACTS, division_code=place), by=officer(360100))

    assert codes(error) == [code]
    assert Ceremony.objects.count() == 0


def test_a_change_takes_a_prepared_ceremony_back_to_draft():
    ceremony = make_prepared_ceremony(branches=[make_branch()])

    changed = actions.change(ceremony=ceremony, facts=dataclasses.replace(Facts.of(ceremony), venue="五楼"), by=None)

    assert (changed.state, changed.venue) == (Ceremony.State.DRAFT, "五楼")
    assert (last_deed().before, last_deed().after) == ({"venue": "江西大厦三楼会议室"}, {"venue": "五楼"})


def test_a_change_of_nothing_is_no_deed():
    ceremony = make_prepared_ceremony(branches=[make_branch()])
    deeds = Deed.objects.count()

    same = actions.change(ceremony=ceremony, facts=Facts.of(ceremony), by=None)

    assert (same.state, same.version, Deed.objects.count()) == (Ceremony.State.PREPARED, ceremony.version, deeds)


def test_of_two_who_change_the_same_version_the_second_is_told():
    ceremony = make_ceremony()
    seen = ceremony.version
    actions.change(ceremony=ceremony, facts=dataclasses.replace(FACTS, venue="五楼"), version=seen, by=None)

    with pytest.raises(ValidationError) as error:
        actions.change(ceremony=ceremony, facts=dataclasses.replace(FACTS, venue="六楼"), version=seen, by=None)

    assert codes(error) == ["stale"]
    assert Ceremony.objects.get().venue == "五楼"


def test_a_ceremony_moves_only_to_a_place_that_holds_its_branches():
    ceremony = make_ceremony(branches=[make_branch(), make_branch(county=360722)])

    with pytest.raises(ValidationError) as error:
        actions.change(ceremony=ceremony, facts=dataclasses.replace(FACTS, division_code=360100), by=None)

    assert codes(error) == ["outside_place"]


def test_warnings_are_set_aside_with_a_reason_and_a_document():
    ceremony = make_ceremony(branches=[make_branch(approval_document_no="")], venue="")

    with pytest.raises(ValidationError) as error:
        actions.prepare(ceremony=ceremony, by=None)
    prepared = actions.prepare(ceremony=ceremony, by=None, override=Override("批复补发中", "赣京党〔2016〕9号"))

    assert codes(error) == ["no_venue", "no_approval_document"]
    assert prepared.state == Ceremony.State.PREPARED
    assert (last_deed().reason, last_deed().document_no) == ("批复补发中", "赣京党〔2016〕9号")
    assert len(last_deed().after["set_aside"]) == 2


def test_a_ceremony_is_held_only_when_prepared_and_only_once():
    draft = make_ceremony(branches=[make_branch()])
    with pytest.raises(ValidationError) as unprepared:
        actions.hold(ceremony=draft, today=TODAY, by=None)

    held = actions.hold(ceremony=actions.prepare(ceremony=draft, by=None), today=TODAY, by=None)
    with pytest.raises(ValidationError) as twice:
        actions.hold(ceremony=held, today=TODAY, by=None)

    assert (codes(unprepared), codes(twice)) == (["not_prepared"], ["held"])
    assert Plaque.objects.awarded().count() == 1


def test_the_day_it_took_place_may_differ_from_the_day_planned_but_never_lie_ahead():
    ceremony = make_prepared_ceremony(branches=[make_branch()], held_on=datetime.date(2017, 1, 10))

    with pytest.raises(ValidationError) as error:
        actions.hold(ceremony=ceremony, today=datetime.date(2017, 1, 9), by=None)
    held = actions.hold(ceremony=ceremony, held_on=datetime.date(2017, 1, 9), today=datetime.date(2017, 1, 9), by=None)

    assert codes(error) == ["not_yet"]
    assert held.held_on == datetime.date(2017, 1, 9)
    assert held.plaques.get().number == "赣京流〔2017〕001号"


def test_what_became_wrong_after_the_preparation_stops_the_award_as_a_whole():
    fine, gone = make_branch(), make_branch()
    ceremony = make_prepared_ceremony(branches=[fine, gone])
    Branch.objects.filter(pk=gone.pk).update(dissolved_on=HELD_ON)

    with pytest.raises(ValidationError) as error:
        actions.hold(ceremony=ceremony, today=TODAY, by=None)

    assert codes(error) == ["dissolved"]
    assert Plaque.objects.awarded().count() == 0
    assert make_plaque(make_branch()).number == "赣京流〔2016〕001号"


def test_new_or_consolidated_is_frozen_at_the_award():
    branch = make_branch(origin="new")
    ceremony = make_held_ceremony(branches=[branch])
    Branch.objects.filter(pk=branch.pk).update(origin="consolidated")

    assert ceremony.plaques.figures() == (1, 0, 1)


def test_the_branches_of_a_cancelled_ceremony_await_their_plaque_again():
    branch = make_branch()
    cancelled = actions.cancel(ceremony=make_ceremony(branches=[branch]), reason="会场不可用", by=None)
    again = make_ceremony(branches=[branch], title="改期")

    assert cancelled.state == Ceremony.State.CANCELLED
    assert [p.state for p in cancelled.plaques.all()] == [Plaque.State.WITHDRAWN]
    assert (cancelled.plaques.figures(), again.plaques.figures()) == ((0, 0, 0), (1, 0, 1))


@pytest.mark.parametrize("reason", ["", "  "])
def test_cancelling_and_correcting_need_a_reason(reason):
    with pytest.raises(ValidationError) as cancelling:
        actions.cancel(ceremony=make_ceremony(), reason=reason, by=None)
    held = make_held_ceremony(branches=[make_branch()])
    with pytest.raises(ValidationError) as correcting:
        actions.correct_held(ceremony=held, reason=reason, facts=Facts.of(held), by=None)

    assert (codes(cancelling), codes(correcting)) == (["no_reason"], ["no_reason"])


def test_a_held_ceremony_is_corrected_in_what_describes_it_and_in_nothing_else():
    held = make_held_ceremony(branches=[make_branch()])
    make_guest(held)
    facts = dataclasses.replace(Facts.of(held), presiding="章文清 书记", guests=())

    corrected = actions.correct_held(ceremony=held, reason="主持人职务漏写", facts=facts, by=None)
    moved = dataclasses.replace(facts, held_on=datetime.date(2016, 12, 5))
    with pytest.raises(ValidationError) as error:
        actions.correct_held(ceremony=held, reason="日期写错", facts=moved, by=None)

    assert (corrected.presiding, corrected.guests.count(), corrected.state) == ("章文清 书记", 0, Ceremony.State.HELD)
    assert last_deed().verb == Verb.CEREMONY_CORRECTED
    assert (last_deed().reason, last_deed().before["presiding"]) == ("主持人职务漏写", "章文清")
    assert codes(error) == ["frozen"]


def test_a_held_ceremony_is_not_changed_and_a_draft_not_corrected():
    held, draft = make_held_ceremony(branches=[make_branch()]), make_ceremony()

    with pytest.raises(ValidationError) as changing:
        actions.change(ceremony=held, facts=FACTS, by=None)
    with pytest.raises(ValidationError) as correcting:
        actions.correct_held(ceremony=draft, reason="地址写错", facts=Facts.of(draft), by=None)

    assert (codes(changing), codes(correcting)) == (["held"], ["not_held"])
