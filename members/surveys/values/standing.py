"""Who is to be registered and who is not, told by a few words: in the kind of member, beside the name, in a note.

In a note only what it begins with counts, and only where those words say it by themselves: 已去世 and 组织关系2015年3月转出 do. Prose is
not guessed at: in 父亲已去世 and 妻子是群众 somebody else is meant, 拟转出 and 未转出 say that it is not so.
"""

import re
from typing import Final, NamedTuple

from members.roll.names import simplified
from members.surveys.values.faults import ERROR, NOTHING, UNKNOWN, WARNING, Fault, Parsed, shown, taken
from members.surveys.values.free_text import parse_text, parse_words
from members.surveys.values.text import Cell, plain, text_of
from members.surveys.values.yes_no import yes_or_no

NOT_A_MEMBER: Final = "not_a_member"
GONE: Final = "gone"
REGISTERED: Final = "registered"  # all the same, as somebody says

_NO_MEMBER_WORDS = """
群众 积极分子 发展对象 培养对象 入党对象 申请人 申请入党 入党申请 拟发展 团员 少先队员 无党派 民主党派 民革 民盟 民建 民进
民主(?:建国|促进|同盟|自治) 农工(?:民主)?党 致公党 九三 台盟 国民党 非(?:中共|共产)?党员? 不是(?:中共|共产)?党员 已?除名 开除 劝退 退党 脱党
取消其?(?:预备|正式|党员|入党)*资格 家属 其他人员
"""
# Deceased, gone to another organisation, back home for good, removed: a person decides whether that is somebody to be registered.
_GONE_WORDS = """
死亡 病?死 [身病]亡 已?[病亡身]?故$ [去逝过离]世 不在世 [病已]逝 牺牲 转出 转走 迁出 调[离出走] 停止党籍 无此人
离京 离开北京 不在(?:北京|京) [返回]家?乡 回归 返回(?:$|时间|日期) 返?回原籍 返?回老家 返?回江西 [返回]赣
"""
# Members still: that one is out of contact ends nothing, it is only good to know.
_LOST_WORDS = "失联 失去联系 联系不[上到](?:本人)? 无法(?:取得)?联系 下落不明 去向不[明清] 不知去向"
_NO_MEMBER, _GONE, _LOST = ("|".join(words.split()) for words in (_NO_MEMBER_WORDS, _GONE_WORDS, _LOST_WORDS))
_SAYS_NO_MEMBER, _SAYS_GONE = re.compile(_NO_MEMBER), re.compile(_GONE)

# What may stand around such a word in a note and leaves open neither whom it means nor whether it is so.
# No two of them can be read in one way and another: the pattern must not try them all over.
_RELATION = "(?:党员?)?(?:组织)?关系"
_BEFORE = f"""
本人 该同志 同志 该党员 此人 该人 因病 因故 车祸 刚刚? 意外 不幸 早 现 均 已经? 于 目前 在 被 系 是 属 为
入党 共青 普通 一般 查 自行 自动 自愿 长期 {_RELATION}
"""
_AFTER = "了 去 多年 党员 人士 人员 身份 党籍 出党 处理 时间 注销"
_ILLNESS = "公|故|工伤?|事故|意外|车祸|交通事故|[^父母妻夫子女儿亲家]{0,5}[病癌症]"  # his own: 因父亲去世 is none
_CAUSE = re.compile(rf"因(?:{_ILLNESS})(?:[医救抢治]{{2}}无效)?(?=已?(?:[去逝过离]世|病?[逝故]|[死身]亡|牺牲))")
_MOVED = (  # 组织关系已转至丰台区, 组织关系已转; but 转至医院 is none
    rf"{_RELATION}(?:(?:均?已经?于?)?(?P<moved>转[至到往移]).+|均?(?P<left>已经?转接?))|(?P<passed>已经?转接?(?:党员)?(?:组织)?关系)"
)
_NOTE = re.compile(
    rf"(?:{'|'.join(_BEFORE.split())})*?"
    rf"(?:(?P<none>{_NO_MEMBER})|(?P<gone>{_GONE})(?:(?<=[出走])[至到往].+)?|{_MOVED}|(?P<lost>{_LOST}))"
    rf"(?:{'|'.join(_AFTER.split())})*"
)
_NUMERAL = r"(?:\d{1,2}|[〇零一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:19|20)\d\d年?|(?:\d\d|[〇零一二三四五六七八九]{2,4})年)"
_WHEN = re.compile(  # 2015.3, but no part of a phone
    rf"(?<!\d){_YEAR}(?:[./\-]?{_NUMERAL}[月日号]?){{0,2}}[份初底末]?(?!\d)|(?<!\d){_NUMERAL}月份?|[去今前]年"
)
_NOT_MOVED = re.compile(rf"(?:{_RELATION})?(?:[尚暂]?未|没有?|不)(?:办理)?[转迁][出入接移走]?")
_MOVED_HERE = re.compile(rf"(?:{_RELATION})?(?:已经?)?(?:办理)?[转迁][入回来](?:[至到].*)?")
_IS_MOBILE = re.compile("是否(?:[为系]|属于?)?流动(?:党员)?(?:/|$)")
_LONGEST = 40  # characters; what is longer is prose
_END = re.compile(r"[。.;,、!:()\[\]【】]")


