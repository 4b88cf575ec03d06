"""One field in several columns: 姓 | 名, 市 | 县 | 乡镇, 手机 | 微信, 党费收缴情况 | 党费交至年月."""

from collections.abc import Callable, Collection, Sequence
from operator import itemgetter
from typing import Any, Final

from members.roll.known_values import UNKNOWN
from members.surveys.values.blanks import parse_blank, says_nothing
from members.surveys.values.faults import ERROR, WARNING, Fault, Parsed, shown
from members.surveys.values.occupations import occupation_of
from members.surveys.values.phones import too_long
from members.surveys.values.remembering import ColumnLike, Parser, parsing, remember
from members.surveys.values.text import Cell, plain, text_of, visible

PLACE_PARTS: Final = ("province", "prefecture", "county", "township", "village")
"""Senses of a column that holds a part of a place, from the largest to the smallest."""

NAME_PARTS: Final = ("surname", "given")
"""Senses of the columns 姓 and 名."""

_SMALL_PARTS = ("township", "village")
_COUNTY_ENDS = ("省", "市", "县", "区", "縣", "區")

ParserOf = Callable[[ColumnLike], Parser]
Joined = Callable[[Sequence[Cell]], Parsed]


def joined_place(field: str, columns: Sequence[ColumnLike], parser_of: ParserOf) -> Joined:
    """Parts of a place from the largest to the smallest, then the column that holds a whole: read as one text.

    A part that the text after it says already is not said twice; but 南昌 | 南昌 under 市 | 县 is the county of that name. Where the
    whole is only a county or larger, the township and the village follow it.
    """
    ordered = sorted(columns, key=lambda column: (_part_rank(column), column.position))
    places = [column.position - 1 for column in ordered]
    small = [column.position - 1 for column in ordered if column.sense in _SMALL_PARTS]
    wholes = [column.position - 1 for column in ordered if column.sense not in PLACE_PARTS]
    senses = {column.position - 1: column.sense for column in columns}
    around = [at for at in places if at not in small] + small
    whole = parsing(field, "、".join(column.header for column in columns), parser_of(ordered[-1]))

    def joined(cells: Sequence[Cell]) -> Parsed:
        text, last = "", ("", "")
        turned = small and any(visible(text_of(cells[at])).endswith(_COUNTY_ENDS) for at in wholes)
        for at in reversed(around if turned else places):
            part = visible(text_of(cells[at]))
            is_twin = senses[at] == "prefecture" and last == ("county", part)
            if not is_twin and part in text:
                continue
            blank = parse_blank(plain(part))
            if blank is None:
                text, last = part + text, (senses[at], part)
            elif any(fault.level == ERROR for fault in blank.faults):
                return whole[cells[at]]  # 同上: which place, nobody knows
        return whole[text or next((cells[at] for at in places if text_of(cells[at])), "")]

    return joined


def _part_rank(column: ColumnLike) -> int:
    return PLACE_PARTS.index(column.sense) if column.sense in PLACE_PARTS else len(PLACE_PARTS)


def joined_name(field: str, columns: Sequence[ColumnLike], parser_of: ParserOf) -> Joined:
    """姓 | 名 as one name. A given name alone is nobody's: the surname is missing."""
    parts = [next(column for column in columns if column.sense == part) for part in NAME_PARTS]
    surname, given = (column.position - 1 for column in parts)
    whole = parsing(field, "、".join(column.header for column in parts), parser_of(parts[0]))

    def joined(cells: Sequence[Cell]) -> Parsed:
        first, second = (visible(text_of(cells[at])) for at in (surname, given))
        between = " " if first.isascii() else ""
        return whole[f"{first}{between}{second}" if first and second else first]

    return joined


def joined_contact(field: str, columns: Sequence[ColumnLike], parser_of: ParserOf) -> Joined:
    """Every number and every other way, in the order of the columns, but a fixed line (家庭电话, 备用电话) behind the phone itself.

    Known to be none only where every column says so.
    """
    ordered = sorted(columns, key=lambda column: column.sense == "fixed")
    each = [(column.position - 1, parsing(field, column.header, parser_of(column))) for column in ordered]

    def joined(cells: Sequence[Cell]) -> Parsed:
        found = [column[cells[at]] for at, column in each]
        values = [parsed.value for parsed in found if parsed.value is not UNKNOWN and parsed.value is not None]
        faults = tuple(fault for parsed in found for fault in parsed.faults)
        if not values:
            return Parsed(None if all(parsed.value is None for parsed in found) else UNKNOWN, faults)
        phones = list(dict.fromkeys(phone for value in values for phone in value["phones"]))
        other = " ".join(dict.fromkeys(value["other"] for value in values if value["other"]))
        value = Parsed({"phones": phones, "other": other}, _softened(faults) if phones else faults)
        return too_long(phones, other) or value

    return joined


