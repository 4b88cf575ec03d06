"""Single plaques: awarded, replaced, returned, lost."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from branches.ceremonies import actions
from branches.models import Branch, Plaque
from registry.history.models import Deed
from registry.history.verbs import Verb
from registry.objections import Override
from tests.factories.ceremonies import HELD_ON, TODAY, make_ceremony, make_plaque
from tests.factories.organisation import make_branch
from tests.sayings import codes

pytestmark = pytest.mark.django_db

LATER = datetime.date(2020, 5, 1)


def replace(plaque: Plaque, **values: object) -> Plaque:
    defaults = {"wording": "新名称", "awarded_on": LATER, "today": LATER, "reason": "支部更名", "by": None}
    return actions.replace_plaque(plaque=plaque, **defaults | values)


def end(plaque: Plaque, **values: object) -> Plaque:
    defaults = {"state": "lost", "ended_on": TODAY, "today": TODAY, "reason": "搬迁遗失", "by": None}
    return actions.end_plaque(plaque=plaque, **defaults | values)


def test_a_plaque_awarded_singly_is_whole_and_recorded():
    branch = make_branch(origin="consolidated")

    plaque = make_plaque(branch, wording=" 驻京流动党支部 ", received_by="章书平")

    assert (plaque.number, plaque.wording, plaque.basis, plaque.state) == (
        "赣京流〔2016〕001号", "驻京流动党支部", "consolidated", "in_use",
    )  # fmt: skip
    assert (plaque.award_kind, plaque.ceremony) == ("new", None)
    deed = Deed.objects.first()
    assert (deed.verb, deed.after["number"]) == (Verb.PLAQUE_AWARDED, "赣京流〔2016〕001号")
    assert {(s.kind, s.key) for s in deed.subjects.all()} == {
        ("branches.plaque", plaque.pk),
        ("branches.branch", branch.pk),
    }


def test_a_replacement_ends_the_old_plaque_and_keeps_both_numbers():
    old = make_plaque()

    new = replace(old)

    old.refresh_from_db()
    assert (old.state, old.ended_on, old.number) == ("replaced", LATER, "赣京流〔2016〕001号")
    assert (new.award_kind, new.replaces, new.number) == ("replacement", old, "赣京流〔2020〕001号")
    assert list(old.branch.plaques.in_use_on(HELD_ON)) == [old]
    assert list(old.branch.plaques.in_use_on(LATER)) == [new]


def test_after_a_loss_the_branch_gets_a_supplementary_plaque():
    lost = end(make_plaque())

    again = make_plaque(lost.branch, awarded_on=TODAY)

    assert (lost.state, lost.ended_on, again.award_kind, again.replaces) == ("lost", TODAY, "supplementary", None)


@pytest.mark.parametrize(
    ("branch", "day", "code"),
    [
        ({"dissolved_on": HELD_ON}, HELD_ON, "dissolved"),
        ({"founded_on": LATER}, HELD_ON, "not_founded"),
        ({}, LATER, "not_yet"),
        ({"approval_document_no": ""}, HELD_ON, "no_approval_document"),
    ],
)
def test_what_speaks_against_a_single_award(branch, day, code):
    with pytest.raises(ValidationError) as error:
        make_plaque(make_branch(**branch), awarded_on=day)

    assert codes(error) == [code]


def test_a_branch_on_a_list_or_with_a_plaque_gets_no_single_award():
    listed, holding = make_branch(), make_branch()
    make_ceremony(branches=[listed])
    make_plaque(holding)

    with pytest.raises(ValidationError) as on_list:
        make_plaque(listed)
    with pytest.raises(ValidationError) as in_use:
        make_plaque(holding)

    assert (codes(on_list), codes(in_use)) == (["twice"], ["in_use"])


def test_a_missing_approval_document_can_be_set_aside():
    plaque = make_plaque(make_branch(approval_document_no=""), override=Override("批复后补", "赣京党〔2016〕9号"))

    deed = Deed.objects.first()
    assert plaque.state == "in_use"
    assert (deed.reason, deed.document_no, len(deed.after["set_aside"])) == ("批复后补", "赣京党〔2016〕9号", 1)


def test_an_empty_wording_is_refused():
    with pytest.raises(ValidationError):
        make_plaque(wording="  ")

    assert Plaque.objects.count() == 0


def test_only_what_is_in_use_can_end_and_not_before_its_award_or_in_time_to_come():
    plaque = make_plaque()
    for day, code in [(datetime.date(2016, 12, 5), "before_award"), (LATER, "not_yet")]:
        with pytest.raises(ValidationError) as error:
            end(plaque, ended_on=day)
        assert codes(error) == [code]
    end(plaque)

    for act in (end, replace):
        with pytest.raises(ValidationError) as error:
            act(plaque)
        assert codes(error) == ["not_in_use"]


def test_a_plaque_ends_by_being_returned_or_lost_and_with_a_reason():
    plaque = make_plaque()
    with pytest.raises(ValidationError) as other_end:
        end(plaque, state="withdrawn")
    with pytest.raises(ValidationError) as no_reason:
        end(plaque, reason=" ")

    assert (codes(other_end), codes(no_reason)) == (["not_an_end"], ["no_reason"])


def test_a_plaque_of_a_dissolved_branch_is_returned_but_not_replaced():
    plaque = make_plaque()
    Branch.objects.update(dissolved_on=TODAY)

    with pytest.raises(ValidationError) as error:
        replace(plaque)
    returned = end(plaque, state="returned")

    assert (codes(error), returned.state) == (["dissolved"], "returned")


def test_who_received_it_is_corrected_with_a_reason_and_only_after_the_award():
    plaque = make_plaque(received_by="章书萍")

    actions.correct_receipt(plaque=plaque, received_by="章书平", reason="姓名写错", by=None)
    planned = make_ceremony(branches=[make_branch()]).plaques.get()
    with pytest.raises(ValidationError) as error:
        actions.correct_receipt(plaque=planned, received_by="章书平", reason="姓名写错", by=None)

    deed = Deed.objects.filter(verb=Verb.PLAQUE_CHANGED).first()
    assert (deed.before, deed.after) == ({"received_by": "章书萍"}, {"received_by": "章书平"})
    assert codes(error) == ["not_awarded"]


def test_plaques_of_another_prefecture_are_out_of_reach(officer):
    nanchang, theirs = officer(360100), make_plaque(make_branch(county=360722))

    for act in (
        lambda: end(theirs, by=nanchang),
        lambda: replace(theirs, by=nanchang),
        lambda: make_plaque(make_branch(county=360722), by=nanchang),
        lambda: actions.correct_receipt(plaque=theirs, received_by="甲", reason="试试", by=nanchang),
    ):
        with pytest.raises(ValidationError) as error:
            act()
        assert codes(error) == ["outside_scope"]
