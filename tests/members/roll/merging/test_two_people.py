"""That two are not one person is carried over to whoever speaks for them, and holds no longer than the joining it came with."""

import pytest

from members.models import Member, Merger, TwoPeople
from members.roll.merging import actions
from tests.factories.roll import TODAY, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def four() -> list[Member]:
    """Of whom the second and the third are two people."""
    members = [make_member() for _ in range(4)]
    actions.say_two_people(one=members[1], other=members[2], by=None, today=TODAY)
    return members


def join(survivor: Member, absorbed: Member) -> Merger:
    survivor.refresh_from_db()
    absorbed.refresh_from_db()
    versions = (survivor.version, absorbed.version)
    return actions.merge(survivor=survivor, absorbed=absorbed, versions=versions, by=None, today=TODAY)


def part(merger: Merger) -> None:
    actions.take_back(merger=merger, version=Member.objects.get(pk=merger.survivor_id).version, by=None, today=TODAY)


def said(members: list[Member]) -> set[tuple[int, int]]:
    """The pairs by their places among the members."""
    places = {member.pk: at for at, member in enumerate(members, 1)}
    return {(places[lower], places[higher]) for lower, higher in TwoPeople.objects.values_list("lower", "higher")}


def test_over_two_joinings_it_is_carried_to_both_who_speak(four):
    one, two, three, last = four
    join(one, two)
    join(last, three)
    assert said(four) == {(2, 3), (1, 3), (1, 4), (2, 4)}


@pytest.mark.parametrize("is_first_parted", [True, False])
def test_with_the_one_joining_goes_what_the_other_one_carried_on(four, is_first_parted):
    one, two, three, last = four
    joinings = [join(one, two), join(last, three)]
    part(joinings[0 if is_first_parted else 1])
    assert said(four) == ({(2, 3), (2, 4)} if is_first_parted else {(2, 3), (1, 3)})
    part(joinings[1 if is_first_parted else 0])
    assert said(four) == {(2, 3)}
