"""The written forms of a date, each a pattern and what it says. A text fits a form entirely or it is no date."""

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

from members.surveys.values.days import EARLIEST_YEAR, Day, is_in_calendar
from members.surveys.values.numerals import with_digits


class Reading(NamedTuple):
    """One way to read a text.

    ``short``: its year has two digits. ``vague``: a word leaves the rest open. ``lost_zero``: it ends in ``.1`` and may have been
    ``.10``. ``doubtful``: it may as well be a day and a month without a year.
    """

    day: Day
    short: bool = False
    vague: bool = False
    lost_zero: bool = False
    doubtful: bool = False


_FIRST_YEAR, _LAST_YEAR = 1900, 2199  # what four digits must be to pass for a year where they could be something else
_LONGEST_STAY = 45  # years
_IMPOSSIBLE = 99  # a written 0, as in 2016-00: there, and in no calendar

_MARKS = str.maketrans(
    {**dict.fromkeys("。．·•・‧∙⋅,、_｡", "."), **dict.fromkeys("–—−‐‑~", "-"), "\\": "/", "號": "日", "号": "日"}
)
_TIME = re.compile(
    r"[T ]*(?:[上下]午|[AP]M)?[T ]*\d{1,2}(?::\d{1,2}){1,2}(?:\.\d+)?(?: ?[AP]M|Z|[+-]\d\d:?\d\d)?$"
    r"|(?<=[\d日]) *(?:[上下]午|[AP]M)$|(?<=日)(?:[上下]午|晚上?)?\d{1,2}[时点](?:\d{1,2}分?)?(?:\d{1,2}秒?)?$",
    re.I,
)
# 2014年3月（春节后）: what stands in brackets says no other day; a digit, a month of the moon, 左右, 预计 or 已返乡 may.
_REMARK = re.compile(r" *\((?:(?![\d农阴旧历约估预返回]|大概|可能|左右|前后)[^()])*\)$")
_IN_BRACKETS = re.compile(r"^\(([^()]*)\)$")
_WEEKDAY = re.compile(r"[ (]*(?:星期|周|礼拜)[一二三四五六日天1-6][)]?$")
_BEFORE = re.compile(r"^(?:自|从|于|在|公元)?(约|大约|大概|可能)?(?:是|在)?")
# 2016年3月起 says no less than 2016年3月; 份 belongs to the month.
_SINCE = re.compile(
    r"(?:份|起|[至到] ?今|[至到]?(?:现在|目前)|以?来|离[家乡村]|(?<=[\-–—~])今|(?<=年)度|开始|离开|外出|流出|出[去来]|务工|打工|经商"
    r"|[来进赴到去]北?京|按期|入党|转正)+$"
)
_ABOUT = re.compile(r"(?:左右|前后|许|上下)$")
_FEAST = "春节|元旦|国庆节?|五一|(?<=年)十一|中秋节?|端午节?|清明节?|[暑寒][假期]|过年|正月|年关"
_VAGUE = re.compile(
    f"(?:上半年|下半年|第?[一二三四1-4]季度|[上中下]旬|(?:(?<=年)年)?[初中底末]|[初早晚深]?[春夏秋冬][季天]?|(?:{_FEAST})(?:[前后]|期间)?)$"
)

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_ENGLISH = re.compile(r"(?i)(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?")

_BARE = re.compile(r"[\d./\-年月日]+")  # nothing stands around it, and nothing in it has another spelling
_SEP = r"[./\-年 ]+"


def readings(text: str, *, today: datetime.date, order: str | None = None) -> list[Reading]:
    """Every way the text (in ``plain`` form) can be read as a date, some perhaps of days no calendar has; none: it is no date.

    ``order`` ("ymd", "dmy", "mdy") settles three plain numbers. A year of two digits is the last one that is not after ``today``.
    """
    about = vague = False
    text = text.rstrip(".")
    if not _BARE.fullmatch(text):
        text, about, vague = _stripped(text)
    for pattern, build in _FORMS:
        found = pattern.fullmatch(text)
        if found:
            context = _Context(today, order)
            ways = build(found.groups(), context)
            if about:
                return [_coarser(reading) for reading in ways]
            return [reading._replace(vague=True, doubtful=False) for reading in ways] if vague else ways
    return []


