"""A scanner: what a QR code says, read from its picture as ISO/IEC 18004 has it read. It knows nothing of how it was drawn."""

import re
from collections.abc import Iterator

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_BLOCKS = {
    2: (1, 28, 16),
    3: (1, 44, 26),
    4: (2, 32, 18),
    5: (2, 43, 24),
}  # level M: blocks, words of data, of correction
_FORMAT_MASK = 0b101010000010010
_MASKS = [
    lambda x, y: (x + y) % 2,
    lambda x, y: y % 2,
    lambda x, y: x % 3,
    lambda x, y: (x + y) % 3,
    lambda x, y: (y // 2 + x // 3) % 2,
    lambda x, y: x * y % 2 + x * y % 3,
    lambda x, y: (x * y % 2 + x * y % 3) % 2,
    lambda x, y: ((x + y) % 2 + x * y % 3) % 2,
]

Dark = set[tuple[int, int]]


def seen_in(svg: str) -> tuple[int, Dark]:
    """Modules on each side, and the dark ones (column, row): the strokes of the picture."""
    size = int(re.findall(r'viewBox="0 0 (\d+) ', svg)[0])
    dark, x, y = set(), 0, 0
    for move, first, second in re.findall(r"([Mmh])(\d+)(?: ([\d.]+))?", re.findall(r' d="([^"]*)"', svg)[0]):
        if move == "M":
            x, y = int(first), int(float(second))
        elif move == "m":
            x += int(first)
        else:
            dark |= {(x + step, y) for step in range(int(first))}
            x += int(first)
    return size, dark


def said_by(size: int, dark: Dark) -> str:
    """What the code says. Fails where a word of it is damaged: nothing here corrects errors."""
    version = (size - 17) // 4
    level, mask = divmod(_format(dark) >> 10, 8)
    assert level == 0  # M
    words = _words(version, size, dark, mask)
    blocks, of_data, of_correction = _BLOCKS[version]
    said = b""
    for block in range(blocks):
        whole = words[block : blocks * of_data : blocks] + words[blocks * of_data + block :: blocks][:of_correction]
        assert not any(_syndromes(whole, of_correction)), "damaged"
        said += whole[:of_data]
    return _text("".join(f"{word:08b}" for word in said))


def _format(dark: Dark) -> int:
    """The fifteen bits beside the upper left finder pattern, the first of them highest."""
    along = [(x, 8) for x in (0, 1, 2, 3, 4, 5, 7, 8)] + [(8, y) for y in (7, 5, 4, 3, 2, 1, 0)]
    return int("".join("1" if place in dark else "0" for place in along), 2) ^ _FORMAT_MASK


def _words(version: int, size: int, dark: Dark, mask: int) -> bytes:
    bits = "".join(
        "1" if ((x, y) in dark) != (_MASKS[mask](x, y) == 0) else "0"
        for x, y in _way(size)
        if not _is_pattern(x, y, version, size)
    )
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) // 8 * 8, 8))


def _way(size: int) -> Iterator[tuple[int, int]]:
    """Two columns at a time from the right, up and down in turn; the column of the timing pattern is left out."""
    is_up = True
    for right in [*range(size - 1, 6, -2), 5, 3, 1]:
        for y in reversed(range(size)) if is_up else range(size):
            yield from ((right, y), (right - 1, y))
        is_up = not is_up


def _is_pattern(x: int, y: int, version: int, size: int) -> bool:
    """Finder patterns with what surrounds them and the format, timing, and the one alignment pattern of versions 2 to 6."""
    if (x <= 8 and (y <= 8 or y >= size - 8)) or (x >= size - 8 and y <= 8) or x == 6 or y == 6:
        return True
    middle = 4 * version + 10
    return abs(x - middle) <= 2 and abs(y - middle) <= 2


def _syndromes(words: bytes, count: int) -> list[int]:
    """All zero where the words are whole: the values of their polynomial at the powers of two of GF(256)."""
    found = []
    for power in range(count):
        root, value = 1, 0
        for _step in range(power):
            root = _times(root, 2)
        for word in words:
            value = _times(value, root) ^ word
        found.append(value)
    return found


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a = a << 1 ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product


def _text(bits: str) -> str:
    mode, bits = bits[:4], bits[4:]
    if mode == "0100":
        count, bits = int(bits[:8], 2), bits[8:]
        return bytes(int(bits[at : at + 8], 2) for at in range(0, 8 * count, 8)).decode()
    assert mode == "0010"
    count, bits = int(bits[:9], 2), bits[9:]
    pairs = [divmod(int(bits[at : at + 11], 2), 45) for at in range(0, count // 2 * 11, 11)]
    single = [int(bits[count // 2 * 11 :][:6], 2)] if count % 2 else []
    return "".join(_ALPHABET[value] for value in [value for pair in pairs for value in pair] + single)
