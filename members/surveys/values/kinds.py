"""Formal or probationary, and who is no member at all (人员类别, 政治面貌)."""

import re
from typing import Final

from members.roll.names import simplified
from members.surveys.values.blanks import parse_blank
from members.surveys.values.faults import NOTHING, Parsed, refused
from members.surveys.values.remembering import Parser
from members.surveys.values.standing import NOT_A_MEMBER, is_no_member
from members.surveys.values.text import Cell, plain, text_of
from members.surveys.values.ticks import ticked
from members.surveys.values.yes_no import yes_or_no

_KINDS = {
    "正式": "formal", "转正": "formal", "已转正": "formal", "按期转正": "formal", "正": "formal",
    "党员正式": "formal", "正式成员": "formal",
    "预备": "probationary", "预": "probationary", "候补": "probationary", "预备期": "probationary", "党员预备": "probationary",
    "未转正": "probationary",
    "formal": "formal", "formalmember": "formal", "probationary": "probationary", "probationarymember": "probationary",
}  # fmt: skip
# Members of a kind that is not said.
_MEMBER_WORDS = """
中共 共产党员 中国共产党员 党员 党员同志 普通 一般 老 新 优秀 困难 流动 流出 外出 流入 农村 社区 非公 机关 在职 退休 离休 离退休 无职 失联
党员干部 书记 支书 支部书记 党支部书记 副书记 支委 支部委员 委员 组织委员 宣传委员 纪检委员 党小组长 小组长
member kindunknown
"""
_MEMBERS = frozenset(_MEMBER_WORDS.split())
# What stands before a kind or 党员 and says nothing of it, also several: 生活困难的老党员, 学生预备党员, 正式流动党员.
_BEFORE_WORDS = """
中国共产党 共产党 中共 已 按期 转为 普通 一般 老 新(?:发展)? 建国前 优秀 困难 生活 贫困 流动 流出 流入 外出 外来 在外 在京 驻京 外地 务工
农村 农民 农牧民 城镇 社区 企业 国企 私企 非公 两新 组织 个体户? 机关 事业单位 教师 医务 职工 工人 干部 在职 在岗 在册 下岗 失业 待业
无职 退休 离休 离退休 退役 退伍 复员 转业 复退 军人 大?学生 高校 大?学?毕业生 在校 中?青年 中?老年 妇女 女 男 少数民族 失联
"""
_BEFORE = re.compile(rf"(?:(?:{'|'.join(_BEFORE_WORDS.split())})的?)+(?=正式|预备|候补|党员)")
_SEVERAL = re.compile(r"[、,;/\-]")
_CODE = re.compile(r"^\d{1,2}[.、:\-]?(?=[^\d])")
# Words in brackets that leave the kind as it stands before them: who, since when, of what branch. Any other is asked about.
_CHANGES_KIND = re.compile(r"停止|恢复|保留|留党|延长|取消|除名|开除|脱党|退党|转出|故|去世|死亡")
_CONFIRMED = re.compile(r"([未没待拟]有?)?转正")
# 代码: the national list numbers the kinds; the numbers mean other things elsewhere, so they are proposed, never taken.
_CODES: Final = {"1": "formal", "01": "formal", "2": "probationary", "02": "probationary"}


def parse_kind(cell: Cell) -> Parsed:
    """``formal``, ``probationary``, or unknown for a member whose kind is not said; somebody else is refused."""
    written = simplified(plain(text_of(cell)))
    text = ticked(written)
    if text is None:
        return refused("unknown_value", text=written)
    blank = parse_blank(text)
    if blank is not None:
        return blank if blank.faults else NOTHING
    bare = re.sub(r"[\s·]", "", text).lower().rstrip(".。,;")
    key, within = re.sub(r"\(.*\)", "", bare), re.sub(r"^[^(]*(?:\((.*)\).*)?$", r"\1", bare)
    if is_no_member(bare):
        return refused(NOT_A_MEMBER, text=text)
    kind = _kind_of(key)
    kind_within = _kind_in_brackets(within)
    if kind is None or _CHANGES_KIND.search(within) or (kind and kind_within and kind != kind_within):
        return refused("unknown_value", text=text, proposal=_CODES.get(key))
    return Parsed(kind or kind_within) if kind or kind_within else NOTHING


def parse_whether_member(cell: Cell, *, in_words: Parser = parse_kind) -> Parsed:
    """A cell of the column 是否党员: a yes says nothing of the kind, a no that he is no member; or ``in_words`` of his kind."""
    text = plain(text_of(cell))
    answer = yes_or_no(text)
    if answer is None:
        return in_words(cell)
    return NOTHING if answer else refused(NOT_A_MEMBER, text=text)


def _kind_in_brackets(words: str) -> str | None:
    """As ``_kind_of``; that somebody was confirmed may be said with its day: 2010年转正."""
    confirmed = _CONFIRMED.search(words)
    if confirmed:
        return "probationary" if confirmed.group(1) else "formal"
    return _kind_of(words)


def _kind_of(words: str) -> str | None:
    """The kind that words without brackets say; "" for a member of a kind not said, None where they say neither, or two."""
    kinds = {_kind_of_one(word) for word in _SEVERAL.split(_CODE.sub("", words)) if word}
    said = kinds - {""}
    return None if len(said) > 1 or not kinds else said.pop() if said else ""


def _kind_of_one(word: str) -> str | None:
    bare = _BEFORE.sub("", word)
    for form in (word, bare, bare.removesuffix("党员")):
        if form in _KINDS:
            return _KINDS[form]
    return "" if word in _MEMBERS or bare in _MEMBERS else None
