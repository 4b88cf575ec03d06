"""How a member's dues stand, from the words offices use (unknown is not unpaid).

The value says what was written, not what is due: ``{"state": "paid", "paid_to": "2016-06"}``.
"""

import datetime
import re

from members.roll.names import simplified
from members.surveys.values.blanks import parse_blank
from members.surveys.values.dates import DateHints, parse_date
from members.surveys.values.faults import NOTHING, UNKNOWN, WARNING, Fault, Parsed, refused, shown, taken
from members.surveys.values.numerals import with_digits
from members.surveys.values.text import Cell, kind_of, plain, text_of
from members.surveys.values.ticks import ticked
from members.surveys.values.yes_no import yes_or_no

_PAY = "[交缴]纳?"
_HANDED = f"[上补收]?{_PAY}"  # 上交, 补缴 (a back-payment is paid)
_TO = r"(?<![欠未])(?:[交缴](?:纳|费)?[清齐足]?(?:党费)?[至到]|收至):?"
_REGULARLY = "按(?:规定|标准|要求)|每[月季年]度?|及时|如期|定期|自觉|主动|积极"
_NEED_NOT = "[不无]需要?|无须|不必|不用"
_LATE = "[按及]时|按[期月季年]|足额|在.{1,8}"
_AT_HOME = "(?:原籍|老家|户籍地?|流出地|家乡|原支部|原单位|原党支部|(?:^|[在由回本])村|村里|在家|家里|村党?支部|组织关系所在地?)"
_HERE = "在京|驻京|北京|流入地|流动党员?党?支部"
# 无欠费, 没有拖欠, 从不欠费: that nothing is owed is said in the words of debt.
_OWED = "拖?欠(?:[费缴交款]|党费)*(?:[现情][象况])?"
_NOTHING_OWED = re.compile(
    rf"(?:[无不未没零]|没有|未有|从[不未]|不存在|未发现|未出现|无任何){_OWED}|{_OWED}:?(?:没有|[无否零]|0元?)(?![\d.]|法|力|故)"
)
# In this order: 未在原籍缴纳 is unpaid before it is paid at origin, 免缴 is exempt before it is paid, 已补缴欠费 paid before unpaid.
_STATES = [
    ("unknown", re.compile(r"不详|不清|不掌握|不知|未掌握|待核|待查")),
    ("exempt", re.compile(rf"免{_PAY}|(?<![未不无])(?<![未不]享受)减免|减{_PAY}|免收?党费|^全?免[除收了]?$|(?:{_NEED_NOT}){_PAY}")),
    ("paid", re.compile(rf"^(?!.*(?:[尚仍还又]欠|未)).*已(?:全部|足额)?补{_PAY}")),
    ("unpaid", re.compile(rf"(?:[未没]能?|没有)(?:{_LATE})*{_HANDED}|[没未]有?收|欠|尚未|从未|还没|[不拒]{_PAY}")),
    ("paid_at_origin", re.compile(rf"{_AT_HOME}.{{0,8}}{_PAY}|回.{{0,4}}{_PAY}|{_PAY}[给至到在]?{_AT_HOME}")),
    ("", re.compile("部分|一半|正在|补缴中|补交中|预(?![交缴]纳?[至到])|基本|大体|大致|[未没不]全|不能?[按及足]")),
    ("paid", re.compile(rf"[已己]经?(?:按[时月期]|[足全]额|全部|(?:通过|由|委托|在).{{1,8}})?{_HANDED}|{_TO}|{_PAY}清|[交缴收]齐|^已收")),
    ("paid", re.compile(rf"[足全]额{_PAY}|全部?{_PAY}$|^{_PAY}[了完]?$|正常(?:{_PAY})?$|^(?:按[时期月]|足额)$|(?:{_HERE}).{{0,6}}{_PAY}")),
    ("paid", re.compile(rf"按[时月期季年].{{0,3}}{_PAY}|(?<![不未没])(?<!不能)(?:{_REGULARLY})(?:足额)?{_PAY}(?:党费)?$")),
]  # fmt: skip
_PAID = ("paid", "paid_at_origin")
_CLAUSES = re.compile("[,;。]")
_CHOICES = re.compile("[/、|]|(?<=[交缴纳])(?=[未已])")
_PAID_TO = re.compile(
    rf"(?:^(\d{{2}}|\d{{4}})年[已均]?)?{_TO}(?!{_AT_HOME})(.+?)(?:(?<=月)[底末]|为?止|份|了|[,;。，；(].*)*$"
)
_UP_TO = re.compile(
    rf"^(截[止至]|至|到)?(.+?[月\d])(?(1)(?:为?止|底|末|份)?|为?止)(?:党费)?(?:均|全部)?[已己]?(?:{_PAY})?[清齐]?$"
)
# 2016年1-6月, 2016.1-2016.12: the months that were paid for; the last of them counts.
_PERIOD = re.compile(r"(\d{4})[年.](\d{1,2})月?[至到\-~—–]+(?:(\d{4})[年.])?(\d{1,2})月?份?")
_MONTH_ALONE = re.compile(r"\d{1,2}月?")
_PART_OF_YEAR = re.compile(r"^(\d{4})年{0,2}[底末]$|(\d{4})年?(?:全年|下半年|(上半年)|第?([1-4])季度)")


