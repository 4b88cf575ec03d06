"""How a member's dues stand, from the words offices use (unknown is not unpaid).

The value says what was written, not what is due: ``{"state": "paid", "paid_to": "2016-06"}``.
"""

import datetime
import re

from members.roll.names import simplified
from members.surveys.values.blanks import parse_blank
from members.surveys.values.dates import DateHints, parse_date
from members.surveys.values.faults import NOTHING, UNKNOWN, WARNING, Fault, Parsed, refused, shown
from members.surveys.values.numerals import with_digits
from members.surveys.values.text import Cell, kind_of, plain, text_of
from members.surveys.values.yes_no import yes_or_no

_PAY = "[交缴]纳?"
_HANDED = f"[上补收]?{_PAY}"  # 上交, 补缴 (a back-payment is paid)
_AT_HOME = "原籍|老家|户籍地?|流出地|家乡|原支部|原单位|原党支部|本村|村里|在家|家里|村党?支部|组织关系所在地?"
_HERE = "在京|驻京|北京|流入地|流动党员?党?支部"
# 无欠费, 没有拖欠, 从不欠费: that nothing is owed is said in the words of debt.
_NOTHING_OWED = re.compile(r"(?:[无不未没]|没有|从[不未])拖?欠(?:[费缴交款]|党费)*(?:[现情][象况])?")
# In this order: 未在原籍缴纳 is unpaid before it is paid at origin, 免缴 is exempt before it is paid, 已补缴欠费 paid before unpaid.
_STATES = [
    ("unknown", re.compile(r"不详|不清|不掌握|不知|未掌握|待核|待查")),
    ("exempt", re.compile(rf"免{_PAY}|减免|减{_PAY}|免党费|^全?免[除收了]?$|不需{_PAY}|无需{_PAY}|不用{_PAY}")),
    ("paid", re.compile(rf"^(?!.*(?:[尚仍还又]欠|未)).*已(?:全部|足额)?补{_PAY}")),
    ("unpaid", re.compile(rf"未(?:按时|按期|足额|在.{{1,8}})?{_HANDED}|[没未]有?收|没有?{_HANDED}|欠|拖欠|尚未|从未|还没")),
    ("unpaid", re.compile(rf"[不拒]{_PAY}")),
    ("paid_at_origin", re.compile(rf"(?:{_AT_HOME}).{{0,8}}{_PAY}|回.{{0,4}}{_PAY}")),
    ("", re.compile("部分|一半|正在|补缴中|补交中|预|基本|大体|大致|[未没不]全|不能?[按及足]")),
    ("paid", re.compile(rf"[已己](?:按时|按月|按期|足额|全部)?{_HANDED}|{_PAY}[至到]|{_PAY}清|[交缴收]齐|足额{_PAY}|全部?{_PAY}$")),
    ("paid", re.compile("^(?:按[时期月]|足额)$")),
    ("paid", re.compile(rf"按[时月期季年].{{0,3}}{_PAY}|正常(?:{_PAY})?$|^{_PAY}(?:了|完)?$|^已收|(?:{_HERE}).{{0,6}}{_PAY}")),
]  # fmt: skip
_CLAUSES = re.compile("[,;。]")
_PAID_TO = re.compile(rf"{_PAY}[清齐足]?(?:党费)?[至到](.+?)(?:为?止|底|份|了|[,;。，；].*)*$")
_UP_TO = re.compile(
    rf"^(?:截[止至]|至|到)(.+?[月\d])(?:为?止|底|末|份)?(?:党费)?(?:均|全部)?[已己]?(?:{_PAY})?[清齐]?$"
)
# 2016年1-6月, 2016.1-2016.12: the months that were paid for; the last of them counts.
_PERIOD = re.compile(r"(\d{4})[年.](\d{1,2})月?[至到\-~—–]+(?:(\d{4})[年.])?(\d{1,2})月?份?")


def parse_dues(cell: Cell, *, today: datetime.date) -> Parsed:
    """State and, where it is said, the month paid up to. What is not known here is asked about, not guessed."""
    text = simplified(plain(text_of(cell)))
    blank = parse_blank(text)
    if blank is not None and blank.value is not None:
        return blank  # 无 does not say whether nothing was due or nothing was paid: asked about, as any other word
    key = text.replace(" ", "").removeprefix("党费").strip("。.:;,、")
    state = _state_said(key)
    if state == "unknown":
        return NOTHING
    if not state:
        return _not_known(key, today)
    month, faults = _month_paid_to(key, today)
    if state == "unpaid" and not month and _state_said(_CLAUSES.split(key)[-1]) in ("paid", "paid_at_origin"):
        return _not_known(key, today)  # 2015年未交，2016年已交: of which year it is asked, nobody knows
    return Parsed({"state": state, "paid_to": month}, faults)


def _state_said(words: str) -> str | None:
    """One of the states; "" where the words are known and leave it open, None where they are not known."""
    plainly = _NOTHING_OWED.sub("已交清", words)
    return next((state for state, pattern in _STATES if pattern.search(plainly)), None)


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


def _month_paid_to(key: str, today: datetime.date) -> tuple[str | None, tuple[Fault, ...]]:
    """The month of 缴至2016年6月. Without its year (缴至6月) it is named and left open; 2016年底 is its December."""
    found = _PAID_TO.search(key)
    written = found.group(1) if found else _written_month(key)
    if not written:
        return None, ()
    written = _written_month(written) or written
    year_end = re.fullmatch(r"(\d{4})年?", with_digits(written))
    if found and year_end and re.search(r"年?[底末]", key[found.start(1) :]):
        return f"{year_end.group(1)}-12", ()
    parsed = parse_date(written, today=_year_end(today))
    if parsed.value in (UNKNOWN, None) or parsed.value["precision"] == "year":
        said = key[found.start(1) :] if found else written
        return None, (Fault("unreadable_date", WARNING, None, shown({"text": said})),)
    return parsed.value["date"][:7], parsed.faults


def _year_end(today: datetime.date) -> datetime.date:
    """Dues are paid for the rest of the year at once by many: a month of it is no slip of the pen."""
    return datetime.date(today.year, 12, 31)


def _written_month(key: str) -> str | None:
    """2016年6月 of 2016年1-6月 and of 截至2016年6月; None where the text is no such period."""
    if period := _PERIOD.search(with_digits(key)):
        return f"{period.group(3) or period.group(1)}.{int(period.group(4)):02}"
    up_to = _UP_TO.search(key)
    return up_to.group(1) if up_to else None


def _not_known(key: str, today: datetime.date) -> Parsed:
    """A yes may mean paid, if the column asks so, and a month paid up to it: proposed, never taken."""
    is_yes = yes_or_no(key)
    proposal = None if is_yes is None else {"state": "paid" if is_yes else "unpaid", "paid_to": None}
    date = parse_date(_written_month(key) or key, today=_year_end(today)).value
    if isinstance(date, dict) and date["precision"] != "year":
        proposal = {"state": "paid", "paid_to": date["date"][:7]}
    parsed = refused("unknown_value", text=key, proposal=proposal)
    return Parsed(UNKNOWN, tuple(fault._replace(level=WARNING) for fault in parsed.faults))