def _softened(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    return tuple(fault._replace(level="warning") for fault in faults)


def joined_dues(field: str, columns: Sequence[ColumnLike], parser_of: ParserOf) -> Joined:
    """How they stand from one column, up to when from another; where one says something, the others may be empty.

    Of 已交 in one and 未交 in another nothing is taken; but a month in 党费交至年月 says only up to when they were paid.
    """
    each = [(column, parsing(field, column.header, parser_of(column))) for column in columns]

    def joined(cells: Sequence[Cell]) -> Parsed:
        filled = [(column, values) for column, values in each if not says_nothing(plain(_text_in(column, cells)))]
        found = [(column, values[cells[column.position - 1]]) for column, values in filled or each]
        faults = tuple(fault for _, parsed in found for fault in parsed.faults)
        said = [(column, parsed.value) for column, parsed in found if isinstance(parsed.value, dict)]
        if not said:
            return Parsed(UNKNOWN, faults)
        paid_to = next((value["paid_to"] for _, value in said if value["paid_to"]), None)
        states = {value["state"]: column for column, value in said if not _is_month(column, value)}
        if len(states) > 1 and states.keys() != {"paid", "paid_at_origin"}:
            return Parsed(UNKNOWN, (*faults, _contradictory(field, states.values(), cells, level=WARNING)))
        state = "paid_at_origin" if "paid_at_origin" in states else next(iter(states), "paid")
        return Parsed({"state": state, "paid_to": paid_to}, faults)

    return _remembered(columns, joined)


def joined_agreed(field: str, columns: Sequence[ColumnLike], parser_of: ParserOf) -> Joined:
    """The value from whichever column says it (人员类别 | 是否党员, 所在支部 | 已转出); of two, 正式 and 预备, nothing is taken."""
    each = [(column, parsing(field, column.header, parser_of(column))) for column in columns]

    def joined(cells: Sequence[Cell]) -> Parsed:
        found = [(column, values[cells[column.position - 1]]) for column, values in each]
        faults = tuple(fault for _, parsed in found for fault in parsed.faults)
        said = {parsed.value: column for column, parsed in found if parsed.value is not UNKNOWN}
        if len(said) > 1:
            return Parsed(UNKNOWN, (*faults, _contradictory(field, said.values(), cells, level=ERROR)))
        return Parsed(next(iter(said), UNKNOWN), faults)

    return _remembered(columns, joined)


def _remembered(columns: Sequence[ColumnLike], joined: Joined) -> Joined:
    """The same, for columns of few values: what they say together is found once, not once for each row."""
    in_row = itemgetter(*(column.position - 1 for column in columns))
    known: dict[tuple[Cell, ...], Parsed] = {}

    def joined_once(cells: Sequence[Cell]) -> Parsed:
        key = in_row(cells)
        found = known.get(key)
        return remember(known, key, joined(cells)) if found is None else found

    return joined_once


def _is_month(column: ColumnLike, value: dict[str, str | None]) -> bool:
    return column.sense == "paid_to" and value["paid_to"] is not None and value["state"] == "paid"


def _text_in(column: ColumnLike, cells: Sequence[Cell]) -> str:
    return text_of(cells[column.position - 1])


def _contradictory(field: str, columns: Collection[ColumnLike], cells: Sequence[Cell], *, level: str) -> Fault:
    """Of columns that say one thing and another; one that is ticked says what it stands for."""
    said = [column.option or visible(_text_in(column, cells)) for column in columns]
    header = "、".join(column.header for column in columns)
    return Fault("contradictory", level, None, shown({"text": " / ".join(said)}), field, header)


def joined_occupation(field: str, columns: Sequence[ColumnLike], parser_of: ParserOf) -> Joined:
    """务工 | 经商 that are ticked, and whatever is written beside them: all of it."""
    each = [(column.position - 1, parsing(field, column.header, parser_of(column))) for column in columns]

    def joined(cells: Sequence[Cell]) -> Parsed:
        found = [column[cells[at]] for at, column in each]
        faults = tuple(fault for parsed in found for fault in parsed.faults)
        told = [parsed.value for parsed in found if isinstance(parsed.value, dict)]
        return occupation_of([value["text"] for value in told], faults) if told else Parsed(found[0].value, faults)

    return _remembered(columns, joined)


def joined_note(field: str, columns: Sequence[ColumnLike], parser_of: ParserOf) -> Joined:
    """Columns the user wants kept as a note: each under its heading."""
    each = [
        (column.header, column.position - 1, parsing(field, column.header, parser_of(column))) for column in columns
    ]

    def joined(cells: Sequence[Cell]) -> Parsed:
        found = [(header, column[cells[at]]) for header, at, column in each]
        texts: list[str] = [f"{header}: {parsed.value}" for header, parsed in found if isinstance(parsed.value, str)]
        faults = tuple(fault for _, parsed in found for fault in parsed.faults)
        value: Any = "; ".join(texts) if texts else UNKNOWN
        return Parsed(value, faults)

    return joined


JOINERS: Final = {
    "name": joined_name,
    "origin": joined_place,
    "work_address": joined_place,
    "contact": joined_contact,
    "dues": joined_dues,
    "kind": joined_agreed,
    "home_org": joined_agreed,
    "occupation": joined_occupation,
    "note": joined_note,
}
