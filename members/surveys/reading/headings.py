"""What one heading means, however it is written: spaces, brackets, notes, full-width characters, traditional characters, a group above."""

import re
from functools import lru_cache

from members.roll.names import simplified
from members.surveys.reading.header_words import MEANINGS, OPTIONS, OTHER_PEOPLE, RELATIVES, YES_OR_NO, Meaning
from members.surveys.values.joining import PLACE_PARTS
from members.surveys.values.text import plain

_BRACKETS = re.compile(r"[(\[【《<{][^()\[\]【】《》<>{}]*[)\]】》>}]?")
_NUMBERING = re.compile(r"^[*※★☆]*(?:q?[(\[]?\d{1,2}[)\].、:_]*|[一二三四五六七八九十]{1,2}[、.])")
_NOISE = re.compile(r"[\s*※★☆#:。.,、;?!\"'“”‘’「」『』·_\-—]+")
_EXPLAINED = re.compile(r":[指请应须填按如以].*$")
_QUESTION = re.compile(
    r"^(?:请(?:填写|输入|选择|问)?[您你]?|[您你])[的是]?(.+?)(?:[是为](?:什么|哪里|哪儿|多少|何处)?|的)?$"
)
_TIME_AND_MORE = re.compile("(?:时间|日期|年月)[及和与、/]?(?:地点|地址|去向|流向|原因|事由)")
_ALTERNATIVES = re.compile(r"[/或|及和与]")
_BEFORE = re.compile(r"^(?:流动党员|流出党员|外出党员|党员|本人|个人|其|该同志|常用|有效|所(?=从事))的?")
# 在京社区, 目前所属支部: what follows is said of where he is now.
_HERE = re.compile(r"^(?:在北?京|北京(?=联系|详细|具体|居住|工作|务工|电话|手机))的?")
_NOW = re.compile(r"^(?:现在?|目前)的?")
_AFTER = re.compile(r"(?:情况|信息|一?栏|必填|选填|年月日?|名称|(?<=地)(?:详细|具体)(?:地址|住址)|\d)$")
_PAID = re.compile("(?<=党费)[收交缴纳]+$")
_LONGEST = 200  # characters; a cell with more is a text, and is neither looked at nor remembered
_ORGANISATIONS = ("home_org", "branch")
PLACES = ("origin", "work_address")
_GOING = frozenset({"流入", "务工", "外出"})  # 流入省份 is a part of 流入地; 流出省份 is said of both ends
_PART_WORDS = sorted(
    (word for word, meaning in MEANINGS.items() if meaning.sense in PLACE_PARTS), key=len, reverse=True
)
_GROUPS_ONLY = frozenset({"外出情况", "流动情况", "务工情况", "流出情况", "流入情况", "入党情况", "转正情况"})
"""Headings of groups that mean nothing by themselves: what stands below says what it is (外出情况 / 时间)."""
_OF_A_BODY = re.compile(r"(?:党组织|支部|总支|党委).*(?:电话|联系方式|手机号?码?|邮箱)$")
_BILINGUAL = re.compile(r"(?<=[\u4e00-\u9fff]{2})[a-z.]+$|^[a-z.]+(?=[\u4e00-\u9fff]{2})")


def normalised(text: str) -> str:
    """A heading for comparing: 「　姓 名（必填）」 -> 姓名(必填)."""
    return simplified(re.sub(r"\s+", "", plain(text)).lower())


def meaning_of(text: str, group: str = "") -> Meaning | None:
    """What a heading means, under the heading of a group where there is one (联系方式 / 微信); None: not known here."""
    return _remembered(text, group) if len(text) <= _LONGEST and len(group) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _remembered(text: str, group: str) -> Meaning | None:
    heading, above = normalised(text), normalised(group)
    if not heading:
        return _looked_up(above) if above else None
    if _is_anothers(heading, above):
        return Meaning(None, "other_person")
    if above and above != heading:
        grouped = _in_group(heading, above)
        if grouped is not None:
            return grouped
    return _looked_up(heading)


def _is_anothers(heading: str, above: str) -> bool:
    """电话 below 家庭成员, 联系人电话, 支部电话."""
    in_group = any(person in above for person in (*OTHER_PEOPLE, *RELATIVES))
    return in_group or any(person in heading for person in OTHER_PEOPLE) or _OF_A_BODY.search(heading) is not None


