"""QR codes, drawn by the hundred: of links that differ in their end only, all but a few modules are added up, not computed anew.

With size, level and mask given, a code is a sum: its error correction is linear and its mask is added on top (ISO/IEC 18004, 7.5
and 7.8). One bit more in what it says turns the same modules over, whatever the rest says. So the standard's own work (by segno) is
done once for each bit, and a code is the sum of its bits: a twentieth of the time, module for module the same.
"""

import re
from functools import lru_cache
from typing import NamedTuple

import segno

_MASK = 4  # given: trying all eight takes ten times as long and changes nothing of what is read
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"  # a pair of these takes 11 bits, one left over 6
_IN_ALPHABET = re.compile(f"[{re.escape(_ALPHABET)}]+")
_PAIR, _SINGLE = 11, 6


class Modules(NamedTuple):
    """A code: its version, so many modules on each side, and the rows one after the other, each filled up to whole bytes."""

    version: int
    size: int
    rows: int


def code_of(link: str) -> str:
    """The link as a QR code (error correction M), an SVG one unit a module, without the quiet zone."""
    drawn = modules_of(link)
    width = _bytes_of(drawn.size)
    rows = drawn.rows.to_bytes(width * drawn.size, "big")
    path = "".join(
        f"M0 {y}.5" + "".join([_RUNS[byte] for byte in rows[y * width : (y + 1) * width]]) for y in range(drawn.size)
    )
    box = f"0 0 {drawn.size} {drawn.size}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path stroke="#000" d="{path}"/></svg>'


def modules_of(link: str) -> Modules:
    """The code of the link: that of the same link with nothing behind its last slash, and the bits of what stands there."""
    if not _IN_ALPHABET.fullmatch(link):
        return _made(link, "byte", None)
    start = (link.rfind("/") + 1) // 2 * 2  # pairs stay pairs
    bare = _made(link[:start] + "0" * (len(link) - start), "alphanumeric", None)
    rows = bare.rows
    for at in _bits(link, start):
        rows ^= _turned_over(bare.version, at)
    return bare._replace(rows=rows)


def _bits(link: str, start: int) -> list[int]:
    """Which bits the characters from ``start`` on set, counted from the first bit of the link's first pair."""
    found = []
    for at in range(start, len(link), 2):
        pair, first = link[at : at + 2], at // 2 * _PAIR
        width = _PAIR if len(pair) == 2 else _SINGLE
        value = 0
        for character in pair:
            value = value * len(_ALPHABET) + _ALPHABET.index(character)
        found += [first + width - 1 - n for n in range(width) if value >> n & 1]
    return found


@lru_cache(maxsize=4096)
def _turned_over(version: int, at: int) -> int:
    """The modules that bit ``at`` of an alphanumeric text turns over."""
    before, within = divmod(at, _PAIR)
    high, low = divmod(1 << (_PAIR - 1 - within), len(_ALPHABET))
    zeros = "0" * (2 * before)
    with_it = _made(f"{zeros}{_ALPHABET[high]}{_ALPHABET[low]}", "alphanumeric", version)
    return with_it.rows ^ _made(f"{zeros}00", "alphanumeric", version).rows


@lru_cache(maxsize=256)
def _made(text: str, mode: str, version: int | None) -> Modules:
    """As the standard makes it. ``version``: None for the smallest that holds it."""
    code = segno.make(text, error="m", mask=_MASK, mode=mode, version=version, micro=False, boost_error=False)
    size = len(code.matrix)
    filled = bytes(8 * _bytes_of(size) - size)
    bits = b"".join(bytes(row) + filled for row in code.matrix)
    return Modules(int(code.version), size, int(bits.translate(_FIGURES), 2))


def _bytes_of(size: int) -> int:
    return (size + 7) // 8


def _runs(byte: int) -> str:
    """A line through the dark ones of eight modules, as an SVG path that ends where the next eight begin."""
    runs = re.findall("1+|0+", f"{byte:08b}")
    return "".join(f"h{len(run)}" if run[0] == "1" else f"m{len(run)} 0" for run in runs)


_RUNS = [_runs(byte) for byte in range(256)]
_FIGURES = bytes.maketrans(b"\0\1", b"01")
