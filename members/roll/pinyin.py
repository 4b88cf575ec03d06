"""Names in Latin letters: to find a person by ear and by initials.

Surnames are often read otherwise than the same character elsewhere (单 shan, 曾 zeng, 仇 qiu): they have a table of their own.
"""

import re
import unicodedata
from functools import cache, lru_cache

from members.roll.names import HAN, simplified
from registry.syllables import syllable_of


def _table(text: str) -> dict[str, str]:
    return dict(entry.split(":") for entry in text.split())


_SURNAMES = _table("""
单:shan 曾:zeng 仇:qiu 解:xie 区:ou 查:zha 朴:piao 任:ren 盖:ge 缪:miao 尉:wei 乐:yue 翟:zhai 员:yun 冼:xian 逄:pang 秘:bi 折:she 种:chong
覃:qin 洗:xian 宓:mi 眭:sui 於:yu 过:guo 葛:ge 燕:yan 应:ying 宁:ning 訾:zi 郇:xun 晟:cheng 瞿:qu 隗:wei 祭:zhai 阚:kan 郗:xi 钭:tou 都:du
牟:mu 黑:he 华:hua 纪:ji 亓:qi 谌:chen 仉:zhang 哈:ha 车:che 幺:yao 乜:nie 笮:ze 令:ling 召:shao 那:na 能:nai 厘:xi 莘:shen 曲:qu 卜:bu
石:shi 万:wan 柏:bai 沈:shen 俞:yu 佴:nai 句:gou
""")
# Surnames of two characters; their syllables stay apart for the initials.
_DOUBLE_SURNAMES = _table("""
尉迟:yu-chi 万俟:mo-qi 单于:chan-yu 长孙:zhang-sun 令狐:ling-hu 澹台:tan-tai 宇文:yu-wen 皇甫:huang-fu 诸葛:zhu-ge 夏侯:xia-hou
欧阳:ou-yang 上官:shang-guan 司徒:si-tu 呼延:hu-yan 司马:si-ma 公孙:gong-sun 慕容:mu-rong 轩辕:xuan-yuan 钟离:zhong-li 闻人:wen-ren
东方:dong-fang 赫连:he-lian 濮阳:pu-yang 淳于:chun-yu 太史:tai-shi 申屠:shen-tu 南宫:nan-gong
""")
# Characters that given names read otherwise than the dictionary's first reading.
_GIVEN = {
    "晟": "sheng",
    "茜": "qian",
    "莘": "xin",
    "行": "xing",
    "乐": "le",
    "朝": "chao",
    "䶮": "yan",
    "长": "chang",
    "曾": "zeng",
}


_PARTS = re.compile(rf"[{HAN}]|[^\W_]+")  # a Chinese character, or a word in other letters
_LONGEST_PINYIN, _LONGEST_INITIALS = 200, 30  # as the columns hold


def pinyin_of(name: str) -> str:
    """The syllables joined, without marks: 单小红 -> shanxiaohong. Other letters stay, in lower case."""
    return "".join(_syllables(name))[:_LONGEST_PINYIN]


def initials_of(name: str) -> str:
    """The first letters of syllables and words: 单小红 -> sxh, 欧阳明 -> oym, Anna Li -> al."""
    return "".join(syllable[0] for syllable in _syllables(name))[:_LONGEST_INITIALS]


@lru_cache(maxsize=16)
def _syllables(name: str) -> list[str]:
    """A transcription with middle dots has no surname of one character; a name of two or more begins with its surname."""
    name = simplified(unicodedata.normalize("NFKC", name).lower())
    double = _DOUBLE_SURNAMES.get(name[:2]) if len(name) > 2 else None
    if double:
        surname, given = double.split("-"), name[2:]
    elif "·" in name or len(name) < 2 or name.isascii():
        surname, given = [], name
    else:
        surname, given = [_surname(name[0])], name[1:]
    return [*surname, *map(_part, _PARTS.findall(given))]


@cache
def _surname(character: str) -> str:
    return _SURNAMES.get(character) or _reading(character)


@cache
def _part(part: str) -> str:
    return _GIVEN.get(part) or _reading(part)


def _reading(part: str) -> str:
    if len(part) > 1 or part.isascii():
        return part
    return syllable_of(part)
