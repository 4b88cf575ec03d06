"""Identity numbers (GB 11643): recognised by a keyed digest, never kept, never shown, in no fault and no value.

Only the check digit is asked, not the area: numbers keep the area of their first issue, which may be gone since long.
"""

import datetime
import hmac
import re

from members.roll.identity import check_digit
from members.surveys.values.blanks import parse_blank
from members.surveys.values.dates import parse_date
from members.surveys.values.days import Day, is_in_calendar
from members.surveys.values.faults import NOTHING, UNKNOWN, Parsed, refused, taken
from members.surveys.values.text import Cell, kind_of, plain, text_of

_EXPONENT = re.compile(r"[1-9](?:\.\d+)?E\+?\d{2}", re.IGNORECASE)
_SEPARATORS = str.maketrans("", "", " -–—'‘’`\"")
_LIKE_X = str.maketrans("×✕ХΧ", "XXXX")  # the sign of multiplication, the Cyrillic and the Greek letter
_LABEL = re.compile(r"^(?:二代)?(?:居民|公民)?(?:身份证号?码?|身份号码)[:：]?(?=\d)")
_MASKED = re.compile(r"\d{3,}[*X×●○]{3,}\d*[\dX]|\d{6,}[*●○]{2,}")
_LONG = re.compile(r"\d{17}[\dX]")
_OLD = re.compile(r"\d{15}")
_SEXES = {"男": "male", "女": "female", "male": "male", "female": "female", "m": "male", "f": "female"}
_KEPT_BY_SPREADSHEETS = 15  # significant digits; what follows them becomes zeros


def parse_identity(cell: Cell, *, key: bytes, today: datetime.date) -> Parsed:
    """The keyed digest of a right number of 18 digits; a damaged one is refused and says how, without repeating it.

    The digest is that of ``members.roll.identity``. A number of 15 digits gives the digest of the 18 it became in 1999.
    """
    text = plain(text_of(cell))
    blank = parse_blank(text)
    if blank is not None:
        return blank
    number = _digits_of(text)
    if _MASKED.fullmatch(number):
        return taken(UNKNOWN, "masked_identity")
    fault = _fault_of(number, today, is_number=kind_of(cell) == "number")
    if fault:
        return refused(fault)
    full = number if len(number) == 18 else _lengthened(number)
    return Parsed(hmac.digest(key, full.encode("ascii"), "sha256").hex())


def parse_sex(cell: Cell) -> Parsed:
    """``"male"`` or ``"female"``, to be compared; whatever else stands there is not asked about."""
    sex = _SEXES.get(plain(text_of(cell)).lower().removesuffix("性"))
    return Parsed(sex) if sex else NOTHING


def parse_born(cell: Cell, *, today: datetime.date) -> Parsed:
    """The day of birth as far as it is written, 1980-10, to be compared; whatever else stands there is not asked about."""
    value = parse_date(cell, today=today).value
    return Parsed(value["date"]) if isinstance(value, dict) else NOTHING


def said_by(cell: Cell) -> dict[str, str]:
    """The day of birth ("born") and the sex that a right number says."""
    written = text_of(cell)
    number = written if _LONG.fullmatch(written) else _digits_of(plain(written))
    full = number if len(number) == 18 else _lengthened(number)
    return {
        "born": f"{full[6:10]}-{full[10:12]}-{full[12:14]}",
        "sex": "male" if full[16] in "13579" else "female",
    }


def _digits_of(text: str) -> str:
    bare = text.removesuffix(".0").rstrip(".。,;").translate(_SEPARATORS)
    return _LABEL.sub("", bare).upper().translate(_LIKE_X)


def _fault_of(number: str, today: datetime.date, *, is_number: bool) -> str | None:
    if _EXPONENT.fullmatch(number) or (is_number and len(number) > _KEPT_BY_SPREADSHEETS):
        return "digits_lost"
    if not re.fullmatch(r"\d+X?", number):
        return "unreadable_identity"
    if not (_LONG.fullmatch(number) or _OLD.fullmatch(number)):
        return "short_identity"
    if len(number) == 18 and number[-1] != check_digit(number[:-1]):
        return "digits_lost" if number.endswith("000") else "bad_check_digit"
    return None if _born(number, today) else "no_such_birthday"


def _born(number: str, today: datetime.date) -> bool:
    """Whether the day of birth in the number is a day, and past."""
    digits = number[6:14] if len(number) == 18 else "19" + number[6:12]
    day = Day(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    return bool(day.month and day.day) and is_in_calendar(day) and day.first_day() <= today


def _lengthened(number: str) -> str:
    body = f"{number[:6]}19{number[6:]}"
    return body + check_digit(body)
