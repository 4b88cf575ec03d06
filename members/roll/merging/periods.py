"""Two histories of one person laid into one line: at any time one place, and what both say is said once.

The leading history stands as it is. Of the other one each period keeps the days that are still free; what is left of none is set
aside. Days are half-open, [since, until); a beginning nobody knows is None, and claims no day that somebody else knows.
"""

import datetime
from dataclasses import dataclass, field, replace

_EVER, _NEVER = datetime.date.min, datetime.date.max
CUT = "merged"  # Membership.Ended.MERGED


@dataclass(slots=True)
class Period:
    """One membership or relation: ``row`` its key (None: one that is to be made), ``where`` the branch or organisation."""

    row: int | None
    where: str
    since: datetime.date | None
    until: datetime.date | None
    confirmed_on: datetime.date | None = None
    ended: str = ""  # how it ended; CUT where it ends earlier than the record said
    of: int | None = None  # the row it is a further piece of


@dataclass(slots=True)
class Joined:
    line: list[Period] = field(default_factory=list)
    aside: list[Period] = field(default_factory=list)


def joined(leading: list[Period], others: list[Period], *, closing: datetime.date) -> Joined:
    """``closing``: when an open period of the others ends where the leading history has none that goes on."""
    result = Joined([replace(each) for each in leading])
    goes_on = any(each.until is None for each in leading)
    for each in sorted(others, key=lambda period: (period.since or _EVER, period.row or 0)):
        _place(each, each.until or (_NEVER if goes_on else closing), result, closing)
    return result


def _place(each: Period, end: datetime.date, result: Joined, today: datetime.date) -> None:
    pieces = _free(each.since or _EVER, end, result.line, today)
    for same in result.line:
        if same.where == each.where and each.confirmed_on and _meet(same, each.since or _EVER, end, today):
            same.confirmed_on = min(same.confirmed_on or each.confirmed_on, each.confirmed_on)
    row = each.row
    for begin, finish in pieces:
        if not _prolonged(each, begin, finish, result.line, today):
            since = None if begin == _EVER else begin
            ended = each.ended if finish == each.until else CUT
            result.line.append(replace(each, row=row, since=since, until=finish, ended=ended, of=each.row))
            row = None
    if row is not None:
        result.aside.append(each)


def _prolonged(
    each: Period, begin: datetime.date, finish: datetime.date, line: list[Period], today: datetime.date
) -> bool:
    """Where the piece borders on a period in the same place, that one is prolonged instead."""
    for same in line:
        if same.where != each.where:
            continue
        since, until = _days(same, today)
        if since == finish:
            same.since = same.since if begin == _EVER else begin
            return True
        if until == begin:
            same.until, same.ended = finish, each.ended if finish == each.until else CUT
            return True
    return False


def _free(
    begin: datetime.date, end: datetime.date, line: list[Period], today: datetime.date
) -> list[tuple[datetime.date, datetime.date]]:
    """What of [begin, end) belongs to nobody in the line yet."""
    free = []
    for since, until in sorted(_days(each, today) for each in line):
        if since >= end:
            break
        if begin < since:
            free.append((begin, since))
        begin = max(begin, until)
    return [*free, (begin, end)] if begin < end else free


def _days(each: Period, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The days a period surely claims: from a beginning that nobody knows none before its end, or before today."""
    until = each.until or _NEVER
    return (each.since or min(until, today), until)


def _meet(same: Period, begin: datetime.date, end: datetime.date, today: datetime.date) -> bool:
    since, until = _days(same, today)
    return begin <= until and since <= end
