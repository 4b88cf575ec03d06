"""How long a probationary member waits, by the day of joining (party constitutions of 1945 to 1982).

Old dates are often only known to the year or month: what cannot be told from them is not objected to.
"""

import calendar
import datetime
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from registry.dates import Precision
from registry.objections import Objection


@dataclass(frozen=True, slots=True)
class Era:
    """One row of the table: who joined in [since, until) waited between ``shortest`` and ``longest`` months."""

    since: datetime.date
    until: datetime.date
    shortest: int
    longest: int


# A probation may be extended once, by 6 to 12 months (working rules on recruiting members, article 32).
_EXTENSION = 12
ERAS = [
    Era(datetime.date(1945, 4, 23), datetime.date(1956, 9, 15), 6, 24),
    Era(datetime.date(1956, 9, 15), datetime.date(1969, 4, 1), 12, 12),
    Era(datetime.date(1969, 4, 1), datetime.date(1977, 8, 12), 0, 0),
    Era(datetime.date(1977, 8, 12), datetime.date.max, 12, 12),
]
FOUNDED = datetime.date(1921, 7, 1)


def objections_to_dates(
    *,
    joined_on: datetime.date | None,
    joined_precision: str = Precision.DAY,
    confirmed_on: datetime.date | None,
    confirmed_precision: str = Precision.DAY,
    today: datetime.date,
    kind: str = "unknown",
) -> list[Objection]:
    """What speaks against a kind with its days of joining and of becoming formal. Only impossible days are hard."""
    if any(day and day > today for day in (joined_on, confirmed_on)):
        return [Objection(_("A day in the future cannot be recorded."), code="future_date", hard=True)]
    if joined_on is None:
        return []
    if joined_on < FOUNDED.replace(month=1, day=1):
        return [Objection(_("Nobody joined before 1921."), code="joined_too_early", hard=True)]
    if confirmed_on is None:
        return []
    if kind == "probationary":
        return [Objection(_("A probationary member has not become a formal one yet."), code="not_formal_yet")]
    if _last_day(confirmed_on, confirmed_precision) < joined_on:
        return [Objection(_("Nobody becomes a formal member before joining."), code="confirmed_too_early", hard=True)]
    return _objections_to_wait(joined_on, joined_precision, confirmed_on, confirmed_precision)


def _objections_to_wait(
    joined_on: datetime.date, joined_precision: str, confirmed_on: datetime.date, confirmed_precision: str
) -> list[Objection]:
    eras = [era for era in ERAS if era.since <= _last_day(joined_on, joined_precision) and joined_on < era.until]
    if not eras:
        return []  # before 1945 the rules varied: nothing is objected to
    shortest = min(era.shortest for era in eras)
    longest = max(era.longest + (_EXTENSION if era.longest else 0) for era in eras)
    soonest = _months_later(joined_on, shortest)
    latest = _months_later(_last_day(joined_on, joined_precision), longest)
    if _last_day(confirmed_on, confirmed_precision) < soonest:
        is_one_day = joined_on == confirmed_on and {joined_precision, confirmed_precision} == {Precision.DAY}
        return [_too_soon(is_one_day=is_one_day)]
    return [_too_late(longest)] if confirmed_on > latest else []


def _too_late(longest: int) -> Objection:
    if not longest:
        words = _("From April 1969 to August 1977 there was no probation: both days are the same.")
        return Objection(words, code="probation_not_due")
    words = _("The probation would have lasted more than %(months)s months, its extension included.")
    return Objection(words, code="probation_too_long", params={"months": longest})


def _too_soon(*, is_one_day: bool) -> Objection:
    if is_one_day:
        words = _("Joining and becoming a formal member fell on one day only from April 1969 to August 1977.")
        return Objection(words, code="probation_missing")
    return Objection(_("The probation would have been too short for the time of joining."), code="probation_too_short")


def _last_day(day: datetime.date, precision: str) -> datetime.date:
    """The last day that a date of this precision may mean."""
    if precision == Precision.YEAR:
        return datetime.date(day.year, 12, 31)
    if precision == Precision.MONTH:
        return _months_later(day.replace(day=1), 1) - datetime.timedelta(days=1)
    return day


def _months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
