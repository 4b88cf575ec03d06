"""Where the heading is: below titles and units, in one row or in several that belong together."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, pairwise, zip_longest
from typing import NamedTuple

from members.surveys.reading.headings import is_known, meaning_of, normalised
from members.surveys.values.text import Cell, text_of, visible

SAMPLE_ROWS = 60
"""How many rows with something in them are looked at: no form has its heading further down."""

_ENOUGH = 4  # known headings in a row; with the name among them two do, where they are half of the row
_PAIRS = 3  # headings with their values in one row
_DEEPEST = 3  # rows of headings below the first
_EXPLAINS = re.compile(r"(?:填[写表报])?(?:说明|要求|注意事项|备?注)[:：]")
_SENTENCE = re.compile(r"[:：,，。;；与和及]")
_NOTE_ALONE = re.compile(r"[(（\[【].*[)）\]】]")

NumberedCells = tuple[int, Sequence[Cell]]


class Heading(NamedTuple):
    """The heading of one column: its own text, and the text of the group above it, or ""."""

    text: str
    group: str = ""

    @property
    def shown(self) -> str:
        return f"{self.group}/{self.text}" if self.group and self.group != self.text else self.text


class Header(NamedTuple):
    """``first`` and ``last`` are indexes into the sample; ``headings`` one for each column."""

    first: int
    last: int
    headings: tuple[Heading, ...]


def find_header(sample: Sequence[NumberedCells], *, chosen: Collection[str] = ()) -> Header | None:
    """The heading among the first rows, or None. ``chosen``: headings the user named, ``normalised``; a row with all of them is it."""
    texts = _texts(sample)
    found = [index for index, row in enumerate(texts) if _is_heading(row, chosen)]
    if not found or any(_begins_form(texts, index) for index in found):
        return None
    # 填报单位 | 联系人 | 联系电话 above the table are known too: the heading is where the name is.
    index = next((index for index in found if any(map(means_name, texts[index]))), found[0])
    first = index - 1 if index and _is_group_row(texts[index - 1], texts[index]) else index
    last = _last_row(texts, index)
    return Header(first, last, _headings(texts[first : last + 1]))


def is_form(sample: Sequence[NumberedCells]) -> bool:
    """Whether the first rows are the form of one person, which has no heading to find."""
    texts = _texts(sample)
    return any(_is_heading(row, ()) and _begins_form(texts, index) for index, row in enumerate(texts))


def _texts(sample: Sequence[NumberedCells]) -> list[list[str]]:
    return [[visible(text_of(cell)) for cell in cells] for _, cells in head_of(sample)]


def head_of(sample: Sequence[NumberedCells]) -> Sequence[NumberedCells]:
    """As many of the first rows as the heading is looked for in."""
    filled = (at for at, (_, cells) in enumerate(sample, start=1) if any(text_of(cell).strip() for cell in cells))
    return sample[: next(islice(filled, SAMPLE_ROWS - 1, None), len(sample))]


def _begins_form(texts: Sequence[Sequence[str]], index: int) -> bool:
    """姓名 | 张三 | 性别 | 男 and below it 民族 | 汉: each heading stands beside its value, and no name below 姓名."""
    below = next((row for row in texts[index + 1 :] if any(row)), ())
    pairs = list(zip(texts[index], below, strict=False))
    if _is_labelled(texts[index]):
        return all(not lower or meaning_of(lower) for upper, lower in pairs if means_name(upper))
    turned = any(means_name(upper) and lower and meaning_of(lower) and not means_name(lower) for upper, lower in pairs)
    return turned and any(upper and lower and not meaning_of(upper) and not meaning_of(lower) for upper, lower in pairs)


def _is_labelled(row: Sequence[str]) -> bool:
    """姓名 | 张三 | 流出地 | 南昌县 | 电话 | 13800138005: every value has its heading before it, in a line of its own."""
    pairs = [(before, text) for before, text in pairwise(("", *row)) if text and text != before]
    values = [before for before, text in pairs if not meaning_of(text)]
    follows = all(before and meaning_of(before) for before in values)
    return len(values) >= _PAIRS and follows and any(map(means_name, values)) and len(values) * 2 >= len(pairs)


def known_headings(row: Sequence[str]) -> int:
    """How many different known headings a row holds."""
    return len({meaning_of(text) and normalised(text) for text in row if text} - {None})


def _is_heading(row: Sequence[str], chosen: Collection[str]) -> bool:
    filled = {normalised(text) for text in row if text}
    if chosen and filled.issuperset(chosen):
        return True
    first = next((text for text in row if text), "")
    if _EXPLAINS.match(first) or (len(filled) == 1 and _SENTENCE.search(first)):
        return False
    known, has_name = known_headings(row), any(means_name(text) for text in row)
    if known >= _ENOUGH:
        return has_name or known * 3 >= len(filled)
    return has_name and known * 2 >= len(filled) and known >= min(2, len(filled))


def means_name(text: str) -> bool:
    """Whether a text is the heading of the names."""
    meaning = meaning_of(text) if text else None
    return meaning is not None and meaning.field == "name"


def _is_group_row(above: Sequence[str], row: Sequence[str]) -> bool:
    """Whether the row above holds groups: it has several texts, and heads columns that the row itself leaves open (or repeats)."""
    filled = {text for text in above if text}
    if len(filled) < 2 or any(_is_data(text) or ":" in text or "：" in text for text in filled):
        return False
    pairs = list(zip(above, row, strict=False))
    heads_open_column = any(upper and meaning_of(upper) and upper != lower and not lower for upper, lower in pairs)
    repeats = any(upper and upper == lower and meaning_of(upper) for upper, lower in pairs)
    tells = any(
        group != lower and meaning_of(lower) is None and is_known(lower, group)
        for group, lower in _under_groups(above, row)
    )
    return heads_open_column or repeats or tells


def _last_row(texts: Sequence[Sequence[str]], index: int) -> int:
    last = index
    for below in range(index + 1, min(index + 1 + _DEEPEST, len(texts))):
        if not _continues(texts[index], texts[below]):
            break
        last = below
    return last


def _continues(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row still belongs to the heading: nothing but headings, and the name's column is open or says 姓名 again."""
    filled = [(upper, lower) for upper, lower in zip(row, below, strict=False) if lower]
    if not filled or any(_is_data(lower) for _, lower in filled):
        return False
    under_name = [lower for upper, lower in zip(row, below, strict=False) if means_name(upper)]
    if any(lower and not means_name(lower) for lower in under_name):
        return False
    new = [lower for upper, lower in filled if lower != upper]
    known = sum(is_known(lower, group) for group, lower in _under_groups(row, below) if lower in new)
    if not new:  # the row once more: merged down, or a heading printed twice
        return len(filled) < len([text for text in row if text]) or list(row) == list(below)
    return known * 2 >= len(new) or _divides_groups(row, below)


