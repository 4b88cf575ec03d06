"""What is a person's name and what is none (domain 5.3). How one is spelled and compared: ``members.roll.names``."""

import re

from members.roll.names import HAN, display_name
from members.surveys.values.blanks import BLANK_WORDS, parse_blank
from members.surveys.values.faults import Parsed, refused, taken
from members.surveys.values.text import Cell, is_damaged, kind_of, plain, text_of, visible

_BRACKETS = re.compile(r"[(\[【〔{（［〈<《](.*?)[)\]】〕}）］〉>》]")
_HAN_NAME = re.compile(rf"[{HAN}]{{2,10}}|[{HAN}]+(?:·[{HAN}]+)+")
_LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏ'’.\-]+(?: [A-Za-zÀ-ɏ'’.\-]+)+")

_LONGEST = 60
_HONORIFIC = re.compile(r"(?<=..)(?:同志|先生|女士|老师)$")
_FORM_WORDS = """
姓名 合计 小计 总计 共计 累计 同上 其他 其它 群众 党员 测试 示例 样例 例子 样表 匿名 某某 待补 空缺 本页小计
"""
_NOT_NAMES = frozenset(_FORM_WORDS.split())
# What a list's other cells end in: a text of some length that ends so is a place, a body or a sentence, not a person.
_ENDINGS = re.compile(
    r"(?<=....)[区县镇乡村]$|(?<=..)(?:街道|社区|村委会|居委会|支部|总支|党委|委员会|公司|商会|协会|集团|学校|办事处|情况|如下|党员|人员)$"
)
_FORM_PARTS = "合计 小计 总计 填表 填报 审核 制表 支部 党委"
_INSIDE = re.compile(rf"{'|'.join(_FORM_PARTS.split())}|[、,，/;；]|^共.*[人名]$|某$")
_MASKED = re.compile(r"[*＊?？×XＸ某□○●■_]+$|[*＊?？□■●]")

_COMMON = re.compile(r"[\u4e00-\u9fff]{2,3}")
_IN_FORMS = frozenset(f"{_FORM_WORDS}{_FORM_PARTS}{BLANK_WORDS}人名某")


def parse_name(cell: Cell) -> Parsed:
    """The name as it is shown; refused where it is empty, masked, damaged or not a person's."""
    if _is_ordinary(cell):
        return Parsed(cell)
    written = visible(text_of(cell))
    blank = parse_blank(plain(written))
    if blank is not None:
        return refused("missing") if blank.value is None or not blank.faults else blank
    if is_damaged(written):
        return refused("damaged_text")
    name, note = _without_notes(written)
    name = display_name(name)
    if kind_of(cell) != "text" or not _is_name(name):
        return refused("not_a_name", text=written)
    return taken(name, "name_with_note", text=note) if note else Parsed(name)


def _is_ordinary(cell: Cell) -> bool:
    """Two or three common characters, none of which stands in any word that is no name: nine names in ten, told at once."""
    return isinstance(cell, str) and _COMMON.fullmatch(cell) is not None and _IN_FORMS.isdisjoint(cell)


def _without_notes(text: str) -> tuple[str, str]:
    """李四（预备） -> 李四 and the note 预备; 李四同志 -> 李四 and 同志."""
    notes = _BRACKETS.findall(text)
    name = visible(_BRACKETS.sub("", text)).strip("·.。、,，*※★☆:：' ")
    honorific = _HONORIFIC.search(name)
    if honorific and len(name) <= 6:
        notes.append(honorific.group())
        name = name[: honorific.start()]
    return name, "、".join(note for note in notes if note)


def _is_name(name: str) -> bool:
    """Two to ten Chinese characters, or parts with middle dots, or a Latin name of two words at least; and no word of a form."""
    key = plain(name)
    if len(name) > _LONGEST or key in _NOT_NAMES or _MASKED.search(name):
        return False
    if _LATIN_NAME.fullmatch(key):
        return True
    if not _HAN_NAME.fullmatch(name):
        return False
    return not (_INSIDE.search(name) or _ENDINGS.search(name))