def _stripped(text: str) -> tuple[str, bool, bool]:
    """The text without the words around the date, in one spelling; whether they say "about", and whether they are vague."""
    text = _REMARK.sub("", _IN_BRACKETS.sub(r"\1", text).strip(" ,;.。、"))
    before = _BEFORE.match(text)
    about = bool(before and before.group(1))
    text = _BEFORE.sub("", text, count=1)
    text, also_about = _cut(_ABOUT, _SINCE.sub("", text).strip())
    text, vague = _cut(_VAGUE, text)
    return _tidied(text), about or also_about, vague


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, bool]:
    shorter, count = pattern.subn("", text)
    return shorter, bool(count)


def _coarser(reading: Reading) -> Reading:
    """约2016年3月: of that year. 约2016年 stays the year it names, which is all that anybody knows."""
    day = reading.day
    if not is_in_calendar(day):
        return reading
    return reading._replace(day=Day(day.year, day.month if day.day else 0), vague=True, lost_zero=False)


def _tidied(text: str) -> str:
    text = with_digits(_WEEKDAY.sub("", text).translate(_MARKS))
    text = _TIME.sub("", text)
    text = re.sub(r" *([./\-年月日]) *", r"\1", text.strip())
    return _ENGLISH.sub(lambda found: f"<{_MONTHS[found.group(1)[:3].lower()]}>", text)


class _Context(NamedTuple):
    today: datetime.date
    order: str | None


def _int(text: str) -> int:
    return int(text) or _IMPOSSIBLE


def _full_year(year: str, context: _Context) -> tuple[int, bool]:
    """A year of two digits is the last such year not after today: 16 -> 2016, 85 -> 1985."""
    if len(year) == 4:
        return int(year), False
    this_century = 2000 + int(year)
    return (this_century if this_century <= context.today.year else this_century - 100), True


def _dated(year: str, month: str = "", day: str = "", *, context: _Context) -> Reading:
    number, short = _full_year(year, context)
    return Reading(Day(number, _int(month) if month else 0, _int(day) if day else 0), short=short)


def _year_first(parts: tuple[str, ...], context: _Context) -> list[Reading]:
    return [_dated(*(part for part in parts if part), context=context)]


def _short_year(parts: tuple[str, ...], context: _Context) -> list[Reading]:
    """85年 is a year; 10年 may as well be how long somebody has been away."""
    may_be_a_stay = not parts[0].startswith("0") and int(parts[0]) <= _LONGEST_STAY
    return [_dated(parts[0], context=context)._replace(doubtful=may_be_a_stay)]


def _month_or_months(parts: tuple[str, ...], context: _Context) -> list[Reading]:
    """2014.3-4 may be the fourth of March as well as March and April; 2014.3-15 is a day."""
    is_later_month = int(parts[1]) < int(parts[2]) <= 12
    return [_dated(*parts, context=context)._replace(doubtful=is_later_month)]


def _year_and_tenth(parts: tuple[str, ...], context: _Context) -> list[Reading]:
    return [_dated(parts[0], "1", context=context)._replace(lost_zero=True)]


def _compact(parts: tuple[str, ...], context: _Context) -> list[Reading]:
    """20160305, 20160300 (the day not known) and 201603."""
    year, month, day = int(parts[0]), int(parts[1]), int(parts[2] or 0)
    if not parts[2] and not (_FIRST_YEAR <= year <= _LAST_YEAR and month <= 12):  # not a year and a month: 160305
        short = _short_numbers((parts[0][:2], parts[0][2:], parts[1]), context._replace(order="ymd"))
        if short and is_in_calendar(short[0].day):
            return short
    return [Reading(Day(year, month or (_IMPOSSIBLE if day or not parts[2] else 0), day))]


def _short_and_compact(parts: tuple[str, ...], context: _Context) -> list[Reading]:
    """1603 is no year anybody means; it may be March 2016 or a year mistyped. 2003 is a year."""
    whole = Day(int("".join(parts)))
    if whole.year >= EARLIEST_YEAR:
        return [Reading(whole)]
    short = _dated(*parts, context=context)
    return [short._replace(doubtful=context.order != "ymd")] if is_in_calendar(short.day) else [Reading(whole)]


