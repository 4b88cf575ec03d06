"""Two histories in one line: no day twice, none lost that somebody can have spent somewhere."""

import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from members.roll.merging.periods import Period, joined

TODAY = datetime.date(2026, 11, 24)
FIRST = datetime.date(2015, 1, 1)


def day(number: int) -> datetime.date:
    return FIRST + datetime.timedelta(days=number)


def history(cuts: list[int], places: list[str], *, goes_on: bool, first: int) -> list[Period]:
    """Periods one after the other between the cuts; the last one goes on or not."""
    cuts = sorted(set(cuts))
    periods = [Period(first + n, places[n % len(places)], day(a), day(b)) for n, (a, b) in enumerate(pairwise(cuts))]
    if periods and goes_on:
        periods[-1].until = None
    return periods


HISTORIES = st.tuples(
    st.lists(st.integers(0, 60), max_size=6),
    st.lists(st.sampled_from("甲乙丙"), min_size=1, max_size=3),
    st.booleans(),
)


def holds(period: Period, on: datetime.date) -> bool:
    return (period.since or FIRST) <= on and (period.until is None or on < period.until)


@given(HISTORIES, HISTORIES)
def test_no_day_is_spent_twice_and_the_leading_history_stands(one, other):
    leading = history(one[0], one[1], goes_on=one[2], first=1)
    others = history(other[0], other[1], goes_on=other[2], first=100)
    result = joined(leading, others, closing=TODAY)
    for number in range(70):
        here = [period.where for period in result.line if holds(period, day(number))]
        led = [period.where for period in leading if holds(period, day(number))]
        said = [period.where for period in others if holds(period, day(number))]
        assert here == (led or said)
    assert sum(period.until is None for period in result.line) == sum(period.until is None for period in leading)


@given(HISTORIES, HISTORIES)
def test_every_row_is_either_in_the_line_or_aside_once(one, other):
    leading = history(one[0], one[1], goes_on=one[2], first=1)
    others = history(other[0], other[1], goes_on=other[2], first=100)
    result = joined(leading, others, closing=TODAY)
    rows = [period.row for period in [*result.line, *result.aside] if period.row]
    assert sorted(rows) == sorted(period.row for period in [*leading, *others] if period.row)


def test_a_beginning_that_nobody_knows_claims_no_day():
    leading = [Period(1, "甲", None, None)]
    others = [Period(2, "乙", day(10), day(20)), Period(3, "丙", None, None)]
    line = joined(leading, others, closing=TODAY).line
    assert [(p.row, p.since, p.until) for p in line] == [(1, None, None), (3, None, TODAY), (2, day(10), day(20))]
