"""What the papers are set in, and which characters of a text that cannot show.

The fonts of the house hold every character of GB 18030-2022, implementation level 3: Noto Serif SC in two weights up to level 2 (all
of 通用规范汉字表), Hanazono Mincho B the extensions B to F. What was encoded since needs a font more, in a folder named by
``REGISTRY_FONT_DIRS``.
"""

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

OWN = Path(__file__).parent / "fonts"
_SERIF = OWN / "NotoSerifSC-Regular.ttf"  # its bold holds the same
_SUFFIXES = {".ttf", ".otf"}
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # among them the marks that turn the direction of writing


def folders() -> list[Path]:
    """Our own first; then those of the installation."""
    return [OWN, *(Path(folder) for folder in settings.REGISTRY_FONT_DIRS)]


def visible(text: str) -> str:
    """The text without characters that show nothing: a name cannot turn the line around that it stands in."""
    if text.isprintable():
        return text
    spaced = "".join(" " if c in "\t\n\r" else c for c in text)
    return "".join(c for c in spaced if unicodedata.category(c) not in _INVISIBLE)


def lacking(texts: Iterable[str]) -> list[str]:
    """The characters in these texts that none of the fonts holds, each once, in the order of their codes."""
    known = _covered(tuple(folders()))
    return sorted({c for text in texts for c in visible(text) if not c.isspace() and ord(c) not in known})


def borrowed(texts: Iterable[str]) -> str:
    """The characters in these texts that the house's serif lacks and another font shows, in one weight only."""
    serif, known = _held_by(_SERIF), _covered(tuple(folders()))
    return "".join(sorted(c for c in set().union(*texts) if ord(c) not in serif and ord(c) in known))


@cache
def _held_by(font: Path) -> frozenset[int]:
    return frozenset(_codes(font.read_bytes()))


@cache
def _covered(where: tuple[Path, ...]) -> frozenset[int]:
    files = (file for folder in where for file in sorted(folder.rglob("*")) if file.suffix.lower() in _SUFFIXES)
    return frozenset().union(*(_held_by(file) for file in files))


def _codes(font: bytes) -> Iterator[int]:
    """The characters a font maps to a glyph: the subtable of format 12, else 4, of its cmap (OpenType 1.9, cmap)."""
    tables = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in _records(font, 4, 12, 16)}
    cmap = tables[b"cmap"]
    starts = [cmap + struct.unpack_from(">I", font, at + 4)[0] for at in _records(font, cmap + 2, cmap + 4, 8)]
    by_format = {struct.unpack_from(">H", font, start)[0]: start for start in starts}
    if 12 in by_format:
        start = by_format[12]
        for at in range(start + 16, start + 16 + 12 * struct.unpack_from(">I", font, start + 12)[0], 12):
            first, last, _glyph = struct.unpack_from(">III", font, at)
            yield from range(first, last + 1)
    elif 4 in by_format:
        start = by_format[4]
        size = struct.unpack_from(">H", font, start + 6)[0]
        ends = struct.unpack_from(f">{size // 2}H", font, start + 14)
        firsts = struct.unpack_from(f">{size // 2}H", font, start + 16 + size)
        for first, last in zip(firsts, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)


def _records(font: bytes, count_at: int, first: int, size: int) -> range:
    """Where the records of a directory begin."""
    count = struct.unpack_from(">H", font, count_at)[0]
    return range(first, first + size * count, size)
