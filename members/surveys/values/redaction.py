"""Identity numbers taken out of free text, so that none can be stored by accident: in a note, a phone cell, a name.

Masks what has the shape of an identity number, right or wrong, in ordinary or full-width digits, also in groups; and any unbroken
run of 15 digits or more. Phone numbers, even two in a row, stay.
"""

import re

_GAP = r"[ \-\u00a0\u3000－\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]?"  # also marks that nobody sees
_DIGIT = r"[0-9０-９]"
_CENTURY = rf"(?:[1１]{_GAP}[89８９]|[2２]{_GAP}[0０])"
_MONTH = rf"(?:[0０]{_GAP}[1-9１-９]|[1１]{_GAP}[0-2０-２])"
_DAY_OF_MONTH = rf"(?:[0-2０-２]{_GAP}{_DIGIT}|[3３]{_GAP}[01０１])"
_IDENTITY = re.compile(
    rf"(?<![0-9０-９])(?:"
    rf"{_DIGIT}(?:{_GAP}{_DIGIT}){{5}}{_GAP}{_CENTURY}(?:{_GAP}{_DIGIT}){{2}}{_GAP}{_MONTH}{_GAP}{_DAY_OF_MONTH}"
    rf"(?:{_GAP}{_DIGIT}){{3}}{_GAP}[0-9０-９XxＸｘ×*]"
    rf"|{_DIGIT}{{15,}}[XxＸｘ×]?"
    rf")"
)
_MANY_DIGITS = re.compile(rf"(?:\d{_GAP}){{14}}\d")
_TWO_MOBILES = re.compile(r"(?:1[3-9]\d{9}){2,3}")

MASK = "******"
SHORTEST = 15
"""Characters; a shorter text holds no identity number."""


def redact(text: str) -> str:
    """The text with every identity number replaced by ``MASK``; the same object where there is none."""
    if len(text) < SHORTEST or _MANY_DIGITS.search(text) is None:
        return text
    return _IDENTITY.sub(lambda found: found.group() if _TWO_MOBILES.fullmatch(found.group()) else MASK, text)