def parse_dues(cell: Cell, *, today: datetime.date) -> Parsed:
    """State and, where it is said, the month paid up to. What is not known here is asked about, not guessed."""
    written = simplified(plain(text_of(cell)))
    text = ticked(written)
    if text is None:
        return taken(UNKNOWN, "unknown_value", text=written)
    blank = parse_blank(text)
    if blank is not None and blank.value is not None:
        return blank  # 无 does not say whether nothing was due or nothing was paid: asked about, as any other word
    key = text.replace(" ", "").removeprefix("党费").strip("。.:;,、")
    state = _state_said(key)
    if state == "unknown":
        return NOTHING
    if not state or _are_both(key):
        return _not_known(key, today)
    month, faults = _month_paid_to(key, today, is_paid=state in _PAID)
    if state == "unpaid" and not month and _state_said(_CLAUSES.split(key)[-1]) in _PAID:
        return _not_known(key, today)  # 2015年未交，2016年已交: of which year it is asked, nobody knows
    return Parsed({"state": state, "paid_to": month}, faults)


def _state_said(words: str) -> str | None:
    """One of the states; "" where the words are known and leave it open, None where they are not known."""
    plainly = _NOTHING_OWED.sub("已交清", words)
    return next((state for state, pattern in _STATES if pattern.search(plainly)), None)


def _are_both(words: str) -> bool:
    """已交/未交, 已交未交: a choice that nobody made."""
    return {"paid", "unpaid"}.issubset(map(_state_said, _CHOICES.split(words)))


def parse_paid_to(cell: Cell, *, today: datetime.date, hints: DateHints) -> Parsed:
    """A cell of the column 党费交至年月: a month, or words as in ``parse_dues``."""
    in_words = parse_dues(cell, today=today)
    if kind_of(cell) == "text":
        if in_words.value is not UNKNOWN or not in_words.faults:
            return in_words
        cell = _written_month(plain(text_of(cell)).replace(" ", "")) or cell
    date = parse_date(cell, today=_year_end(today), hints=hints)
    if date.value is None:
        return in_words  # that there is no such month does not say whether anything was due
    if date.value is UNKNOWN:
        return date
    if date.value["precision"] == "year":
        return Parsed({"state": "paid", "paid_to": None}, date.faults)
    return Parsed({"state": "paid", "paid_to": date.value["date"][:7]}, date.faults)


def _month_paid_to(key: str, today: datetime.date, *, is_paid: bool) -> tuple[str | None, tuple[Fault, ...]]:
    """The month of 缴至2016年6月. Without its year (缴至6月) it is named and left open; 2016年底 is its December.

    Of 2016年1-6月 too, where it was paid: 欠缴2016年1-6月 says nothing of the months before.
    """
    found = _PAID_TO.search(key)
    said = found.group(2) if found else (_written_month(key) if is_paid else None)
    if not said:
        return None, ()
    if found and found.group(1) and _MONTH_ALONE.fullmatch(said):
        said = f"{found.group(1)}年{said}"
    parsed = parse_date(_written_month(said) or said, today=_year_end(today))
    if parsed.value in (UNKNOWN, None) or parsed.value["precision"] == "year":
        return None, (Fault("unreadable_date", WARNING, None, shown({"text": said})),)
    return parsed.value["date"][:7], parsed.faults


def _year_end(today: datetime.date) -> datetime.date:
    """Dues are paid for the rest of the year at once by many: a month of it is no slip of the pen."""
    return datetime.date(today.year, 12, 31)


def _written_month(key: str) -> str | None:
    """2016年6月 of 2016年1-6月, of 2016年上半年 and of 截至2016年6月; None where the text is no such period."""
    digits = with_digits(key)
    if period := _PERIOD.search(digits):
        return f"{period.group(3) or period.group(1)}.{int(period.group(4)):02}"
    if part := _PART_OF_YEAR.search(digits):
        month = 6 if part.group(3) else 3 * int(part.group(4) or 4)
        return f"{part.group(1) or part.group(2)}.{month:02}"
    up_to = _UP_TO.search(key)
    return up_to.group(2) if up_to else None


def _not_known(key: str, today: datetime.date) -> Parsed:
    """A yes may mean paid, if the column asks so, and a month paid up to it: proposed, never taken."""
    is_yes = yes_or_no(key)
    proposal = None if is_yes is None else {"state": "paid" if is_yes else "unpaid", "paid_to": None}
    date = parse_date(_written_month(key) or key, today=_year_end(today)).value
    if isinstance(date, dict) and date["precision"] != "year":
        proposal = {"state": "paid", "paid_to": date["date"][:7]}
    parsed = refused("unknown_value", text=key, proposal=proposal)
    return Parsed(UNKNOWN, tuple(fault._replace(level=WARNING) for fault in parsed.faults))
