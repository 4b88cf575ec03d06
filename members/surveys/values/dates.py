"""Dates as people write them, to the year, the month or the day: never a day that was not written, never a guess.

No lenient parser: a text is a date when one of the written-out forms fits it entirely.
"""

import datetime
import re
from typing import NamedTuple

from members.roll.known_values import first_day
from members.roll.probation import objections_to_dates
from members.surveys.values.blanks import parse_blank
from members.surveys.values.date_forms import Reading, readings
from members.surveys.values.days import EARLIEST_YEAR, Day, is_in_calendar, json_date
from members.surveys.values.faults import ERROR, NONE, UNKNOWN, WARNING, Fault, Parsed, refused, taken
from members.surveys.values.text import Cell, kind_of, plain, text_of

# Day numbers of spreadsheet programs count from here; 1900 was no leap year, but they believe it was.
_EPOCH_1900 = datetime.date(1899, 12, 30)
_EPOCH_1904 = datetime.date(1904, 1, 1)
# 未转正, 预备期, 尚未到期: who is a probationary member has no day of becoming a formal one.
_NOT_YET = re.compile(
    "(?:[,;、(]*(?:(?:[尚还暂]?[未没]有?|待|不)(?:转正?|转为正式党员|到期|到转正时间|满(?:一年)?)?"
    "|[仍还尚]?在?预备(?:期|党员)?(?:中|内|未满)?))+[,;、)]*"
)


class DateHints(NamedTuple):
    """What a column as a whole says about its ambiguous cells (``date_columns.hints_of``), or what the user answered.

    ``order``: of day, month and year where all are numbers ("ymd", "dmy", "mdy"). ``october``: what the user said ``2016.1`` is.
    ``text_kept``: texts stand as they were typed, so that 2016.1 in a text is January. ``serial_days``: day numbers name days; without
    it those on the first of a month name only the month.
    """

    order: str | None = None
    october: bool | None = None
    text_kept: bool = False
    serial_days: bool = False
    since_1904: bool = False


NO_HINTS = DateHints()


def parse_date(cell: Cell, *, today: datetime.date, hints: DateHints = NO_HINTS) -> Parsed:
    """``{"date": "2016-03", "precision": "month"}`` of a cell of a date column; faults of the codes of ``messages``.

    A date after ``today`` or before 1921 is not taken.
    """
    kind, written = kind_of(cell), text_of(cell)
    if kind == "date":
        return _checked(Day.from_iso(written), written, today)
    text = plain(written)
    blank = parse_blank(text)
    if blank is not None:
        return blank
    serial = _serial(text, hints)
    if serial is not None and is_year_and_month(text):
        return refused("ambiguous_date", text=text, proposal=json_date(Day(int(text[:4]), int(text[4]))))
    if serial is not None:
        parsed = _checked(serial, text, today)
        return parsed if parsed.value is UNKNOWN else taken(parsed.value, "excel_serial", text=text, date=serial.iso())
    return _read(text, today, hints, typed=kind == "number")


def parse_confirmed(cell: Cell, *, today: datetime.date, hints: DateHints = NO_HINTS) -> Parsed:
    """A cell of the column 转正日期: a date, or words that say there is none yet."""
    is_still_on_probation = _NOT_YET.fullmatch(plain(text_of(cell)).replace(" ", "")) is not None
    return NONE if is_still_on_probation else parse_date(cell, today=today, hints=hints)


def _serial(text: str, hints: DateHints) -> Day | None:
    """A number of five digits counts days: 42430 is 1 March 2016. Years, months and days written together have four, six or eight.

    Whoever types 2016-3 into a spreadsheet gets the first of March: the day counts only where other cells of the column have one.
    """
    whole = text.partition(".")[0]
    if not (len(whole) == 5 and whole.isdecimal() and text.replace(".", "", 1).isdecimal()):
        return None
    date = date_of_serial(whole, since_1904=hints.since_1904)
    return Day(date.year, date.month, 0 if date.day == 1 and not hints.serial_days else date.day)


def is_year_and_month(text: str) -> bool:
    """20163 may be typed for 2016-3 as well as count the days to 1955; and 20163.5 for the fifth of it."""
    whole = text.partition(".")[0]
    return len(whole) == 5 and 1952 <= int(whole[:4]) <= 2057 and whole[4] != "0"


