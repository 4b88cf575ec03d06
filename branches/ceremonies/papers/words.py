"""The Chinese of the papers: days, ordinals, and where the wording of a plaque may be broken into lines.

The papers are in Chinese whatever language the reader of the site has chosen.
"""

import datetime
import itertools
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_DIGITS = "〇一二三四五六七八九"
_MAX_LINES = 10
_BAD_BREAK = 0.4  # what breaking a word costs, against the square of a line's deviation from the mean

_WORDS = re.compile(
    r"中国共产党|[^省市县区州]{1,5}?(?:自治县|自治州|省|市|县|区)|[^驻]{0,6}?(?:商会|协会)|驻?北?京(?:机构|办事处|办|联络处)?|联络处|办事处|在京|务工人员|服务管理|服务中心|行业|综合|流动党(?:支部|总支|员|委)|流动|联合|临时|党员"
    r"|(?:总支部|支部)委员会|党支部|党总支|总支部|支部|党委|委员会|\d+年度?|[A-Za-z0-9.-]+|."
)
_NOT_FIRST = set("、，。；：？！）〕》」』”’·…—%)]},.;:")
_NOT_LAST = set("（〔《「『“‘([{")


def day_in_figures(day: datetime.date | None) -> str:
    """2016年12月6日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "日期待定"


def day_in_characters(day: datetime.date | None) -> str:
    """二〇一六年十二月六日, as on formal papers."""
    if day is None:
        return "年　月　日"
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{in_characters(day.month)}月{in_characters(day.day)}日"


def in_characters(number: int) -> str:
    """1 to 99: 一, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    front = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return front + (_DIGITS[ones] if ones or not tens else "")


class Split(NamedTuple):
    """One way to break a wording into lines; ``broken``: how many words it breaks."""

    lines: tuple[str, ...]
    broken: int


@lru_cache(maxsize=4096)
def splits(wording: str) -> tuple[Split, ...]:
    """The best way to break the wording into one line, two lines and so on: lines alike in length, words kept whole."""
    text = wording.strip()
    return tuple(split for n in range(1, min(_MAX_LINES, len(text)) + 1) if (split := _broken(text, n)))


def in_lines(text: str, room: float) -> list[str]:
    """The fewest lines that are no wider than ``room`` (in characters), words kept whole as far as that goes; for names in tables."""
    found: list[str] = [text]
    for split in splits(text):
        found = list(split.lines)
        if max(_width(line) for line in found) <= room:
            break
    return found


def upright(wording: str) -> tuple[Split, ...]:
    """One character under the other, for a board that hangs beside a door."""
    return (Split(tuple(wording.replace(" ", "")), 0),)


def _broken(text: str, count: int) -> Split | None:
    """Into ``count`` lines at the least cost (dynamic programming over the places where a line may end); None: impossible."""
    widths = [0.0, *itertools.accumulate(_width(character) for character in text)]
    mean = widths[-1] / count
    ends = {match.end() for match in _WORDS.finditer(text) if len(match[0]) > 1} | {len(text)}
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for line in range(count):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, cuts) in best.items():
            for end in _next_ends(text, start, last=line == count - 1):
                off = (widths[end] - widths[start] - mean) / mean
                total = cost + off * off + (0 if end in ends else _BAD_BREAK)
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, (*cuts, end))
        best = reached
    if len(text) not in best:
        return None
    cuts = best[len(text)][1]
    lines = tuple(text[a:b].strip() for a, b in itertools.pairwise(cuts))
    return Split(lines, len(set(cuts[1:]) - ends))


def _width(text: str) -> float:
    """In characters; a Latin one takes about half of it."""
    return sum(0.55 if character.isascii() else 1.0 for character in text)


def _next_ends(text: str, start: int, *, last: bool) -> Iterable[int]:
    """Where a line that begins at ``start`` may end; the last one ends with the text."""
    if last:
        return (len(text),) if start < len(text) else ()
    return (
        end for end in range(start + 1, len(text)) if text[end] not in _NOT_FIRST and text[end - 1] not in _NOT_LAST
    )