def _in_group(heading: str, above: str) -> Meaning | None:
    """省 under 外出流向 is a part of that place; 电话 under 流出组织 is not the member's; 时间 under 外出情况 is 外出时间."""
    group = _looked_up(above)
    if group and (option := without_notes(heading)) in _options_of(group):
        return group._replace(option=option)
    if group is None or group.field is None:
        return _together(heading, above)
    own = _looked_up(heading)
    if group.field in _ORGANISATIONS:
        return (
            group
            if heading in ("名称", "全称")
            else own
            if own and own.field in _ORGANISATIONS
            else Meaning(None, "other_person")
        )
    if own is not None and own.field == "origin" and own.sense in PLACE_PARTS:
        return Meaning(group.field, own.sense, group.sense)
    return _together(heading, above) or own or group


def without_notes(heading: str) -> str:
    """正式党员(√) -> 正式党员; of a heading as ``normalised`` has it."""
    return _NOISE.sub("", _BRACKETS.sub("", heading))


def _options_of(group: Meaning) -> frozenset[str]:
    """What is ticked below a group: one of its values, a yes or a no; 男 | 女 too, below what is not kept."""
    if group.field is None:
        return YES_OR_NO
    return OPTIONS[group.field] | YES_OR_NO if group.field in OPTIONS else frozenset()


def _together(heading: str, above: str) -> Meaning | None:
    """时间 under 入党情况 is 入党时间, 标准 under 党费缴纳情况 is 党费标准."""
    stem = _AFTER.sub("", above)
    return next(filter(None, (_looked_up(group + heading) for group in (above, stem, _PAID.sub("", stem)))), None)


def is_known(text: str, group: str) -> bool:
    """Whether a heading is known, by itself or together with that of its group; a group alone makes no text a heading."""
    if meaning_of(text) is not None or _together(normalised(text), normalised(group)) is not None:
        return True
    grouped = meaning_of(text, group)
    return grouped is not None and grouped.option != ""


def _looked_up(heading: str) -> Meaning | None:
    if heading in _GROUPS_ONLY:
        return MEANINGS.get(heading)
    return next((MEANINGS[form] for form in _whole(heading) if form in MEANINGS), None) or _shortened(heading)


def _whole(heading: str) -> list[str]:
    """A heading without its numbering and marks, or as the answer to a question (您的姓名是)."""
    bare = _NOISE.sub("", _NUMBERING.sub("", _EXPLAINED.sub("", heading)))
    bare = _QUESTION.sub(r"\1", bare)
    return [heading, bare, re.sub(r"[()\[\]【】《》]", "", bare)]


def _shortened(heading: str) -> Meaning | None:
    _, bare, joined = _whole(heading)
    without = without_notes(bare)
    return (
        _part_of_a_place(joined)
        or MEANINGS.get(without)
        or _part_of_a_place(without)
        or _where_he_is(bare)
        or next((MEANINGS[form] for form in _forms(heading, bare, joined) if form in MEANINGS), None)
    )


def _where_he_is(heading: str) -> Meaning | None:
    """在京街道 is a part of the address there, 在京家庭住址 all of it; 在京支部名称 is no branch at home."""
    before = _HERE.match(heading) or _NOW.match(heading)
    if before is None:
        return None
    what = heading[before.end() :]
    meaning = _looked_up(what) or _looked_up(what.removeprefix("所在"))
    if meaning is None:
        return None
    if meaning.field == "home_org" and meaning.sense:
        return Meaning("branch")
    if meaning.field == "origin" and meaning.sense in PLACE_PARTS:
        return Meaning("work_address", meaning.sense)
    if meaning == Meaning("origin", "home") and before.re is _HERE:
        return Meaning("work_address", "residence")
    return meaning


def _part_of_a_place(heading: str) -> Meaning | None:
    """流出地县 and 外出流向(省): the county of that place, one column of several."""
    for word in _PART_WORDS:
        if heading.endswith(word):
            stem = _BEFORE.sub("", heading.removesuffix(word).removesuffix("所在"))
            place = MEANINGS.get(f"{stem}地") if stem in _GOING else MEANINGS.get(stem)
            if place and place.field in PLACES and place.sense not in PLACE_PARTS:
                return Meaning(place.field, MEANINGS[word].sense, place.sense)
    return None


def _forms(heading: str, bare: str, joined: str) -> list[str]:
    """The ways to take notes away from a heading, the least first."""
    without = without_notes(bare)
    alternatives = [] if _TIME_AND_MORE.search(without) else _ALTERNATIVES.split(without)
    forms = [bare, joined, without, *alternatives, *_listed(heading)]
    shorter = [_AFTER.sub("", _BEFORE.sub("", form)) for form in forms]
    return [form for form in [*forms, *shorter, _BILINGUAL.sub("", without)] if form]


def _listed(heading: str) -> list[str]:
    """电话、微信: several headings in one, where each of them is known; a title that speaks of them is none."""
    parts = _BRACKETS.sub("", heading).split("、")
    return parts if all(part in MEANINGS for part in parts) else []
