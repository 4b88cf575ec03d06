"""Identity numbers taken out of free text, so that none can be stored by accident: in a note, a phone cell, a name.

Masks what has the shape of an identity number, right or wrong, in ordinary or full-width digits, with the letter O for a zero, in
groups with any marks between them; and any unbroken run of 15 digits or more. Phone numbers, even two in a row, stay.
"""

import re

_DIGIT = r"[0-9０-９OoＯｏ]"
_MARK = r"[^0-9０-９A-Za-zＡ-Ｚａ-ｚ\u4e00-\u9fff]"  # white space, punctuation, also what nobody sees
_GAP = rf"{_MARK}{{0,3}}"
_CENTURY = rf"(?:[1１]{_GAP}[89８９]|[2２]{_GAP}[0OoＯｏ０])"
_MONTH = rf"(?:[0OoＯｏ０]{_GAP}[1-9１-９]|[1１]{_GAP}[0-2Oo０-２Ｏｏ])"
_DAY_OF_MONTH = rf"(?:[0-2Oo０-２Ｏｏ]{_GAP}{_DIGIT}|[3３]{_GAP}[01Oo０１Ｏｏ])"
_IDENTITY = re.compile(
    rf"(?<![0-9０-９])(?:"
    rf"{_DIGIT}(?:{_GAP}{_DIGIT}){{5}}{_GAP}{_CENTURY}(?:{_GAP}{_DIGIT}){{2}}{_GAP}{_MONTH}{_GAP}{_DAY_OF_MONTH}"
    rf"(?:{_GAP}{_DIGIT}){{3}}{_GAP}(?:{_DIGIT}+|[XxＸｘ×*])"
    rf"|{_DIGIT}{{6}}{_MARK}{{1,3}}{_DIGIT}{{2}}{_MONTH}{_DAY_OF_MONTH}{_MARK}{{1,3}}{_DIGIT}{{3,}}"  # of 15 digits
    rf"|[0-9０-９]{{15,}}[XxＸｘ×]?"
    rf")"
)
_MANY_DIGITS = re.compile(rf"(?:{_DIGIT}{_GAP}){{14}}{_DIGIT}")
_PHONES = re.compile(r"(?:1[3-9]\d{9}|0\d{9,11}){2,4}")

MASK = "******"
SHORTEST = 15
"""Characters; a shorter text holds no identity number."""


def redact(text: str) -> str:
    """The text with every identity number replaced by ``MASK``; the same object where there is none."""
    if len(text) < SHORTEST or _MANY_DIGITS.search(text) is None:
        return text
    return _IDENTITY.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    are_phones = _PHONES.fullmatch(re.sub(r"\D", "", found.group()))
    return found.group() if are_phones else MASK
