"""Figures as pages show them: what is counted, of how many, and never of somebody else's people."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.roll.counts import Figures, figures_within, formal_by_home, tallies_within
from registry.access import Scope
from tests.factories.organisation import make_branch
from tests.factories.roll import DONGHU, XIHU, ZHANGGONG, make_member

pytestmark = pytest.mark.django_db
COOK = {"occupation": {"text": "厨师", "category": ""}}
NANCHANG = Scope.of(360100)


@pytest.fixture
def branch():
    """Two members in one branch, one of them formal; one of Donghu without branch; one of Ganzhou in the same branch, one far away."""
    branch = make_branch()
    make_member(name="甲", branch=branch, fields={"kind": "formal"}, knowns=COOK)
    make_member(name="乙", branch=branch, fields={"kind": "probationary"})
    make_member(name="丙", origin=DONGHU)
    make_member(name="丁", origin=ZHANGGONG, branch=branch, fields={"kind": "formal"})
    make_member(name="戊", origin=ZHANGGONG, fields={"kind": "formal"})
    return branch


def test_a_part_of_the_tree(branch, django_assert_num_queries):
    with django_assert_num_queries(1):
        figures = figures_within(NANCHANG)
    assert figures == Figures(members=4, formal=2, probationary=1, without_branch=1, origin=4, occupation=1)
    assert (figures.complete, figures.complete_share) == (0, 0)
    assert [(rate.name, rate.count, rate.of, rate.share) for rate in figures.rates][3] == ("occupation", 1, 4, 25)


def test_a_part_with_single_branches_counts_their_members_once(branch):
    """Donghu, and the branch in Xihu besides, in which one from Xihu, one from there and one from Ganzhou take part."""
    make_member(name="己", origin=DONGHU, branch=branch)
    make_member(name="庚", branch=make_branch())
    scope = Scope.of(DONGHU) | Scope.of(branch.pk)

    assert figures_within(scope) == Figures(
        members=5, formal=2, probationary=1, without_branch=1, origin=5, occupation=1
    )
    assert figures_within(Scope.of(branch.pk)).members == 4
    assert figures_within(Scope.nowhere()) == Figures()
    assert figures_within(Scope.everywhere()).members == 7


def test_what_a_province_adds_up_does_not_grow_with_its_branches(branch):
    for _ in range(3):
        make_member(branch=make_branch())
    with CaptureQueriesContext(connection) as asked:
        assert figures_within(NANCHANG).members == 7

    assert '"members_divisiontally"' in asked[0]["sql"]
    assert tallies_within(NANCHANG).filter(home=XIHU, members__gt=0).count() == 3  # formal, probationary, unknown
    assert tallies_within(NANCHANG, each_branch=True).filter(home=XIHU, members__gt=0).count() == 5


def test_the_formal_members_of_each_county(branch):
    assert formal_by_home([XIHU, ZHANGGONG, 360104]) == {XIHU: 1, ZHANGGONG: 2}
    assert formal_by_home([ZHANGGONG]) == {ZHANGGONG: 2}
    assert formal_by_home([]) == {}


def test_of_nobody_there_is_no_rate():
    figures = figures_within(NANCHANG)
    assert (figures.members, figures.complete_share, figures.rates[0].share) == (0, None, None)


def test_all_six_known_is_complete():
    knowns = COOK | {
        "left_on": {"date": "2014", "precision": "year"},
        "work_address": None,
        "contact": {"phones": ["13800138005"], "other": ""},
        "dues": {"state": "unpaid", "paid_to": None},
    }
    make_member(knowns=knowns)
    assert figures_within(NANCHANG).complete_share == 100
