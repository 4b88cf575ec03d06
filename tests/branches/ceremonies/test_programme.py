"""Who is on the list, in which order, with which wording."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from branches.ceremonies import actions
from branches.ceremonies.forms import order_asked
from branches.ceremonies.querysets import awaiting_plaque
from branches.models import Branch, Ceremony, Plaque
from registry.access import Scope
from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.at_once import all_at_once
from tests.factories.ceremonies import (
    HELD_ON,
    TODAY,
    make_ceremony,
    make_held_ceremony,
    make_plaque,
    make_prepared_ceremony,
)
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db


def names(ceremony: Ceremony) -> list[str]:
    return [p.branch.short_name for p in ceremony.plaques.select_related("branch").in_running_order()]


def add(ceremony: Ceremony, *branches: Branch, by=None) -> list[Plaque]:
    return actions.add_branches(ceremony=ceremony, branches=branches, today=TODAY, by=by)


def refused(ceremony: Ceremony, *branches: Branch, by=None) -> list[str]:
    with pytest.raises(ValidationError) as error:
        add(ceremony, *branches, by=by)
    return [each.code for each in error.value.error_list]


def awaiting(day: datetime.date = HELD_ON) -> list[str]:
    return [branch.short_name for branch in awaiting_plaque(Branch.objects.all(), day)]


def test_the_order_is_by_place_then_pinyin():
    branches = [
        make_branch(county=360722, name="安定"),
        make_branch(county=360103, name="重庆路"),  # chong, not zhong
        make_branch(county=360103, name="北站"),
        make_branch(county=360103, name="章江"),
    ]

    assert names(make_ceremony(branches=branches)) == ["北站", "重庆路", "章江", "安定"]


def test_numbers_in_names_count_by_their_value():
    branches = [make_branch(name=f"驻京第{number}流动党支部") for number in (10, 2, 1, 11)]

    assert names(make_ceremony(branches=branches)) == [f"驻京第{number}流动党支部" for number in (1, 2, 10, 11)]


def test_who_comes_later_takes_the_place_due_and_an_order_made_by_hand_stays():
    ceremony = make_ceremony(branches=[make_branch(name=name) for name in ("北站", "滕王阁", "章江")])
    order = [p.pk for p in ceremony.plaques.order_by("-position")]
    actions.rearrange(ceremony=ceremony, order=order, by=None)
    add(ceremony, make_branch(county=360104, name="安石路"), make_branch(name="八一"))

    assert names(ceremony) == ["八一", "章江", "滕王阁", "北站", "安石路"]

    actions.rearrange(ceremony=ceremony, order=None, by=None)
    assert names(ceremony) == ["八一", "北站", "滕王阁", "章江", "安石路"]


def test_rearranging_needs_every_line_once_and_leaves_a_prepared_ceremony_prepared():
    ceremony = make_prepared_ceremony(branches=[make_branch(name="北站"), make_branch(name="章江")])
    first, second = ceremony.plaques.in_running_order().values_list("pk", flat=True)

    for order in ([first], [first, first], [first, second, 10**6], []):
        with pytest.raises(ValidationError):
            actions.rearrange(ceremony=ceremony, order=order, by=None)
    arranged = actions.rearrange(ceremony=ceremony, order=[second, first], by=None)

    assert names(arranged) == ["章江", "北站"]
    assert arranged.state == Ceremony.State.PREPARED


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ([1, 2, 3, 4], "abcd"),
        ([1, 2, 3, 1], "dabc"),  # the last to the top
        ([4, 2, 3, 4], "bcda"),  # the first to the end
        ([1, 4, 3, 4], "acdb"),  # down: behind who stood there
        ([1, 2, 2, 4], "acbd"),  # up: before who stood there
        ([99, 2, 3, -5], "dbca"),
    ],
)
def test_a_line_is_moved_by_writing_another_number(asked, order):
    keys = order_asked((at, was, key) for was, (at, key) in enumerate(zip(asked, "abcd", strict=True), start=1))

    assert "".join(keys) == order


def test_the_wording_is_proposed_from_the_names_of_the_branch():
    named, unnamed = make_branch(plaque_name="中共南昌市西湖区驻京流动党支部"), make_branch()
    ceremony = make_ceremony(branches=[named, unnamed])

    wordings = dict(ceremony.plaques.values_list("branch", "wording"))
    assert wordings == {named.code: "中共南昌市西湖区驻京流动党支部", unnamed.code: unnamed.full_name}


def test_a_plaque_is_handed_over_by_whom_the_ceremony_names_unless_its_line_names_somebody_else():
    ceremony = make_ceremony(branches=[make_branch(), make_branch()], handing_over="邹怀谷（书记）")
    plaque = ceremony.plaques.in_running_order()[0]

    actions.reword(plaque=plaque, wording=plaque.wording, handed_over_by=" 饶静之 ", received_by="章书平", by=None)

    givers = [(p.handed_over_by, p.handing_over) for p in ceremony.plaques.in_running_order()]
    assert givers == [("饶静之", "饶静之"), ("", "邹怀谷（书记）")]
    assert Deed.objects.first().after == {"handed_over_by": "饶静之", "received_by": "章书平"}
    assert make_plaque().handing_over == ""


def test_another_wording_takes_a_prepared_ceremony_back_to_draft_another_receiver_does_not():
    ceremony = make_prepared_ceremony(branches=[make_branch()])
    plaque = ceremony.plaques.get()

    actions.reword(plaque=plaque, wording=plaque.wording, handed_over_by="", received_by=" 章书平 ", by=None)
    ceremony.refresh_from_db()
    assert (ceremony.state, ceremony.plaques.get().received_by) == (Ceremony.State.PREPARED, "章书平")

    actions.reword(plaque=plaque, wording="驻京流动党支部", handed_over_by="", received_by="章书平", by=None)
    ceremony.refresh_from_db()
    assert (ceremony.state, ceremony.plaques.get().wording) == (Ceremony.State.DRAFT, "驻京流动党支部")
    assert (Deed.objects.first().verb, Deed.objects.first().after["wording"]) == (Verb.PLAQUE_CHANGED, "驻京流动党支部")


def test_who_leaves_the_list_awaits_a_plaque_again():
    ceremony = make_prepared_ceremony(branches=[make_branch(name="北站"), make_branch(name="章江")])
    leaving = ceremony.plaques.get(branch__short_name="北站")

    changed = actions.remove_branches(ceremony=ceremony, plaques=[leaving], by=None)

    assert (names(changed), changed.state, awaiting()) == (["章江"], Ceremony.State.DRAFT, ["北站"])
    assert [p.position for p in changed.plaques.all()] == [1]


def test_only_lines_of_this_ceremony_leave_it():
    ours, theirs = make_ceremony(branches=[make_branch()]), make_ceremony(branches=[make_branch()])

    actions.remove_branches(ceremony=ours, plaques=theirs.plaques.all(), by=None)

    assert theirs.plaques.count() == 1


def test_a_branch_comes_on_one_list_once():
    branch = make_branch()
    ceremony, other = make_ceremony(branches=[branch]), make_ceremony()

    assert refused(ceremony, branch) == ["twice"]
    assert refused(other, branch) == ["twice"]
    assert refused(other, *[make_branch()] * 2) == ["twice"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_put_one_branch_on_two_lists_at_once_one_is_told():
    branch, ceremonies = make_branch(), [make_ceremony(), make_ceremony()]

    ends = all_at_once(*[lambda c=c: add(c, branch) for c in ceremonies])

    assert sorted(ends) == ["done", "twice"]
    assert Plaque.objects.count() == 1


def test_all_come_on_the_list_or_none():
    ceremony = make_ceremony()

    assert refused(ceremony, make_branch(), make_branch(dissolved_on=HELD_ON)) == ["dissolved"]
    assert ceremony.plaques.count() == 0


def test_what_keeps_a_branch_from_the_list():
    ceremony = make_ceremony(division_code=360100)
    holding = make_branch()
    make_plaque(holding)

    assert refused(ceremony, make_branch(county=360722)) == ["outside_place"]
    assert refused(ceremony, holding) == ["in_use"]
    assert refused(ceremony, make_branch(founded_on=datetime.date(2016, 12, 7))) == ["not_founded"]
    assert refused(ceremony) == ["nothing_chosen"]
    assert refused(make_held_ceremony(branches=[make_branch()]), make_branch()) == ["held"]


def test_a_branch_dissolved_later_could_still_be_awarded_on_a_day_long_past():
    ceremony = make_ceremony(branches=[make_branch(dissolved_on=datetime.date(2020, 1, 1))])

    assert ceremony.plaques.count() == 1


def test_a_branch_outside_the_officers_scope_is_refused_without_a_word_about_it(officer):
    foreign = make_branch(county=360722, name="赣州市信丰县驻京流动党支部")
    with pytest.raises(ValidationError) as error:
        add(make_ceremony(division_code=360100), foreign, by=officer(360100))

    assert [each.code for each in error.value.error_list] == ["outside_scope"]
    assert "信丰" not in " ".join(error.value.messages)


def test_the_list_of_a_ceremony_outside_the_scope_is_closed(officer):
    nanchang = officer(360100)
    ceremony = make_prepared_ceremony(branches=[make_branch()])
    plaque = ceremony.plaques.get()

    for act in (
        lambda: add(ceremony, make_branch(), by=nanchang),
        lambda: actions.remove_branches(ceremony=ceremony, plaques=[plaque], by=nanchang),
        lambda: actions.rearrange(ceremony=ceremony, order=None, by=nanchang),
        lambda: actions.reword(plaque=plaque, wording="甲", handed_over_by="", received_by="", by=nanchang),
        lambda: actions.hold(ceremony=ceremony, today=TODAY, by=nanchang),
        lambda: actions.cancel(ceremony=ceremony, reason="试试", by=nanchang),
    ):
        with pytest.raises(ValidationError) as error:
            act()
        assert [each.code for each in error.value.error_list] == ["outside_scope"]


def test_awaiting_are_the_active_and_approved_without_a_plaque_and_on_no_list():
    make_branch(name="候一", approved_on=datetime.date(2016, 11, 2))
    make_branch(county=360722, name="候二", approved_on=datetime.date(2016, 10, 1))
    make_branch(name="候三", approved_on=datetime.date(2016, 11, 1))
    make_branch(name="只有文号", approved_on=None)
    make_branch(name="未批", approved_on=None, approval_document_no="")
    make_branch(name="后批", approved_on=datetime.date(2016, 12, 7))
    make_branch(name="未建", founded_on=datetime.date(2016, 12, 7))
    make_branch(name="已撤", dissolved_on=HELD_ON)
    make_plaque(make_branch(name="有牌"))
    make_ceremony(branches=[make_branch(name="在列")])
    again = make_plaque(make_branch(county=360802, name="遗失"))
    actions.end_plaque(plaque=again, state="lost", ended_on=TODAY, reason="遗失", today=TODAY, by=None)

    assert awaiting() == ["候三", "候一", "只有文号", "候二", "遗失"]


def test_a_branch_that_had_a_plaque_before_is_given_a_supplementary_one():
    lost = make_plaque()
    actions.end_plaque(plaque=lost, state="lost", ended_on=TODAY, reason="遗失", today=TODAY, by=None)

    ceremony = make_ceremony(branches=[lost.branch, make_branch()])

    kinds = dict(ceremony.plaques.values_list("branch", "award_kind"))
    assert kinds == {lost.branch_id: "supplementary", lost.branch_id + 1: "new"}


def test_figures_count_new_and_consolidated_apart_from_rows_in_scope():
    ours = [make_branch(origin="new"), make_branch(origin="consolidated"), make_branch(origin="new")]
    make_ceremony(branches=[*ours, make_branch(county=360722, origin="consolidated")])
    nanchang = Scope.of(360100)

    assert Plaque.objects.figures() == (2, 2, 4)
    assert Plaque.objects.within(nanchang).figures() == (2, 1, 3)
    assert Plaque.objects.within(Scope.nowhere()).figures() == (0, 0, 0)
