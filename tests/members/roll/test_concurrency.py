"""Several people at once: nobody overwrites anybody, no figure is lost, nobody waits for ever."""

from collections.abc import Callable

import pytest

from branches.models import Branch
from branches.organisation.actions import merge as merge_branch
from members.models import Member, Membership
from members.roll import actions, tallies
from members.roll.actions import correcting
from members.roll.bulk import Newcomer, enter
from members.roll.identity import identity_digest
from members.roll.tallies import differences, recount
from registry.access import Scope
from tests.at_once import all_at_once, end_of, in_the_middle
from tests.factories.organisation import make_branch
from tests.factories.roll import DONGHU, TODAY, XIHU, identity_number, make_member

pytestmark = pytest.mark.django_db(transaction=True)


def ends_of(*deeds: Callable[[], object]) -> list[str]:
    """How they end when they are done at the same moment, whoever comes first."""
    return sorted(all_at_once(*deeds, patience=60))


def merge(branch: Branch, into: Branch) -> None:
    merge_branch(branch=branch, into=into, on=TODAY, reason="合并", document_no="1号", by=None, today=TODAY)


def test_of_two_corrections_of_one_version_one_is_a_conflict():
    member = make_member()

    def correct(text: str) -> None:
        actions.correct(member=member, changes={"note": text}, version=1, by=None, today=TODAY)

    assert ends_of(lambda: correct("甲"), lambda: correct("乙")) == ["conflict", "done"]
    assert Member.objects.get().version == 2


def test_of_two_transfers_one_is_a_conflict():
    branches = [make_branch(), make_branch(), make_branch(county=DONGHU)]
    member = make_member(branch=branches[0])

    def transfer(to):
        actions.transfer(member=member, to=to, on=TODAY, version=1, by=None, today=TODAY)

    assert ends_of(lambda: transfer(branches[1]), lambda: transfer(branches[2])) == ["conflict", "done"]
    assert Membership.objects.open().count() == 1
    assert list(differences()) == []


def test_transfers_across_each_other_do_not_wait_in_a_ring():
    here, there = make_branch(), make_branch(county=DONGHU)
    going = [make_member(name=f"章{n}", branch=here) for n in range(4)]
    coming = [make_member(name=f"刘{n}", branch=there, origin=DONGHU) for n in range(4)]

    def transfer(member, to):
        return lambda: actions.transfer(member=member, to=to, on=TODAY, version=1, by=None, today=TODAY)

    moves = [transfer(member, there) for member in going] + [transfer(member, here) for member in coming]
    assert ends_of(*moves) == ["done"] * 8
    assert list(differences()) == []


def test_the_same_identity_entered_twice_at_once_is_entered_once():
    digest = identity_digest(identity_number(1))

    def admit():
        actions.admit(name="章文清", home=XIHU, identity_digest=digest, by=None, today=TODAY)

    assert ends_of(admit, admit, admit) == ["done", "registered_already", "registered_already"]
    assert list(differences()) == []


def test_people_entered_by_hand_and_by_file_at_once_are_all_counted():
    branch = make_branch()

    def by_file():
        source = {"upload": 1, "line": 1, "channel": "village", "on": "2016-11-02"}
        people = [Newcomer(f"章{n}", XIHU, source, branch=branch.pk, since=TODAY) for n in range(20)]
        enter(newcomers=people, changes=[], scope=Scope.everywhere(), about=branch, by=None, today=TODAY)

    def by_hand():
        make_member(name="刘建国", branch=branch, since=TODAY)

    assert ends_of(by_file, by_hand, by_file, by_hand) == ["done"] * 4
    assert Member.objects.count() == 42
    assert list(differences()) == []


def test_a_transfer_into_a_branch_that_absorbs_ones_own_waits_and_then_finds_itself_there():
    branch, into = make_branch(), make_branch()
    member = make_member(branch=branch)

    def transfer():
        actions.transfer(member=member, to=into, on=TODAY, version=1, by=None, today=TODAY)

    ends = ends_of(lambda: merge(branch, into), transfer)
    assert ends in (["conflict", "done"], ["done", "done"])
    member.refresh_from_db()
    assert member.branch == into
    assert list(differences()) == []


def test_nobody_joins_a_branch_while_it_is_merged_away():
    """Who comes first stays whole: the newcomer follows, or finds the branch gone."""
    branch, into = make_branch(), make_branch()
    member = make_member()

    def join():
        actions.join(member=member, branch=branch, since=TODAY, version=1, by=None, today=TODAY)

    ends = ends_of(lambda: merge(branch, into), join)
    assert ends in (["dissolved", "done"], ["done", "done"])
    member.refresh_from_db()
    assert member.branch_id in ([into.pk] if ends == ["done", "done"] else [None])
    assert list(differences()) == []


@pytest.mark.parametrize("look", [lambda: list(differences()), recount])
def test_who_is_entered_while_the_figures_are_compared_with_the_roll_is_counted_once(look):
    make_member(name="章文清")
    with in_the_middle(tallies, "_counted_on_the_roll", lambda: make_member(name="刘建国")) as ends:
        assert look() in ([], 0)
    assert ends == ["done"]
    assert list(differences()) == []


def test_of_two_members_given_one_identity_number_by_hand_at_once_one_is_refused():
    first, second = make_member(name="章文清"), make_member(name="章文青")
    digest = identity_digest(identity_number(1))

    def give(member: Member) -> None:
        actions.correct(member=member, changes={"identity_digest": digest}, version=1, by=None, today=TODAY)

    with in_the_middle(correcting, "require_member", lambda: give(second)) as ends:
        ours = end_of(lambda: give(first))
    assert sorted([ours, *ends]) == ["done", "registered_already"]
    assert Member.objects.filter(identity_digest=digest).count() == 1


def test_who_corrects_a_member_while_he_goes_with_the_file_that_brought_him_is_told_of_a_conflict():
    member = make_member()
    Member.objects.filter(pk=member.pk).delete()
    tallies.recount()
    end = end_of(lambda: actions.correct(member=member, changes={"note": "甲"}, version=1, by=None, today=TODAY))
    assert end == "conflict"
