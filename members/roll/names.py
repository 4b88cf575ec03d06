"""A person's name: as it is shown and as it is compared.

Rare characters (㛃 䶮 𬀩) are ordinary here. What is shown keeps its characters as written; only the match name is simplified.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from opencc import OpenCC

from registry.radicals import unified

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# Marks nobody sees: soft hyphen, zero-width characters, direction marks that come along with copied text, byte order marks, and what a
# phone puts behind a character to choose its shape.
INVISIBLE: Final = dict.fromkeys(
    [
        *(0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        *range(0xE0100, 0xE01F0),
    ]
)
# Every dot people put between the parts of a name; a full stop only between Chinese characters (an initial keeps its own).
_DOT = re.compile(rf" *[·•・‧∙⋅･․﹒．᛫] *|(?<=[{HAN}]) *\. *(?=[{HAN}])")
_REMEMBERED = 1 << 15  # texts; a name is asked for several times while its line of a file is in hand
_ORDINARY = re.compile(r"[\u4e00-\u9fff]{2,4}")  # nothing in it has a compatibility form, a case, a dot or a space
_SPACE_INSIDE = re.compile(rf"(?<=[{HAN}·]) +(?=[{HAN}·])")


@lru_cache(maxsize=_REMEMBERED)
def display_name(text: str) -> str:
    """One spelling for the eye: 李　强 -> 李强, 阿不都•热合曼 -> 阿不都·热合曼. Characters stay as they were written, but for radicals."""
    if _ORDINARY.fullmatch(text):
        return text
    text = _DOT.sub("·", " ".join(unified(text).translate(INVISIBLE).split()))
    return _SPACE_INSIDE.sub("", text) if " " in text else text


@lru_cache(maxsize=_REMEMBERED)
def match_name(text: str) -> str:
    """One spelling for comparing: compatibility forms (NFKC), simplified, lower case, no spaces, one middle dot. 張三 -> 张三."""
    if _ORDINARY.fullmatch(text):
        return simplified(text)
    shown = display_name(unicodedata.normalize("NFKC", text))
    return simplified(shown.replace(" ", "").lower())


@lru_cache(maxsize=_REMEMBERED)
def simplified(text: str) -> str:
    """In simplified characters; pure ASCII comes back as it is."""
    return text if text.isascii() else _converter().convert(text)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
