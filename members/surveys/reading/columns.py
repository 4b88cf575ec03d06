"""Which column holds which field; what the user chose goes first, and of two columns for one field the better."""

import re
from collections.abc import Mapping, Sequence

from members.surveys.reading.header_rows import Heading
from members.surveys.reading.header_words import COMPARED, FIELDS, OPTIONS, REMARK, SENSES, Meaning
from members.surveys.reading.headings import meaning_of, normalised, without_notes
from members.surveys.reading.notices import Notice, notice
from members.surveys.reading.sheet import Column
from members.surveys.reading.unusable import UnusableFile
from members.surveys.values.joining import NAME_PARTS, PLACE_PARTS
from members.surveys.values.redaction import redact

_SILENT = ("serial", REMARK)  # nobody wonders why these are not taken
_JOINED = ("contact", "note")  # every column of these adds to the value
_OF_TWO_SENSES = ("dues", "kind")  # one column of each sense: 党费收缴情况 and 党费交至年月, 人员类别 and 是否党员
_PHONE = re.compile("电话|手机|联系方式|号码")
_PHONE_OF_ANYBODY = ("联系电话", "电话", "联系方式", "手机", "手机号", "手机号码", "电话号码")


def columns_of(headings: Sequence[Heading], *, chosen: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """One Column for each heading. ``chosen``: heading (or #position) -> field, or "" for none.

    Raises UnusableFile for a heading or a field there is not.
    """
    headings = [heading._replace(text=redact(heading.text), group=redact(heading.group)) for heading in headings]
    picked = _picked(headings, chosen or {})
    meanings = [picked.get(index, meaning_of(heading.text, heading.group)) for index, heading in enumerate(headings)]
    _give_options(headings, meanings)
    _refuse_two_lists(headings, meanings, picked)
    _drop_half_names(meanings, picked)
    asked = _give_phones_to_their_owner(headings, meanings, picked)
    losers = _losers(headings, meanings, picked)
    names = [normalised(heading.shown) for heading in headings]
    columns = []
    for index, heading in enumerate(headings):
        notices = _notices(heading, meanings[index], picked=index in picked, doubled=names.count(names[index]) > 1)
        notices += [told for told in (losers.get(index), asked.get(index)) if told]
        meaning = None if index in losers else meanings[index]
        is_read = meaning and (meaning.field or meaning.sense in (REMARK, *COMPARED))
        read = meaning if meaning and is_read else Meaning(None)
        columns.append(Column(index + 1, heading.shown, read.field, read.sense, read.option, tuple(notices)))
    return tuple(columns)


def _refuse_two_lists(
    headings: Sequence[Heading], meanings: Sequence[Meaning | None], picked: Mapping[int, Meaning]
) -> None:
    """姓名 | 电话 | 姓名 | 电话: the people on the right would be lost, and their phones given to those on the left."""
    names = [index for index, meaning in enumerate(meanings) if meaning and meaning.field == "name"]
    if len(names) < 2 or picked.keys() & set(names[:2]):
        return
    first, second = names[:2]
    width = second - first
    left, right = ([normalised(heading.shown) for heading in headings[at : at + width]] for at in (first, second))
    repeats = len(right) > 1 and left[: len(right)] == right[: len(left)] and len(set(right)) > 1
    shared = _fields(meanings[:second]) & _fields(meanings[second:])
    if repeats or (left[0] == right[0] and len(shared) > 1):  # the name, and something else of its owner
        raise UnusableFile("side_by_side", name=headings[first].shown, first=str(first + 1), second=str(second + 1))


def _give_options(headings: Sequence[Heading], meanings: list[Meaning | None]) -> None:
    """正式党员 | 预备党员 without a heading above them: columns that are ticked, where there are two at least."""
    for field in _OF_TWO_SENSES:
        texts = {at: without_notes(normalised(each.text)) for at, each in enumerate(headings) if meanings[at] is None}
        options = {at: text for at, text in texts.items() if text in OPTIONS[field]}
        if len(options) > 1:
            for at, text in options.items():
                meanings[at] = Meaning(field, option=text)


def _fields(meanings: Sequence[Meaning | None]) -> set[str]:
    return {meaning.field for meaning in meanings if meaning and meaning.field}


def _drop_half_names(meanings: list[Meaning | None], picked: Mapping[int, Meaning]) -> None:
    """姓 and 名 are a name together, and only where no other column holds the whole; one that was chosen by hand is taken for it."""
    senses = {meaning.sense for meaning in meanings if meaning and meaning.field == "name"}
    if senses == set(NAME_PARTS):
        return
    for index, meaning in enumerate(meanings):
        if meaning and meaning.sense in NAME_PARTS:
            meanings[index] = Meaning("name") if index in picked else None


def _picked(headings: Sequence[Heading], chosen: Mapping[str, str]) -> dict[int, Meaning]:
    picked = {}
    for name, field in chosen.items():
        if field and field not in FIELDS:
            raise UnusableFile("no_such_field", name=field, fields=", ".join(FIELDS))
        found = [index for index, heading in enumerate(headings) if _is_named(heading, index, name)]
        if not found:
            raise UnusableFile("no_such_column", name=name)
        for index in found:
            meaning = meaning_of(headings[index].text, headings[index].group)
            is_meant = meaning and (meaning.field == field if field else meaning.sense == REMARK)
            chosen_meaning = Meaning(field or None, SENSES[field][0] if field in SENSES else "")
            picked[index] = meaning if meaning and is_meant else chosen_meaning
    return picked


def _is_named(heading: Heading, index: int, name: str) -> bool:
    if name.startswith("#") and name[1:].isdecimal():
        return index == int(name[1:]) - 1
    return normalised(name) in (normalised(heading.shown), normalised(heading.text))


def _give_phones_to_their_owner(
    headings: Sequence[Heading], meanings: list[Meaning | None], picked: Mapping[int, Meaning]
) -> dict[int, Notice]:
    """联系人 | 联系电话: that phone is the contact person's where the member has another; where he has none, it is asked about."""
    phones = [index for index, meaning in enumerate(meanings) if meaning and meaning.field == "contact"]
    asked = {}
    for index in phones[:]:
        is_plain = normalised(headings[index].text) in _PHONE_OF_ANYBODY
        if index in picked or not is_plain or not _follows_somebody_else(headings, meanings, index):
            continue
        if len(phones) > 1:
            meanings[index] = Meaning(None, "other_person")
            phones.remove(index)
        else:
            asked[index] = notice("beside_other_person", other=headings[index - 1].shown)
    return asked


def _follows_somebody_else(headings: Sequence[Heading], meanings: Sequence[Meaning | None], index: int) -> bool:
    """Whether the column before it is somebody else's, and not his phone: behind 联系人电话 the member's own may stand."""
    before = index - 1
    return index > 0 and meanings[before] == Meaning(None, "other_person") and not _PHONE.search(headings[before].text)


def _losers(
    headings: Sequence[Heading], meanings: Sequence[Meaning | None], picked: Mapping[int, Meaning]
) -> dict[int, Notice]:
    """Columns that give way to a better one of the same field, with what to say about it."""
    losers = _of_other_origins(headings, meanings, picked)
    for field in FIELDS:
        rivals = [
            index
            for index, meaning in enumerate(meanings)
            if meaning and meaning.field == field and not _is_part(meaning) and index not in losers
        ]
        if field in _JOINED or len(rivals) < 2:
            continue
        rivals.sort(key=lambda index: (index not in picked, _rank(meanings[index]), index))
        kept: list[int] = []
        for index in rivals:
            adds = field in _OF_TWO_SENSES and _sense(meanings[index]) not in {
                _sense(meanings[other]) for other in kept
            }
            if adds or not kept:
                kept.append(index)
            else:
                same = _sense(meanings[index]) == _sense(meanings[kept[0]])
                code = "second_column" if field != "origin" or same else "other_meaning"
                losers[index] = notice(code, other=headings[kept[0]].shown)
    return losers


def _of_other_origins(
    headings: Sequence[Heading], meanings: Sequence[Meaning | None], picked: Mapping[int, Meaning]
) -> dict[int, Notice]:
    """Beside 流出地 in parts, 籍贯 is another meaning of the origin, in parts or not; where the parts do not say of what, too."""
    origins = {at: meaning for at, meaning in enumerate(meanings) if meaning and meaning.field == "origin"}
    parts = [at for at, meaning in origins.items() if _is_part(meaning)]
    wholes = {at: meaning.whole if _is_part(meaning) else meaning.sense for at, meaning in origins.items()}
    senses = sorted({*wholes.values()} - {""}, key=SENSES["origin"].index)
    if not parts or picked.keys() & origins.keys():
        return {}
    if any(wholes[at] == "" for at in parts) and senses[:1] == ["native"]:
        senses.insert(0, "")
    other = next((at for at in origins if wholes[at] in ("", *senses[:1])), 0)
    return {at: notice("other_meaning", other=headings[other].shown) for at in origins if wholes[at] in senses[1:]}


def _is_part(meaning: Meaning) -> bool:
    return meaning.sense in PLACE_PARTS or meaning.sense in NAME_PARTS or meaning.option != ""


def _sense(meaning: Meaning | None) -> str:
    return meaning.sense if meaning else ""


def _rank(meaning: Meaning | None) -> int:
    senses = SENSES.get(meaning.field or "", [""]) if meaning else [""]
    return senses.index(meaning.sense) if meaning and meaning.sense in senses else len(senses)


def _notices(heading: Heading, meaning: Meaning | None, *, picked: bool, doubled: bool) -> list[Notice]:
    codes = ["same_name"] if doubled and heading.text else []
    if picked:
        codes.append("chosen")
    elif not heading.text:
        codes.append("no_name")
    elif meaning is None:
        codes.append("unknown_heading")
    elif meaning.field is None and meaning.sense not in _SILENT:
        codes.append("compared" if meaning.sense in COMPARED else meaning.sense)
    return [notice(code) for code in codes]
