"""Days of joining and of becoming a formal member, held against the rules of their time."""

import datetime

import pytest

from members.roll.probation import objections_to_dates

TODAY = datetime.date(2026, 11, 24)


def codes(joined: str, confirmed: str, **rest) -> list[str]:
    precision = {4: "year", 7: "month", 10: "day"}
    first = [
        datetime.date(*(int(p) for p in text.split("-")), *[1] * (3 - len(text.split("-"))))
        for text in (joined, confirmed)
    ]
    found = objections_to_dates(
        joined_on=first[0],
        joined_precision=precision[len(joined)],
        confirmed_on=first[1],
        confirmed_precision=precision[len(confirmed)],
        today=TODAY,
        **rest,
    )
    return [objection.code for objection in found]


@pytest.mark.parametrize(
    ("joined", "confirmed", "expected"),
    [
        ("2010-07-01", "2011-07-01", []),
        ("2010-07-01", "2010-07-01", ["probation_missing"]),
        ("2010-07-01", "2011-06-30", ["probation_too_short"]),
        ("2010-07-01", "2012-07-01", []),
        ("2010-07-01", "2012-07-02", ["probation_too_long"]),
        ("2010-07-01", "2010-06-30", ["confirmed_too_early"]),
        ("2010", "2011", []),
        ("2010", "2010", ["probation_too_short"]),
        ("2010-07", "2011-07", []),
        ("2010", "2011-01", []),
        ("1969-03-31", "1970-03-31", []),
        ("1969-04-01", "1969-04-01", []),
        ("1977-08-11", "1977-08-11", []),
        ("1977-08-11", "1978-08-11", ["probation_not_due"]),
        ("1977-08-12", "1977-08-12", ["probation_missing"]),
        ("1977", "1977", []),
        ("1977", "1978", []),
        ("1950-01-01", "1950-07-01", []),
        ("1950-01-01", "1950-06-01", ["probation_too_short"]),
        ("1938-01-01", "1938-01-01", []),
        ("1912-01-01", "1913-01-01", ["joined_too_early"]),
        ("2026-12-01", "2026-12-01", ["future_date"]),
    ],
)
def test_pairs(joined, confirmed, expected):
    assert codes(joined, confirmed) == expected


def test_a_probationary_member_has_not_become_formal():
    assert codes("2025-07-01", "2026-07-01", kind="probationary") == ["not_formal_yet"]


def test_one_day_alone_is_no_pair():
    assert objections_to_dates(joined_on=datetime.date(2010, 7, 1), confirmed_on=None, today=TODAY) == []
    assert objections_to_dates(joined_on=None, confirmed_on=datetime.date(2010, 7, 1), today=TODAY) == []
