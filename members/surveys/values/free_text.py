"""Text kept as it was written: addresses, employers, organisations, notes, card and member numbers."""

import re

from members.surveys.values.blanks import parse_blank
from members.surveys.values.faults import NONE, UNKNOWN, Parsed, refused, taken
from members.surveys.values.redaction import MASK, redact
from members.surveys.values.text import Cell, is_damaged, plain, text_of, visible

_ROUNDED = re.compile(r"\d(?:\.\d+)?E\+?\d{2}", re.IGNORECASE)
_NO_CARD = re.compile(
    r"(?:暂时?|尚|还)?(?:无|没有?|未)(?:(?:流动|党员|活动)*证|办|办证|办理|领|领证|领取|持证|发证|发)"
)
_ORDINARY = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{8,}")  # too long for a blank; nothing in it has another spelling

_NUMBER_ALONE = re.compile(r"[\d .:\-/+()（）年月日]+")
_SHORTEST_NUMBER = 5  # digits of a phone, of a date; there are firms called 58


def parse_text(cell: Cell, *, limit: int) -> Parsed:
    """The text without invisible marks and without identity numbers; refused where it is longer than ``limit`` characters."""
    if isinstance(cell, str) and len(cell) <= limit and _ORDINARY.fullmatch(cell):
        text = redact(cell)
        return Parsed(text) if text != MASK else nothing_but_identity()
    text = redact(visible(text_of(cell))).lstrip("'")
    if text == MASK:
        return nothing_but_identity()
    blank = parse_blank(plain(text))
    if blank is not None:
        return blank
    if is_damaged(text):
        return refused("damaged_text")
    return refused("too_long", limit=str(limit)) if len(text) > limit else Parsed(text)


def parse_words(cell: Cell, *, limit: int) -> Parsed:
    """As ``parse_text``, of an address, a firm, an organisation: a phone or a date stands there in the wrong column, and is not taken."""
    text = text_of(cell)
    return taken(UNKNOWN, "unknown_value", text=text) if is_number_alone(text) else parse_text(cell, limit=limit)


def is_number_alone(text: str) -> bool:
    """Whether a text is a phone number or a date, without a word."""
    return _NUMBER_ALONE.fullmatch(text) is not None and sum(map(str.isdigit, text)) >= _SHORTEST_NUMBER


def nothing_but_identity() -> Parsed:
    """An identity number stands where something else is wanted: nothing is known of that, and the line is not refused for it."""
    return taken(UNKNOWN, "unknown_value", text=MASK)


def parse_card_no(cell: Cell, *, limit: int = 40) -> Parsed:
    """The number of a mobile member card: in ordinary digits and letters, without spaces. An identity number is none.

    Words alone are no number: 无证 says that there is none, 已办 and 遗失 say nothing of it.
    """
    text = plain(text_of(cell)).replace(" ", "").removesuffix(".0")
    if _ROUNDED.fullmatch(text):
        return refused("digits_lost")
    if _NO_CARD.fullmatch(text):
        return NONE
    parsed = parse_text(text, limit=limit)
    if not isinstance(parsed.value, str):
        return parsed
    if MASK in parsed.value:
        return refused("unknown_value", text=parsed.value)
    return parsed if any(map(str.isdigit, text)) else taken(UNKNOWN, "unknown_value", text=text)


def parse_member_no(cell: Cell) -> Parsed:
    """A member's own public number: M000123."""
    text = plain(text_of(cell)).replace(" ", "").upper()
    blank = parse_blank(text)
    if blank is not None:
        return blank
    return Parsed(text) if re.fullmatch(r"M\d{6,}", text) else refused("unknown_value", text=text)
