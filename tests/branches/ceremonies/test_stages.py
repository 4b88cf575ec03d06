"""Plaques as objects: ordered, made, handed over, in use, each with its day; on any day; taken back; explained."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from branches.ceremonies import actions
from branches.models import Plaque, PlaqueStage, Stage
from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.factories.ceremonies import HELD_ON, TODAY, hand_over, make_ceremony, make_held_ceremony, make_plaque
from tests.factories.organisation import make_branch
from tests.sayings import codes

pytestmark = pytest.mark.django_db

ORDERED_ON, MADE_ON = datetime.date(2016, 11, 21), datetime.date(2016, 12, 1)
HUNG_ON = datetime.date(2016, 12, 20)
LATER = datetime.date(2017, 3, 1)


def reach(plaques: list[Plaque], stage: int, since: datetime.date, by: object = None) -> list[Plaque]:
    return actions.reach(plaques=plaques, stage=stage, since=since, today=LATER, by=by)


def then(plaque: Plaque, day: datetime.date) -> int:
    return Plaque.objects.with_stage_on(day).get(pk=plaque.pk).stage_then


def test_a_plaque_passes_its_states_and_each_day_knows_the_one_of_then():
    ceremony = make_ceremony(branches=[make_branch()])
    plaque = ceremony.plaques.get()
    reach([plaque], Stage.ORDERED, ORDERED_ON)
    reach([plaque], Stage.MADE, MADE_ON)
    actions.prepare(ceremony=ceremony, by=None)
    actions.hold(ceremony=ceremony, today=TODAY, by=None)
    hand_over(plaque)
    reach([plaque], Stage.IN_USE, HUNG_ON)

    days = [datetime.date(2016, 11, 20), ORDERED_ON, MADE_ON, HELD_ON, HUNG_ON, LATER]
    assert [then(plaque, day) for day in days] == [
        Stage.NONE, Stage.ORDERED, Stage.MADE, Stage.HANDED_OVER, Stage.IN_USE, Stage.IN_USE,
    ]  # fmt: skip
    plaque.refresh_from_db()
    assert (plaque.stage, plaque.state) == (Stage.IN_USE, "in_use")


def test_its_end_is_a_state_with_a_day_too():
    plaque = make_plaque()
    new = actions.replace_plaque(
        plaque=plaque, wording="新名称", awarded_on=HUNG_ON, today=LATER, reason="支部更名", by=None
    )
    actions.end_plaque(plaque=new, state="lost", ended_on=LATER, reason="搬迁遗失", today=LATER, by=None)

    assert list(plaque.stages.values_list("stage", "since")) == [
        (Stage.HANDED_OVER, HELD_ON),
        (Stage.REPLACED, HUNG_ON),
    ]
    assert (then(plaque, HELD_ON), then(plaque, LATER)) == (Stage.HANDED_OVER, Stage.REPLACED)
    assert (then(new, HUNG_ON), then(new, LATER)) == (Stage.HANDED_OVER, Stage.LOST)


def test_many_boards_are_noted_in_one_deed_that_names_no_other_branch():
    plaques = list(make_ceremony(branches=[make_branch(), make_branch(county=360722)]).plaques.all())

    reach(plaques, Stage.ORDERED, ORDERED_ON)

    deed = Deed.objects.first()
    assert (deed.verb, deed.after) == (Verb.PLAQUE_STAGE, {"stage": 10, "since": "2016-11-21"})
    assert deed.subjects.count() == 4
    assert set(Plaque.objects.values_list("stage", flat=True)) == {Stage.ORDERED}


@pytest.mark.parametrize(
    ("stage", "since", "code"),
    [
        (Stage.HANDED_OVER, HELD_ON, "not_awarded"),
        (Stage.MADE, datetime.date(2016, 11, 20), "out_of_order"),
        (Stage.ORDERED, MADE_ON, "noted"),
        (Stage.MADE, datetime.date(2017, 3, 2), "not_yet"),
        (Stage.LOST, MADE_ON, "not_by_hand"),
    ],
)
def test_what_cannot_be_noted_of_a_plaque_that_was_ordered(stage, since, code):
    plaque = make_ceremony(branches=[make_branch()]).plaques.get()
    reach([plaque], Stage.ORDERED, ORDERED_ON)

    with pytest.raises(ValidationError) as error:
        reach([plaque], stage, since)

    assert codes(error) == [code]
    assert plaque.stages.count() == 1


def test_an_earlier_state_may_be_noted_later_where_its_day_fits():
    plaque = make_held_ceremony(branches=[make_branch()]).plaques.get()
    hand_over(plaque)

    reach([plaque], Stage.MADE, MADE_ON)
    with pytest.raises(ValidationError) as error:
        reach([plaque], Stage.ORDERED, HELD_ON)

    plaque.refresh_from_db()
    assert plaque.stage == Stage.HANDED_OVER
    assert codes(error) == ["out_of_order"]


def test_one_that_does_not_fit_stops_all_of_them():
    ceremony = make_held_ceremony(branches=[make_branch(), make_branch()])
    first, second = ceremony.plaques.in_running_order()
    hand_over(first)

    with pytest.raises(ValidationError) as error:
        reach([first, second], Stage.HANDED_OVER, HELD_ON)

    assert codes(error) == ["noted"]
    assert second.stages.count() == 0


def test_nothing_is_noted_of_a_plaque_that_is_gone():
    plaque = make_plaque()
    actions.end_plaque(plaque=plaque, state="returned", ended_on=TODAY, reason="支部撤销", today=TODAY, by=None)

    with pytest.raises(ValidationError) as error:
        reach([plaque], Stage.IN_USE, TODAY)

    assert codes(error) == ["over"]


def test_the_last_note_is_taken_back_on_its_day_and_later_with_a_reason():
    plaque = make_held_ceremony(branches=[make_branch()]).plaques.get()
    hand_over(plaque)
    now = timezone.now()

    actions.take_back(plaque=plaque, stage=Stage.HANDED_OVER, now=now, by=None)
    plaque.refresh_from_db()
    assert (plaque.stage, plaque.stages.get().taken_back_at) == (Stage.NONE, now)

    hand_over(plaque)
    tomorrow = now + datetime.timedelta(days=1)
    with pytest.raises(ValidationError) as error:
        actions.take_back(plaque=plaque, stage=Stage.HANDED_OVER, now=tomorrow, by=None)
    assert codes(error) == ["no_reason"]
    actions.take_back(plaque=plaque, stage=Stage.HANDED_OVER, now=tomorrow, reason="点错支部", by=None)
    assert Deed.objects.first().reason == "点错支部"
    assert [deed.verb for deed in Deed.objects.all()[:4]] == [
        Verb.PLAQUE_TAKEN_BACK, Verb.PLAQUE_HANDED_OVER, Verb.PLAQUE_TAKEN_BACK, Verb.PLAQUE_HANDED_OVER,
    ]  # fmt: skip


def test_only_the_last_note_is_taken_back_and_no_end():
    plaque = make_plaque()
    reach([plaque], Stage.IN_USE, HUNG_ON)
    with pytest.raises(ValidationError) as inner:
        actions.take_back(plaque=plaque, stage=Stage.HANDED_OVER, now=timezone.now(), by=None)
    actions.end_plaque(plaque=plaque, state="lost", ended_on=LATER, reason="遗失", today=LATER, by=None)
    with pytest.raises(ValidationError) as end:
        actions.take_back(plaque=plaque, stage=Stage.LOST, now=timezone.now(), by=None)

    assert (codes(inner), codes(end)) == (["not_the_last"], ["ended"])
    assert actions.take_back(plaque=plaque, stage=Stage.MADE, now=timezone.now(), by=None) is None


def test_size_and_material_describe_a_board_whether_awarded_or_not():
    planned, awarded = make_ceremony(branches=[make_branch()]).plaques.get(), make_plaque()

    actions.describe(plaques=[planned, awarded], width_mm=600, height_mm=400, material=" 不锈钢 ", by=None)

    for plaque in (planned, awarded):
        plaque.refresh_from_db()
        assert (plaque.size, plaque.material) == ("600 × 400 mm", "不锈钢")
    assert Deed.objects.first().after == {"width_mm": 600, "height_mm": 400, "material": "不锈钢"}
    with pytest.raises(ValidationError):
        actions.describe(plaques=[awarded], width_mm=20, height_mm=400, material="", by=None)


def test_why_it_was_not_handed_over_is_said_of_what_was_not():
    plaque = make_held_ceremony(branches=[make_branch()]).plaques.get()

    actions.explain(plaque=plaque, why=" 支部无人到场 ", by=None)
    plaque.refresh_from_db()
    assert plaque.not_handed_over == "支部无人到场"
    hand_over(plaque)
    with pytest.raises(ValidationError) as error:
        actions.explain(plaque=plaque, why="x", by=None)

    assert codes(error) == ["handed_over"]


def test_the_database_keeps_one_note_of_a_kind_and_the_state_in_step():
    plaque = make_held_ceremony(branches=[make_branch()]).plaques.get()
    hand_over(plaque)
    now = timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        PlaqueStage.objects.create(plaque=plaque, stage=Stage.HANDED_OVER, since=TODAY, noted_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaqueStage.objects.create(
            plaque=plaque, stage=Stage.IN_USE, since=TODAY, noted_at=now, token=plaque.stages.get().token
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Plaque.objects.update(stage=Stage.LOST)
    planned = make_ceremony(branches=[make_branch()]).plaques.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Plaque.objects.filter(pk=planned.pk).update(stage=Stage.HANDED_OVER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plaque.objects.filter(pk=planned.pk).update(width_mm=600)


def test_a_line_taken_off_the_list_takes_its_notes_along():
    ceremony = make_ceremony(branches=[make_branch()])
    plaque = ceremony.plaques.get()
    reach([plaque], Stage.ORDERED, ORDERED_ON)

    actions.remove_branches(ceremony=ceremony, plaques=[plaque], by=None)

    assert PlaqueStage.objects.count() == 0


def test_boards_of_another_prefecture_are_out_of_reach(officer):
    nanchang = officer(360100)
    theirs = make_held_ceremony(branches=[make_branch(county=360722)]).plaques.get()
    noted = hand_over(theirs)

    for act in (
        lambda: reach([theirs], Stage.IN_USE, HUNG_ON, by=nanchang),
        lambda: hand_over(theirs, by=nanchang, token=None),
        lambda: actions.take_back(plaque=theirs, stage=noted.stage, now=timezone.now(), by=nanchang),
        lambda: actions.explain(plaque=theirs, why="x", by=nanchang),
        lambda: actions.describe(plaques=[theirs], width_mm=600, height_mm=400, material="", by=nanchang),
    ):
        with pytest.raises(ValidationError) as error:
            act()
        assert codes(error) == ["outside_scope"]
