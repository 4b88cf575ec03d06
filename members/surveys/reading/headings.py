"""What one heading means, however it is written: spaces, brackets, notes, full-width characters, traditional characters, a group above."""

import re
from functools import lru_cache

from members.roll.names import simplified
from members.surveys.reading.header_words import MEANINGS, OTHER_PEOPLE, Meaning
from members.surveys.values.joining import PLACE_PARTS
from members.surveys.values.text import plain

_BRACKETS = re.compile(r"[(\[【《<{][^()\[\]【】《》<>{}]*[)\]】》>}]?")
_NUMBERING = re.compile(r"^(?:[(\[]?\d{1,2}[)\].、:]*|[一二三四五六七八九十]{1,2}[、.])")
_NOISE = re.compile(r"[\s*※★☆:。.,、;\"'“”‘’·_\-—]+")
_ALTERNATIVES = re.compile(r"[/或|及和与]")
_BEFORE = re.compile(r"^(?:流动党员|流出党员|外出党员|党员|本人|个人|其|现|目前|该同志|在京)")
_AFTER = re.compile(r"(?:情况|信息|一?栏|必填|选填|年月日?|名称|(?<=地)(?:详细|具体)(?:地址|住址)|\d)$")
_PAID = re.compile("(?<=党费)[收交缴纳]+$")
_ORGANISATIONS = ("home_org", "branch")
_GROUPS_ONLY = frozenset({"外出情况", "流动情况", "务工情况", "流出情况", "流入情况", "入党情况", "转正情况"})
"""Headings of groups that mean nothing by themselves: what stands below says what it is (外出情况 / 时间)."""
_OF_A_BODY = re.compile(r"(?:党组织|支部|总支|党委).*(?:电话|联系方式|手机号?码?|邮箱)$")
_BILINGUAL = re.compile(r"(?<=[\u4e00-\u9fff]{2})[a-z.]+$|^[a-z.]+(?=[\u4e00-\u9fff]{2})")


def normalised(text: str) -> str:
    """A heading for comparing: 「　姓 名（必填）」 -> 姓名(必填)."""
    return simplified(re.sub(r"\s+", "", plain(text)).lower())


@lru_cache(maxsize=4096)
def meaning_of(text: str, group: str = "") -> Meaning | None:
    """What a heading means, under the heading of a group where there is one (联系方式 / 微信); None: not known here."""
    heading, above = normalised(text), normalised(group)
    if not heading:
        return _looked_up(above) if above else None
    if any(person in heading for person in OTHER_PEOPLE) or _OF_A_BODY.search(heading):
        return Meaning(None, "other_person")
    if above and above != heading:
        grouped = _in_group(heading, above)
        if grouped is not None:
            return grouped
    return _looked_up(heading)


def _in_group(heading: str, above: str) -> Meaning | None:
    """省 under 外出流向 is a part of that place; 电话 under 流出组织 is not the member's; 时间 under 外出情况 is 外出时间."""
    group = _looked_up(above)
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
        return Meaning(group.field, own.sense)
    return _together(heading, above) or own or group


def _together(heading: str, above: str) -> Meaning | None:
    """时间 under 入党情况 is 入党时间, 标准 under 党费缴纳情况 is 党费标准."""
    stem = _AFTER.sub("", above)
    return next(filter(None, (_looked_up(group + heading) for group in (above, stem, _PAID.sub("", stem)))), None)


def is_known(text: str, group: str) -> bool:
    """Whether a heading is known, by itself or together with that of its group; a group alone makes no text a heading."""
    return meaning_of(text) is not None or _together(normalised(text), normalised(group)) is not None


def _looked_up(heading: str) -> Meaning | None:
    if heading in _GROUPS_ONLY:
        return MEANINGS.get(heading)
    for form in _forms(heading):
        if form in MEANINGS:
            return MEANINGS[form]
    return None


def _forms(heading: str) -> list[str]:
    """The ways to take notes away from a heading, the least first."""
    bare = _NOISE.sub("", _NUMBERING.sub("", heading))
    joined = re.sub(r"[()\[\]【】《》]", "", bare)
    without = _NOISE.sub("", _BRACKETS.sub("", bare))
    forms = [heading, bare, joined, without, *_ALTERNATIVES.split(without), *_listed(heading)]
    shorter = [_AFTER.sub("", _BEFORE.sub("", form)) for form in forms]
    return [form for form in [*forms, *shorter, _BILINGUAL.sub("", without)] if form]


def _listed(heading: str) -> list[str]:
    """电话、微信: several headings in one, where each of them is known; a title that speaks of them is none."""
    parts = _BRACKETS.sub("", heading).split("、")
    return parts if all(part in MEANINGS for part in parts) else []
