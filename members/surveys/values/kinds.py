"""Formal or probationary, and who is no member at all (人员类别, 政治面貌; domain 2)."""

import re

from members.roll.names import simplified
from members.surveys.values.blanks import parse_blank
from members.surveys.values.faults import NOTHING, Parsed, refused
from members.surveys.values.text import Cell, plain, text_of

_KINDS = {
    "正式": "formal", "正式党员": "formal", "中共正式党员": "formal", "转正": "formal", "已转正": "formal", "正": "formal",
    "预备": "probationary", "预备党员": "probationary", "中共预备党员": "probationary", "预": "probationary", "候补党员": "probationary",
    "预备期": "probationary", "预备期党员": "probationary", "党员预备": "probationary", "党员正式": "formal",
    "formal": "formal", "formalmember": "formal", "probationary": "probationary", "probationarymember": "probationary",
}  # fmt: skip
# Members of a kind that is not said.
_MEMBER_WORDS = """
党员 中共党员 共产党员 中国共产党党员 中国共产党员 流动党员 农民党员 离退休党员 退休党员 在职党员 学生党员 member
kindunknown
"""
_MEMBERS = frozenset(_MEMBER_WORDS.split())
_NO_MEMBER_WORDS = """
群众 积极分子 发展对象 申请人 申请入党 拟发展 团员 无党派 民主党派 民革 民盟 民建 民进 农工党 致公党 九三 台盟 非党 不是党员
已?除名 开除 退党 家属 其他人员
"""
_NO_MEMBER = re.compile("|".join(_NO_MEMBER_WORDS.split()))
# 代码: the national list numbers the kinds; the numbers mean other things elsewhere, so they are proposed, never taken.
_CODES = {"1": "formal", "01": "formal", "2": "probationary", "02": "probationary"}


def parse_kind(cell: Cell) -> Parsed:
    """``formal``, ``probationary``, or unknown for a member whose kind is not said; somebody else is refused."""
    text = simplified(plain(text_of(cell)))
    blank = parse_blank(text)
    if blank is not None:
        return blank if blank.faults else NOTHING
    bare = re.sub(r"[\s·]", "", text).lower()
    key = re.sub(r"\(.*\)", "", bare)
    if key in _KINDS:
        return Parsed(_KINDS[key])
    if is_no_member(key):
        return refused("not_a_member", text=text)
    if key in _MEMBERS:
        within = re.sub(r".*\((.*)\).*", r"\1", bare)  # 党员(预备)
        return Parsed(_KINDS[within]) if within in _KINDS else NOTHING
    return refused("unknown_value", text=text, proposal=_CODES.get(key))


def is_no_member(text: str) -> bool:
    """Whether a word (in simplified characters) says that somebody is none: 群众, 积极分子, 家属."""
    return _NO_MEMBER.search(text) is not None
