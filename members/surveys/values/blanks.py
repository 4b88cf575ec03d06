"""What an empty-looking cell can say: nothing is known, there is none, the same as above, or that a formula failed.

The forms tell people to fill in 无 or — where there is nothing; an empty cell and 不详 say that nobody knows.
"""

import re

from members.surveys.values.faults import NONE, NOTHING, UNKNOWN, WARNING, Parsed, refused, taken

_UNKNOWN_WORDS = """
不详 不清楚 不清 不明 未知 不知 不知道 不掌握 未掌握 待查 待核实 待定 待补 未填 未统计 缺 暂缺 空 ? ?? ??? ... … ……
。。。 n/a na null none nan unknown (空白) 不记得 记不清 记不得 忘记 忘了 忘记了 未提供 未采集 不便提供 不愿提供 拒绝提供 保密
"""
_UNKNOWN = {"", *_UNKNOWN_WORDS.split()}
_NONE = {"无", "没有", "暂无", "无。", "没", "-", "--", "---", "—", "——", "–", "/", "//", "\\", "|", "×", "nil"}
_DITTO = {"同上", "同左", "见上", "〞", "″", "“", "”", "同前", "〃", "′′", "''", '"', "..同上"}
_ERROR = re.compile(r"#(?:n/a|ref!|value!|div/0!|name\?|null!|num!|spill!|calc!)|err:\d{3}")
BLANK_WORDS = "".join([*_UNKNOWN, *_NONE, *_DITTO])
"""Every one of them, in a row."""


def says_nothing(text: str) -> bool:
    """Whether a text says nothing of its own: a blank, or the error of a formula."""
    parsed = parse_blank(text)
    return parsed is not None and all(fault.level == WARNING for fault in parsed.faults)


def parse_blank(text: str) -> Parsed | None:
    """What a text without content says, or None where it has content. ``text`` is in the ``plain`` form."""
    if len(text) > 7:
        return None
    key = text.lower().strip(" .。")
    if key.startswith(("#", "err")) and _ERROR.fullmatch(key):
        return taken(UNKNOWN, "error_cell", text=text)
    if key in _UNKNOWN or text in _UNKNOWN:
        return NOTHING
    if key in _NONE:
        return NONE
    return refused("ditto") if key in _DITTO else None