def _year_last(parts: tuple[str, ...], context: _Context) -> list[Reading]:
    """5/3/2016: day first or month first."""
    first, second, year = parts
    both = {"dmy": _dated(year, second, first, context=context), "mdy": _dated(year, first, second, context=context)}
    return [both[context.order]] if context.order in both else list(both.values())


def _short_numbers(parts: tuple[str, ...], context: _Context) -> list[Reading]:
    """16-3-5: three numbers of two digits at most, in any of three orders."""
    first, second, third = parts
    every = {"dmy": (third, second, first), "mdy": (third, first, second), "ymd": (first, second, third)}
    orders = [context.order] if context.order in every else ["ymd", "dmy", "mdy"]
    ways = [
        _dated(*every[order], context=context) for order in orders if order is not None and len(every[order][0]) == 2
    ]
    possible = [way for way in ways if is_in_calendar(way.day)]
    return possible or ways[:1]


def _short_month(parts: tuple[str, ...], context: _Context) -> list[Reading]:
    """16.3 is March 2016. 12.10 may as well be a day without its year, unless the column shows its years first."""
    year, mark, month = parts
    if int(month) > 12 or len(year) != 2:
        return []  # a day and a month without a year say too little
    doubtful = int(year) <= 12 and context.order != "ymd"
    return [_dated(year, month, context=context)._replace(lost_zero=mark == "." and month == "1", doubtful=doubtful)]


def _month_first(parts: tuple[str, ...], context: _Context) -> list[Reading]:
    month, year = parts
    return [_dated(year, month, context=context)]


def _english_day(parts: tuple[str, ...], context: _Context) -> list[Reading]:
    day, month, year = parts
    return [_dated(year, month, day, context=context)]


def _english_month_first(parts: tuple[str, ...], context: _Context) -> list[Reading]:
    month, day, year = parts
    return [_dated(year, month, day, context=context)]


_Build = Callable[[tuple[str, ...], _Context], list[Reading]]
_FORMS: list[tuple[re.Pattern[str], _Build]] = [
    (re.compile(pattern), build)
    for pattern, build in (
        (r"(\d{4})\.(?:1)", _year_and_tenth),
        (r"(\d{2})(\d{2})", _short_and_compact),
        (r"(\d{4})(?:\.0|[年./\-]*)", _year_first),
        (r"(\d{2})年", _short_year),
        (rf"(\d{{4}}){_SEP}(\d{{1,2}})[月./\-]*", _year_first),
        (r"(\d{2})年(\d{1,2})月?", _year_first),
        (rf"((?!1900)\d{{4}}){_SEP}00[月./\- ]+00[日.]*", _year_first),
        (rf"((?!1900)\d{{4}}){_SEP}(\d{{1,2}})[月./\- ]+00[日.]*", _year_first),  # 1900-01-00 is an empty cell's day
        (r"(\d{4})[年./](\d{1,2})-(\d{1,2})", _month_or_months),
        (rf"(\d{{4}}){_SEP}(\d{{1,2}})[月./\- ]+(\d{{1,2}})[日./\-]*", _year_first),
        (r"(\d{2})年(\d{1,2})[月./\- ]+(\d{1,2})日?", _year_first),
        (r"(\d{4})(\d{2})(\d{2})?(?:\.0)?", _compact),
        (r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4})", _year_last),
        (r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{1,2})", _short_numbers),
        (r"(\d{1,2})[./\- 月](\d{4})年?", _month_first),
        (r"(\d{1,2})([./\-])(\d{1,2})", _short_month),
        (r"<(\d+)>[./\- ]?(\d{4}|\d{2})", _month_first),
        (r"(\d{1,2})[./\- ]?<(\d+)>[./\- ]?(\d{4}|\d{2})", _english_day),
        (r"<(\d+)>[./\- ]?(\d{1,2})[./\- ]+(\d{4})", _english_month_first),
        (r"(\d{4})[./\- ]?<(\d+)>", _year_first),
        (r"(\d{4})[./\- ]?<(\d+)>[./\- ]?(\d{1,2})", _year_first),
    )
]
