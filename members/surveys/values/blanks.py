"""What an empty-looking cell can say: nothing is known, there is none, the same as above, or that a formula failed.

The forms tell people to fill in 无 or — where there is nothing; an empty cell and 不详 say that nobody knows.
"""

import re

from members.roll.names import simplified
from members.surveys.values.faults import NONE, NOTHING, UNKNOWN, WARNING, Parsed, refused, taken

_UNKNOWN_WORDS = """
不详 不祥 不清楚 不清 不明 不明确 未知 不知 不知道 不了解 不确定 不能确定 不掌握 未掌握 尚未掌握 暂未掌握 待查 待核实 待核 待定 待补
待补充 待确认 待完善 待填 待填写 待统计 待采集 未填 未填写 未填报 未统计 未登记 未核实 未确认 无法核实 无法确定 缺 暂缺 空 空白 ? ?? ???
... … …… 。。。 n/a na null none nan unknown * ** *** 不记得 记不清 记不得 忘记 忘了 忘记了 未提供 未采集 不便提供 不愿提供 拒绝提供 保密
"""
_OF_WHAT = (
    "",
    "时间",
    "具体时间",
    "日期",
    "年月",
    "地址",
    "地点",
    "情况",
    "职业",
    "单位",
    "电话",
    "号码",
    "手机号",
    "手机号码",
    "联系方式",
    "联系电话",
)
_UNKNOWN = {"", *(f"{what}{word}" for what in _OF_WHAT for word in _UNKNOWN_WORDS.split())}  # 不详, 时间不详
_NONE = {"无", "没有", "暂无", "无。", "没", "-", "--", "---", "—", "——", "–", "/", "//", "\\", "|", "×", "nil"}
_DITTO = {"同上", "同左", "见上", "〞", "″", "“", "”", "同前", "〃", "′′", "''", '"', "..同上", "↓", "ditto"}
_AROUND = "()[]【】<>《》"
_ERROR = re.compile(r"#(?:n/a|ref!|value!|div/0!|name\?|null!|num!|spill!|calc!)|err:\d{3}")
BLANK_WORDS = frozenset(_UNKNOWN | _NONE | _DITTO)
"""Each of them, where nothing but brackets stands around it."""


def says_nothing(text: str) -> bool:
    """Whether a text says nothing of its own: a blank, or the error of a formula."""
    parsed = parse_blank(text)
    return parsed is not None and all(fault.level == WARNING for fault in parsed.faults)


def parse_blank(text: str) -> Parsed | None:
    """What a text without content says, or None where it has content. ``text`` is in the ``plain`` form."""
    if len(text) > 7:
        return None
    key = simplified(text.lower().replace(" ", "").strip(".。"))
    if key.startswith(("#", "err")) and _ERROR.fullmatch(key):
        return taken(UNKNOWN, "error_cell", text=text)
    key = key.strip(_AROUND) or key
    if key in _UNKNOWN:
        return NOTHING
    if key in _NONE:
        return NONE
    return refused("ditto") if key in _DITTO else None