class Standing(NamedTuple):
    """What a note says of who it stands with. ``means``: NOT_A_MEMBER, GONE, or "" for a member out of contact."""

    word: str
    means: str


def is_no_member(text: str) -> bool:
    """Whether a word (in simplified characters) says that somebody is none: 群众, 积极分子, 家属."""
    return _SAYS_NO_MEMBER.search(text) is not None


def is_gone(text: str) -> bool:
    """Whether a word says that somebody is a member of this registry no more: 已故, 转出, 返乡."""
    return _SAYS_GONE.search(text) is not None


def standing_in(note: str) -> Standing | None:
    """What the note says at its beginning and by itself, or None."""
    text = _CAUSE.sub("", _WHEN.sub("", simplified(plain(note)).replace(" ", "")))
    beginning = next(filter(None, _END.split(text)), "")
    found = _NOTE.fullmatch(beginning) if len(beginning) <= _LONGEST else None
    if found is None:
        return None
    said = found.groupdict()
    means = NOT_A_MEMBER if said["none"] else "" if said["lost"] else GONE
    return Standing(next(filter(None, said.values())), means)


def parse_home_org(cell: Cell, *, limit: int) -> Parsed:
    """The organisation that holds the relation, as it was written.

    已转出 and 已转至北京 are asked: who has moved it is no mobile member any more. 未转出 is what is expected of one, and names none.
    """
    text = simplified(plain(text_of(cell))).replace(" ", "")
    if _NOT_MOVED.fullmatch(text):
        return NOTHING
    if _MOVED_HERE.fullmatch(text):
        return taken(UNKNOWN, "unknown_value", text=text)
    asked = _faults_of(text if "关系" in text else f"组织关系{text}", said=text)
    return Parsed(UNKNOWN, asked) if asked else parse_words(cell, limit=limit)


def parse_note(cell: Cell, *, limit: int) -> Parsed:
    """The note as it was written; what it says of who it stands with is asked, not taken."""
    parsed = parse_text(cell, limit=limit)
    return Parsed(parsed.value, (*parsed.faults, *_faults_of(text_of(cell))))


def parse_remark(cell: Cell, *, heading: str = "") -> Parsed:
    """A note that is not kept: nothing is taken from it, but what it says of who it stands with is asked all the same.

    A day and a yes say it where the heading does: 2016.5 under 回归时间, 是 under 组织关系是否转出; and a no under 是否流动党员.
    """
    text = plain(text_of(cell)).replace(" ", "")
    said = _said_under(heading, text) if text else ""
    if said:
        return Parsed(UNKNOWN, (Fault("standing_in_note", ERROR, GONE, shown({"text": said})),))
    return Parsed(UNKNOWN, _faults_of(text_of(cell)))


def _said_under(heading: str, text: str) -> str:
    words, answer = simplified(heading), yes_or_no(text)
    if is_gone(words) and (answer or not _WHEN.sub("", text)):
        return heading
    return f"{heading}: 否" if answer is False and _IS_MOBILE.match(words) else ""


def _faults_of(note: str, *, said: str = "") -> tuple[Fault, ...]:
    """``said``: what was written, where more than the word matters: 转至丰台区 and 转至县直机关 are asked about one by one."""
    found = standing_in(note)
    if found is None:
        return ()
    params = shown({"text": said if said and not said.endswith(found.word) else found.word})
    if not found.means:
        return (Fault("out_of_contact", WARNING, None, params),)
    return (Fault("standing_in_note", ERROR, found.means, params),)
