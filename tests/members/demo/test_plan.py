"""The plan of the branches, and the people invented for them: without a database."""

import datetime
from collections import Counter

import pytest

from members.demo.build import shares
from members.demo.plan import planned_branches
from members.demo.roster import GAPS, Home, Inventor, Place

TODAY = datetime.date(2026, 11, 24)
CEREMONY = datetime.date(2016, 12, 6)
ANYI = Home(360123, "安义县", [(360123100, "龙津镇")], ["安义县"])


def invented(count: int, seed: str = "seed") -> list[dict[str, object]]:
    place = Place(360123001, CEREMONY, TODAY, 360123, [ANYI], "windows")
    people = Inventor(seed, TODAY).members_of(place, count)
    return [{name: getattr(person, name) for name in person.__slots__} for person in people]


def test_the_plan_has_63_new_and_51_consolidated_branches_by_the_day_of_the_ceremony():
    then = [branch for branch in planned_branches() if branch.founded_on <= CEREMONY]
    assert Counter(branch.origin for branch in then) == {"new": 63, "consolidated": 51}


def test_names_are_told_apart_and_approvals_come_before_the_founding():
    planned = planned_branches()
    assert len({branch.short_name for branch in planned}) == len(planned)
    assert all(branch.approved_on < branch.founded_on for branch in planned)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("安义县驻京流动党支部", "中国共产党安义县驻京流动支部委员会"),
        ("安义县北京流动党总支", "中国共产党安义县北京流动总支部委员会"),
    ],
)
def test_full_names_follow_from_short_ones(short, full):
    assert next(branch.full_name for branch in planned_branches() if branch.short_name == short) == full


def test_the_same_seed_invents_the_same_people():
    assert invented(40) == invented(40)
    assert invented(40) != invented(40, seed="another")


def test_the_first_three_of_a_branch_founded_it_and_are_formal_for_years():
    for person in invented(20)[:3]:
        assert person["since"] == CEREMONY
        assert person["fields"]["kind"] == "formal"
        assert person["fields"]["confirmed_on"] < datetime.date(2015, 12, 6)


def test_what_is_unknown_is_absent_and_each_known_is_missing_somewhere():
    people = invented(600)
    for known, rate in GAPS.items():
        missing = sum(known not in person["knowns"] for person in people)
        assert 0 < missing < 600 * rate * 2


@pytest.mark.parametrize(("total", "weights"), [(10, [1, 1, 1]), (300, [20, 30, 0, 50]), (4, [9, 9, 9, 9])])
def test_shares_add_up_and_nobody_who_counts_gets_nothing(total, weights):
    given = shares(total, weights)
    assert sum(given) == total
    assert [share > 0 for share in given] == [weight > 0 for weight in weights]
