"""The words by which a row shows that it is no data: a total, a note, a title in between, the end of a page, a nil return."""

import re
from collections.abc import Sequence
from itertools import pairwise

from members.surveys.values.blanks import says_nothing

_LONGEST_SERIAL = 4  # digits
_NUMERALS = "一二三四五六七八九十百两壹贰叁肆伍陆柒捌玖拾"
TOTALS = re.compile(
    rf"^.{{0,12}}?(?:合\s*计|小\s*计|总\s*计|共\s*计|累\s*计)(?:$|[:(\d人名 {_NUMERALS}])"
    r"|^共\s*\d+\s*[人名条行]|^汇\s*总(?:$|[:\d])|^其中(?:$|[:、,])"
)
_SIGNED = "填表人|填报人|制表人?|审核人?|复核人?|审批人?|经办人|联系人|负责人|统计人|登记人|上报人|采集人|书记|签[字名]|盖章|公章"
BY_WHOM = re.compile(rf"^(?:[党总]?支部|党小组|党委|副)*(?:{_SIGNED}|组长|委员|会长|主任)\s*[:：]\s*\w{{2,}}$")
"""书记:张三: whoever signed the list, or somebody on it, with his office before his name; the other cells tell."""
HEADS_A_NOTE = re.compile(
    rf"^[(]?(?:单位|党组织|党?支部|党委)?(?:{_SIGNED}|填[表报](?:日期|时间|单位|说明|要求|须知)?|上报(?:日期|时间)|联系电话|日期|注\d?|备注|附注|说明|附件?|提示|要求|注意事?项?)"
)
NOTES = re.compile(
    rf"{HEADS_A_NOTE.pattern}(?:[(].*[)])?\s*(?:[:：(]|$)|^(?:注\d?[、.。\s]|填[表报](?:说明|要求)|\*?注意|此表|本表|以上|报送|抄送)"
    r"|^(?:填[写表报])?(?:例|示例|样例|举例|范例)(?:$|[:：])|^.{0,10}(?:签[字名]|盖章|公章)[)]?(?:[(].*[)])?\s*[:：]"
    r"|^[(]?(?:公章|盖章|签[字名章])[)]?$"
)
LABEL = re.compile(r"^[^\W\d]{2,10}\s*:")  # 打印时间: 2016/11/24, whatever else a program prints
EXAMPLE = re.compile(r"[(\[【](?:填写)?(?:示例|样例|举例|范例|例子?)[)\]】]|^(?:如|例如|例|示例|样例)[:：]")
_LAST_WORDS = re.compile(
    r"^[\W_]*(?:(?:以下|此[页处]|本页)?(?:为?空白|无(?:正文|内容|人员|数据))|完|未完待续|[转续]下页|[接续]上页|续表?|end)[\W_]*$"
    r"|^第\s*\d+\s*页.{0,9}$|^-\s*\d+\s*-$|^\d+\s*/\s*\d+$|^page\s*\d+.{0,9}$",
    re.IGNORECASE,
)
INSTRUCTS = re.compile("填[写报入]|务必|不得|[须需要应]具体|(?:具体|精确)到")
_NIL = re.compile(r"(?:无|没有|暂无|尚无).{0,6}(?:党员|(?:外出|流动|流出|在京|此类)人员).{0,4}$|^[零0]报告$")
_MARKS_ALONE = re.compile(r"[\W_]+")
SECTION = re.compile(r"^(?:\(?[一二三四五六七八九十]{1,3}[)、.]|第[一二三四五六七八九十\d]+|\d+[、.])")
PLACE_OR_BODY = re.compile(
    r"(?:省|市|县|区|镇|乡|村|街道|社区|支部|总支|党委|商会|协会|办事处|委员会|委|部|局|厅|办|意见)(?:[(].*[)])?$"
)
NAMES_A_TABLE = re.compile(
    r"(?:名单|名册|台[账帐]|(?:登记|汇总|统计|情况|调查|采集|信息|明细|一览)表|党员|人员)(?:[(].*[)])?$|^附件?\d*[:：]"
)
WHEN = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?$|^(?:\d{4})?\s*年\s*月(?:\s*日)?$|^[〇零○一二三四五六七八九]{4}年")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
SAYS_HOW = frozenset({"必填", "必填项", "选填", "选填项", "文本", "文本型", "字符", "字符型", "字符串"})
NO_NAMES = SAYS_HOW | {*_STEMS, *_LETTERS, *_LETTERS.upper()}
"""What stands under a heading before the first name: how a column is filled in, or its letter."""


def say_nothing(texts: Sequence[str]) -> bool:
    """Nothing but 无, — and the like, behind a serial number perhaps: how a form says that there is nobody; or a ruled line, or the
    serial number of a row that was not needed.
    """
    told = [text for text in texts if not text.isdecimal()]
    is_serial = len(texts) == 1 and len(texts[0]) <= _LONGEST_SERIAL
    return (bool(told) or is_serial) and all(_MARKS_ALONE.fullmatch(text) or says_nothing(text) for text in told)


def says_there_is_nobody(text: str) -> bool:
    """A nil return in words, or what stands below the last name."""
    return _NIL.search(text) is not None or _LAST_WORDS.search(text) is not None


def number_columns(texts: Sequence[str]) -> bool:
    """(1) (2) (3) under the headings, as official forms have it; A B C; 甲 乙 1 2, as statistics have it."""
    places = [_place_in_order(text.strip("()[]").lower()) for text in texts]
    pairs = list(pairwise(places))
    return len(pairs) > 1 and all(
        one and other and (one[0] != other[0] or one[1] + 1 == other[1]) for one, other in pairs
    )


def _place_in_order(text: str) -> tuple[str, int] | None:
    """Which way of counting a text belongs to, and its place there; None for another text."""
    if text.isdecimal():
        return "", int(text)
    return next(((way, way.index(text)) for way in (_STEMS, _LETTERS) if len(text) == 1 and text in way), None)
