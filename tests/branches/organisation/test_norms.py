"""The figures of the rules, each judged by the day it applies to."""

import datetime

import pytest

from branches.models import Branch
from branches.organisation import norms

BRANCH, GENERAL, COMMITTEE = Branch.Kind.BRANCH, Branch.Kind.GENERAL_BRANCH, Branch.Kind.COMMITTEE


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("kind", "elected_on", "due"),
    [
        (BRANCH, "2016-12-06", "2018-12-06"),  # finishes the old term of two years
        (BRANCH, "2018-07-11", "2020-07-11"),
        (BRANCH, "2018-07-12", "2021-07-12"),
        (BRANCH, "2018-12-06", "2021-12-06"),
        (GENERAL, "2016-12-06", "2019-12-06"),
        (COMMITTEE, "2016-12-06", "2021-12-06"),
        (COMMITTEE, "2020-09-01", "2025-09-01"),
        (BRANCH, "2020-02-29", "2023-02-28"),
    ],
)
def test_the_next_election_is_due_when_the_term_ends(kind, elected_on, due):
    assert norms.term_ends_on(kind, day(elected_on)) == day(due)


def test_fifty_counted_formal_members_only_until_the_working_rules_of_2018():
    assert not norms.branch_size(day("2018-10-27")).counts_all
    assert norms.branch_size(day("2018-10-28")).counts_all


def test_at_most_five_units_is_a_figure_of_the_working_rules():
    assert norms.joint_units_at_most(day("2018-10-27")) is None
    assert norms.joint_units_at_most(day("2018-10-28")) == 5


def test_county_level_committees_approve_since_the_opinion_of_2024():
    assert not norms.county_level_must_approve(day("2024-11-10"))
    assert norms.county_level_must_approve(day("2024-11-11"))