def _divides_groups(row: Sequence[str], below: Sequence[str]) -> bool:
    """男 | 女 under 性别: nothing but texts that divide what stands above them, whatever they say."""
    groups = [group for group, _ in _under_groups(row, below)]
    return all(group and groups.count(group) > 1 for group in groups)


def _under_groups(row: Sequence[str], below: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each text of the row below, with the heading above it: the last one, where the row itself is left open."""
    group = ""
    for upper, lower in zip_longest(row, below, fillvalue=""):
        group = upper or group
        if lower:
            yield group, lower


def _is_data(text: str) -> bool:
    return any(character.isdigit() for character in text) and meaning_of(text) is None


def _headings(rows: Sequence[Sequence[str]]) -> tuple[Heading, ...]:
    """Read each column from top to bottom; a group reaches to the right as far as the row leaves open and something stands below."""
    width = max(len(row) for row in rows)
    grid = [list(row) + [""] * (width - len(row)) for row in rows]
    for upper, lower in pairwise(grid):
        for position in range(1, width):
            if not upper[position] and lower[position]:
                upper[position] = upper[position - 1]
    headings = [_heading([row[position] for row in grid]) for position in range(width)]
    while not headings[-1].text:
        headings.pop()  # delimiters at the end of the line head nothing
    return tuple(headings)


def _heading(column: Sequence[str]) -> Heading:
    parts: list[str] = []
    for text in dict.fromkeys(text for text in column if text):
        if parts and _NOTE_ALONE.fullmatch(text):
            parts[-1] += text  # 缴至 and below it （年月）
        else:
            parts.append(text)
    if len(parts) < 2:
        return Heading(parts[0] if parts else "")
    known = [part for part in parts[:-1] if meaning_of(part)]
    return Heading(parts[-1], known[-1] if known else parts[-2])
