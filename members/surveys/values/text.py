"""Text as people and programs leave it in cells, made comparable. What was submitted is kept elsewhere, untouched."""

import re
import unicodedata

from members.roll.names import INVISIBLE
from registry.radicals import RADICALS, unified

# Besides marks nobody sees: control characters that are no white space (old programs end a file with 0x1A).
_INVISIBLE = {**INVISIBLE, **dict.fromkeys([*range(0x09), *range(0x0E, 0x1C), 0x7F])}
_UNTIDY = re.compile(f"[\\s{RADICALS}{''.join(map(chr, _INVISIBLE))}]")
_SPACES = re.compile(r"\s+")
# Characters that stand for lost ones, and the private use areas: no two machines show the same there.
_DAMAGED = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")

Cell = str | tuple[str, str]
"""A text, or what a workbook typed: ``(kind, text)``. Kinds: number, date (2016, 2016-03 or 2016-03-05), time, bool."""


def text_of(cell: Cell) -> str:
    """What a person sees in the cell."""
    return cell if isinstance(cell, str) else cell[1]


def kind_of(cell: Cell) -> str:
    """``text``, or the kind a workbook gave the cell."""
    return "text" if isinstance(cell, str) else cell[0]


def visible(text: str) -> str:
    """Without invisible marks, trimmed, runs of white space as one space, radicals as the characters they look like.

    Nothing else is changed: for values that are shown.
    """
    if _UNTIDY.search(text) is None:
        return text
    return _SPACES.sub(" ", unified(text).translate(_INVISIBLE)).strip()


def plain(text: str) -> str:
    """``visible`` and in compatibility form (NFKC: full-width digits and letters become ordinary ones), without the
    apostrophe that tells a spreadsheet program "this is text": for reading and matching."""
    return visible(text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)).lstrip("'")


def is_damaged(text: str) -> bool:
    """Whether a character was lost on the way (a replacement or private use character stands for it)."""
    return _DAMAGED.search(text) is not None
