"""What a county could found next, by the formal members registered from it."""

import datetime

import pytest

from branches.coverage.founding import Prospects, prospects
from branches.coverage.tables import coverage_on
from registry.access import Scope
from tests.factories.coverage import make_joint, make_own

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 24)
NANCHANG, XIHU, QINGYUNPU, QINGSHANHU = 360100, 360103, 360104, 360111


@pytest.fixture
def registered(monkeypatch) -> dict[int, int]:
    """Formal members by county, as the roll would tell."""
    members: dict[int, int] = {}
    monkeypatch.setattr("members.roll.counts.formal_by_home", lambda _homes: members)
    return members


def asked(*, on: datetime.date = TODAY, members_within: Scope | None = None) -> Prospects:
    scope = Scope.of(NANCHANG)
    coverage = coverage_on(on, province=360000, scope=scope)
    return prospects(coverage, scope if members_within is None else members_within, today=TODAY)


def test_three_formal_members_are_enough_two_need_a_neighbour(registered):
    registered.update({XIHU: 3, QINGYUNPU: 2})
    gaps = {gap.row.code: gap for gap in asked().gaps}
    assert [gap.row.code for gap in asked().gaps][:2] == [XIHU, QINGYUNPU]
    assert gaps[XIHU].could_found_alone
    assert (gaps[QINGYUNPU].could_found_alone, gaps[QINGYUNPU].could_join_others) == (False, True)
    assert (gaps[QINGSHANHU].formal, gaps[QINGSHANHU].could_join_others) == (0, False)


def test_a_county_served_jointly_is_named_once_it_could_stand_alone(registered):
    make_joint(NANCHANG, [XIHU, QINGYUNPU])
    registered.update({XIHU: 12, QINGYUNPU: 2})
    found = asked()
    assert [each.row.code for each in found.joint] == [XIHU]
    assert not {XIHU, QINGYUNPU} & {gap.row.code for gap in found.gaps}


def test_a_county_with_its_own_branch_needs_no_prospect(registered):
    make_own(XIHU)
    registered.update({XIHU: 40})
    assert XIHU not in {gap.row.code for gap in asked().gaps}


def test_members_of_earlier_days_are_not_known(registered):
    registered.update({XIHU: 3})
    assert {gap.formal for gap in asked(on=datetime.date(2020, 1, 1)).gaps} == {None}


def test_who_may_not_know_of_members_is_told_of_none(registered):
    registered.update({XIHU: 3, QINGYUNPU: 5})
    gaps = {gap.row.code: gap.formal for gap in asked(members_within=Scope.of(XIHU)).gaps}
    assert (gaps[XIHU], gaps[QINGYUNPU]) == (3, None)
