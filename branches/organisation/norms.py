"""The figures of the organisation's rules, each in force from a day on and with its source.

Nearly all of them say "as a rule" (一般): whoever asks here warns, and a person decides (``registry.objections``). What was
founded or elected is judged by the figures of its own day, not of today.

- 《中国共产党支部工作条例（试行）》, in force 28 Oct 2018: "working rules of 2018".
- 《关于党的基层组织任期的意见》, 12 Jul 2018: "opinion on terms of 2018".
- 《中国共产党基层组织选举工作条例》, 13 Jul 2020: "election rules of 2020".
- 《关于进一步加强和改进流动党员管理工作的意见》, published 11 Nov 2024: "opinion on mobile members of 2024".
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branches.organisation.models import Branch

WORKING_RULES = datetime.date(2018, 10, 28)
OPINION_ON_TERMS = datetime.date(2018, 7, 12)
OPINION_ON_MOBILE_MEMBERS = datetime.date(2024, 11, 11)

# Working rules of 2018, article 20: with fewer formal members there is no committee, only a secretary and, where needed, a deputy.
COMMITTEE_FROM_FORMAL_MEMBERS = 7
# Article 5, joint branches: "generally at most five units". Before the rules no figure was printed.
JOINT_UNITS_AT_MOST = 5
# Articles 20 and 21: a secretary has been a member for a year, counted from the day of becoming formal (党龄).
SECRETARY_PARTY_AGE = 1


@dataclass(frozen=True, slots=True)
class BranchSize:
    """How small and how large a branch is, as a rule. The minimum counts formal members, the maximum as ``counts_all`` says."""

    since: datetime.date
    minimum_formal: int
    maximum: int
    counts_all: bool
    source: Promise | str


_BRANCH_SIZES: Sequence[BranchSize] = [
    BranchSize(datetime.date.min, 3, 50, False, _("founding report of 2016")),
    BranchSize(WORKING_RULES, 3, 50, True, _("working rules of 2018, article 4")),
]
# General branches and committees: members of all kinds, from and up to; the figures are practice, the constitution has none.
_HIGHER_SIZES: Mapping[str, tuple[int, int | None]] = {
    Branch.Kind.GENERAL_BRANCH: (50, 100),
    Branch.Kind.COMMITTEE: (100, None),
}
# Years in office by kind: for bodies elected before the opinion on terms (which finish the old term), and since.
# Committees: five years under both; three to five were allowed before, the longest is taken.
_OLD_TERMS: Mapping[str, int] = {Branch.Kind.BRANCH: 2, Branch.Kind.GENERAL_BRANCH: 3, Branch.Kind.COMMITTEE: 5}
_NEW_TERMS: Mapping[str, int] = {Branch.Kind.BRANCH: 3, Branch.Kind.GENERAL_BRANCH: 3, Branch.Kind.COMMITTEE: 5}


def branch_size(on: datetime.date) -> BranchSize:
    """The size of a branch by the rules in force on the day."""
    return next(size for size in reversed(_BRANCH_SIZES) if size.since <= on)


def higher_size(kind: str) -> tuple[int, int | None]:
    """Members of a general branch or a committee, from and up to (None: no limit). Raises KeyError for a branch."""
    return _HIGHER_SIZES[kind]


def joint_units_at_most(on: datetime.date) -> int | None:
    """How many units a joint branch serves at most on the day, as a rule; None where no rule says."""
    return JOINT_UNITS_AT_MOST if on >= WORKING_RULES else None


def county_level_must_approve(on: datetime.date) -> bool:
    """Whether a mobile organisation needs the approval of a county-level committee or a higher one (opinion of 2024)."""
    return on >= OPINION_ON_MOBILE_MEMBERS


def term_years(kind: str, elected_on: datetime.date) -> int:
    """How many years a body elected on the day stays in office."""
    return (_OLD_TERMS if elected_on < OPINION_ON_TERMS else _NEW_TERMS)[kind]


def term_ends_on(kind: str, elected_on: datetime.date) -> datetime.date:
    """The day by which the next election is due: 2018-12-06 for a branch elected on 2016-12-06."""
    return years_after(elected_on, term_years(kind, elected_on))


def elected_by(kind: str, due_by: datetime.date) -> datetime.date:
    """The latest day of election with which the next one is due by the day. (No new term is shorter than the old one: nobody who was
    elected earlier is due later.)
    """
    under_new = _latest_start(due_by, _NEW_TERMS[kind])
    if under_new >= OPINION_ON_TERMS:
        return under_new
    return min(_latest_start(due_by, _OLD_TERMS[kind]), OPINION_ON_TERMS - datetime.timedelta(days=1))


def _latest_start(end: datetime.date, years: int) -> datetime.date:
    """The latest day from which so many years end by the day; the 29 February before a 28th that ends them."""
    start = years_after(end, -years)
    following = start + datetime.timedelta(days=1)
    return following if years_after(following, years) <= end else start


def years_after(day: datetime.date, years: int) -> datetime.date:
    """The same day of another year; 28 February for the 29th."""
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year + years)
