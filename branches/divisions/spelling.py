"""How place names are written: one spelling to compare by, short forms, and where a short form may end.

Pure functions of text. Nothing here is ever stored: what was submitted is kept as it was written.
"""

import re
import unicodedata
from functools import cache

import opencc

from registry.radicals import unified

# White space and what prints nothing: control and format characters, zero-width ones, the soft hyphen, choices of a shape.
_UNSEEN = re.compile(
    r"[\s\x00-\x1f\x7f-\xa0\xad\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+"
)
# What people put between province, prefecture and county; 籍 too, as in 江西籍南昌县人.
SEPARATORS = frozenset("-–—_/\\|,.。、·・:;>→~()[]《》【】“”‘’+*'\"籍")
_COUNTRY = re.compile(r"^(?:中华人民共和国|中国)(?=.)")
# Words that only the code has between a province and its counties, yet forms print.
_NOMINAL = re.compile(r"(?:市辖区|市辖县|直辖县|(?:省|自治区)直辖县级行政区划|(?:省|自治区)直辖县|省直管县?)(?=.)")

# The peoples whose names the names of autonomous prefectures and counties carry; the longer of two first.
_PEOPLES = (
    "克孜勒苏柯尔克孜|柯尔克孜|维吾尔|哈萨克|塔吉克|乌孜别克|俄罗斯|鄂温克|鄂伦春|达斡尔|锡伯|蒙古|朝鲜|满|赫哲|回|东乡|撒拉|保安|裕固|土家|土|"
    "藏|门巴|珞巴|羌|彝|白|哈尼|傣|傈僳|拉祜|佤|纳西|景颇|布朗|阿昌|普米|怒|德昂|独龙|基诺|苗|布依|侗|水|仡佬|壮|瑶|仫佬|毛南|京|黎|畲|各"
)
_AUTONOMOUS = re.compile(rf"^(.{{2,}}?)(?:(?:{_PEOPLES})族?)+自治[州县旗]$")
_AUTONOMOUS_PLAIN = re.compile(r"^(.{2,}?)族?自治[县州旗区]$")  # 东乡族自治县, whose people is named after the place
_PLAIN_SUFFIX = re.compile(r"^(.{2,}?)(?:新区|地区|[县市区盟])$")
_TOWNSHIP_SUFFIX = re.compile(r"^(.{2,}?)(?:街道办事处|街道|地区|[镇乡])$")

# What follows a short form when it is no place of its own but part of another word: 东湖 in 东湖路, 江西 in 江西大厦.
_PART_OF_A_WORD = re.compile(
    r"[省市县区州旗盟]|.?[路街道巷弄桥站村庄镇乡屯坊门楼厂店院校寺园馆湖山河江]"
    r"|大厦|广场|小区|社区|大学|中学|小学|商场|商城|市场|国际|中心|胡同|银行|公司|集团|商会|协会|企业"
)


def seen(text: str) -> str:
    """The text as a reader sees it: NFKC, no radicals, without white space and unseen characters, without the country before it."""
    return _COUNTRY.sub("", _UNSEEN.sub("", unicodedata.normalize("NFKC", unified(text))))


def folded(text: str) -> str:
    """The key to compare by: each traditional character as its simplified one. As long as the text, so positions agree.

    Character by character on both sides of a comparison, and so safe where whole-word conversion is not: 新干县 may come
    as 新幹縣, 新乾縣 or 新干縣, and 乾县 (in Shaanxi) finds itself.
    """
    return text.translate(_simplified())


@cache
def _simplified() -> dict[int, str]:
    ideographs = [
        chr(code) for first, last in ((0x3400, 0x9FFF), (0x20000, 0x323AF)) for code in range(first, last + 1)
    ]
    converted = opencc.OpenCC("t2s").convert("\n".join(ideographs)).split("\n")
    pairs = zip(ideographs, converted, strict=True)
    return {ord(before): after for before, after in pairs if before != after and len(after) == 1}


def short_form(name: str) -> str | None:
    """The name without its suffix where two characters remain: 安义县 -> 安义, 延边朝鲜族自治州 -> 延边; 赣县 -> None."""
    match = _AUTONOMOUS.match(name) or _AUTONOMOUS_PLAIN.match(name) or _PLAIN_SUFFIX.match(name)
    return match[1] if match else None


def township_short_form(name: str) -> str | None:
    """望京街道 -> 望京, 龙津镇 -> 龙津; None where fewer than two characters remain."""
    match = _TOWNSHIP_SUFFIX.match(name)
    return match[1] if match else None


def is_part_of_a_word(following: str) -> bool:
    """Whether a short form followed by this text is probably no place but the beginning of another name.

    A single character that follows is taken for a misspelt suffix (安义线).
    """
    return len(following) == 1 or _PART_OF_A_WORD.match(following) is not None


def skip_separators(text: str, position: int) -> int:
    """The position of the next character that can begin a name."""
    while position < len(text) and text[position] in SEPARATORS:
        position += 1
    if position and text[position : position + 1] in "市直省自" and (nominal := _NOMINAL.match(text, position)):
        return skip_separators(text, nominal.end())
    return position


def without_separators(text: str) -> str:
    """The text without separators at both ends."""
    return text.strip("".join(SEPARATORS))


def differ_by_one(one: str, other: str) -> bool:
    """Whether a single character inserted, left out or replaced makes one text the other (edit distance exactly 1)."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    shorter, longer = sorted((one, other), key=len)
    same = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shorter[same + (len(one) == len(other)) :] == longer[same + 1 :]