def date_of_serial(text: str, *, since_1904: bool) -> datetime.date:
    """The day a day number of five digits names (a part of a day after the point is left out)."""
    return (_EPOCH_1904 if since_1904 else _EPOCH_1900) + datetime.timedelta(days=int(text.partition(".")[0]))


def _read(text: str, today: datetime.date, hints: DateHints, *, typed: bool) -> Parsed:
    found = readings(text, today=today, order=hints.order)
    possible = [reading for reading in found if is_in_calendar(reading.day)]
    if not found:
        return refused("unreadable_date", text=text)
    if not possible:
        month = Day(found[0].day.year, found[0].day.month)
        proposal = json_date(month) if len(found) == 1 and is_in_calendar(month) and not found[0].short else None
        return refused("no_such_day", text=text, proposal=proposal)
    reading = possible[0]
    if reading.doubtful:
        return refused("ambiguous_date", text=text, proposal=json_date(reading.day))
    if len({reading.day for reading in possible}) > 1:
        return _ambiguous([reading.day for reading in possible], text, today)
    if reading.lost_zero:
        return _january_or_october(reading.day, text, today, hints, typed=typed)
    parsed = _checked(reading.day, text, today)
    return _with_warning(parsed, reading, text)


def _with_warning(parsed: Parsed, reading: Reading, text: str) -> Parsed:
    """Say what was assumed: the century of a year of two digits, or what a vague word leaves open."""
    code = "vague_date" if reading.vague else "short_year" if reading.short else None
    if code is None or parsed.value is UNKNOWN:
        return parsed
    return taken(parsed.value, code, text=text, date=reading.day.iso())


def _january_or_october(day: Day, text: str, today: datetime.date, hints: DateHints, *, typed: bool) -> Parsed:
    """``2016.1``: January, or 2016.10 typed as a number. Only the year is certain, unless the column says which it is."""
    october = Day(day.year, 10)
    if hints.october:
        return _checked(october, text, today)
    if hints.october is False or (hints.text_kept and not typed):
        return _checked(day, text, today)
    return _ambiguous([day, october], text, today)


def _ambiguous(days: list[Day], text: str, today: datetime.date) -> Parsed:
    """Take what all readings share (the year), propose the first, and ask."""
    past = [day for day in days if day.first_day() <= today]
    if not past:
        return refused("future_date", text=text)
    if len(set(past)) == 1:
        return _checked(past[0], text, today)
    proposal = json_date(past[0])
    years = {day.year for day in past}
    if len(years) == 1 and min(years) >= EARLIEST_YEAR:
        return taken(json_date(Day(past[0].year)), "ambiguous_date", proposal=proposal, text=text)
    return refused("ambiguous_date", proposal=proposal, text=text)


def _checked(day: Day, text: str, today: datetime.date) -> Parsed:
    if not is_in_calendar(day):
        return refused("no_such_day", text=text)
    if day.first_day() > today:
        return refused("future_date", text=text)
    return refused("too_early", text=text) if day.year < EARLIEST_YEAR else Parsed(json_date(day))


def order_faults(joined: dict[str, str] | None, confirmed: dict[str, str] | None) -> list[Fault]:
    """Faults of the pair 入党 / 转正, by what the roll objects to (``members.roll.probation``): refused is only what cannot be.

    The roll holds the first day each of them can be, so that a year alone after 1970-05 would lie before it: asked for again.
    """
    if not joined or not confirmed:
        return []
    objections = objections_to_dates(
        joined_on=first_day(joined["date"]),
        joined_precision=joined["precision"],
        confirmed_on=first_day(confirmed["date"]),
        confirmed_precision=confirmed["precision"],
        today=datetime.date.max,  # a day in the future has its own fault
    )
    if any(objection.hard for objection in objections):
        return [Fault("confirmed_before_joined", ERROR, field="confirmed_on")]
    if first_day(confirmed["date"]) < first_day(joined["date"]):
        return [Fault("confirmed_not_exact", ERROR, field="confirmed_on")]
    return [Fault("probation_length", WARNING, field="confirmed_on")] if objections else []
