"""Rows of cells to values and faults: what a row says, before the registry is asked what it means here. No database."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

from members.roll.known_values import UNKNOWN
from members.surveys.reading import Row, Sheet
from members.surveys.reading.header_words import COMPARED
from members.surveys.values.dates import NO_HINTS, DateHints, order_faults, parse_confirmed, parse_date
from members.surveys.values.dues import parse_dues, parse_paid_to
from members.surveys.values.faults import WARNING, Fault, shown
from members.surveys.values.free_text import parse_card_no, parse_member_no, parse_text, parse_words
from members.surveys.values.identity import parse_born, parse_identity, parse_sex, said_by
from members.surveys.values.joining import JOINERS, Joined
from members.surveys.values.kinds import parse_kind, parse_whether_member
from members.surveys.values.names import parse_name
from members.surveys.values.occupations import parse_occupation
from members.surveys.values.phones import parse_contact, parse_other_way
from members.surveys.values.redaction import MASK, SHORTEST, redact
from members.surveys.values.remembering import ColumnLike, Parser, Parsing, parsing
from members.surveys.values.standing import parse_home_org, parse_note, parse_remark
from members.surveys.values.text import Cell, text_of, visible
from members.surveys.values.yes_no import unless_yes_or_no, where_ticked

LIMITS: Final = {"home_org": 120, "branch": 120, "employer": 120, "work_address": 200, "origin": 200, "note": 2000}
"""Characters; what the registry's columns hold."""

_NEVER_YES_OR_NO = ("occupation", "card_no", "home_org", "branch", "employer", "work_address")
_DIFFERS = {"born": "born_otherwise", "sex": "other_sex"}
_OTHER_WAYS = {"wechat": "微信", "qq": "QQ", "email": "邮箱"}


class Interpreted(NamedTuple):
    """A row understood.

    ``values``: as in the JSON contract, unknown fields absent, ``None`` for known none; places and branches are still texts.
    ``cells``: as submitted, identity numbers masked. ``digest``: of the identity number, or "".
    """

    cells: list[str]
    values: dict[str, Any]
    faults: tuple[Fault, ...]
    digest: str = ""


def parsers_for(today: datetime.date, key: bytes, hints: Mapping[str, DateHints]) -> dict[str, Parser]:
    """The parser of each field; places and organisations are texts here."""
    dates = {"joined_on": parse_date, "confirmed_on": parse_confirmed, "left_on": parse_date}
    parsers: dict[str, Parser] = {
        "name": parse_name,
        "member_no": parse_member_no,
        "id_number": partial(parse_identity, key=key, today=today),
        "born": partial(parse_born, today=today),
        "sex": parse_sex,
        "kind": parse_kind,
        "occupation": parse_occupation,
        "contact": parse_contact,
        "dues": partial(parse_dues, today=today),
        "paid_to": partial(parse_paid_to, today=today, hints=hints.get("dues", NO_HINTS)),
        "card_no": parse_card_no,
        **{field: partial(parse, today=today, hints=hints.get(field, NO_HINTS)) for field, parse in dates.items()},
        **{field: partial(parse_text, limit=limit) for field, limit in LIMITS.items()},
        **{field: partial(parse_words, limit=LIMITS[field]) for field in ("employer", "work_address")},
        "home_org": partial(parse_home_org, limit=LIMITS["home_org"]),
        "note": partial(parse_note, limit=LIMITS["note"]),
    }
    return parsers | {field: unless_yes_or_no(parsers[field]) for field in (*dates, *_NEVER_YES_OR_NO)}


class Interpreter:
    """Understands the rows of one sheet. ``parsers`` replaces the parser of a field by one that knows more (answers the user gave)."""

    def __init__(
        self, sheet: Sheet, *, today: datetime.date, key: bytes, parsers: Mapping[str, Parser] | None = None
    ) -> None:
        """``key``: of the digests of identity numbers."""
        columns = sheet.columns
        self._parsers = {**parsers_for(today, key, sheet.hints), **(parsers or {})}
        self._width = len(columns)
        by_field: dict[str, list[ColumnLike]] = {}
        for column in columns:
            if column.field:
                by_field.setdefault(column.field, []).append(column)
        identity = by_field.pop("id_number", [])
        self._identity = [(column.position - 1, self._parsing(column)) for column in identity]
        self._identity_header = identity[0].header if identity else ""
        self._compared = [
            (column.sense, column.position - 1, parsing(column.sense, column.header, self._parser(column)))
            for column in columns
            if column.sense in COMPARED
        ]
        self._name_header, self._confirmed_header = (
            by_field[field][0].header if field in by_field else "" for field in ("name", "confirmed_on")
        )
        self._single: list[tuple[str, int, Parsing]] = []
        self._joined: list[tuple[str, Joined]] = []
        for field, found in by_field.items():
            if len(found) > 1 and field in JOINERS:
                self._joined.append((field, JOINERS[field](field, found, self._parser)))
            else:
                self._single.append((field, found[0].position - 1, self._parsing(found[0])))
        for column in columns:
            if column.is_remark:
                self._single.append(("note", column.position - 1, parsing("note", column.header, self._parser(column))))

    def interpret(self, row: Row) -> Interpreted:
        """What a row of data says, with every fault of every cell."""
        cells = row.cells
        values: dict[str, Any] = {}
        faults: list[Fault] = []
        for field, at, column in self._single:
            value, found = column[cells[at]]
            if value is not UNKNOWN:
                values[field] = value
            if found:
                faults += found
        for field, joined in self._joined:
            value, found = joined(cells)
            if value is not UNKNOWN:
                values[field] = value
            faults += found
        digest = self._identified(cells, faults) if self._identity else ""
        if "name" not in values or "confirmed_on" in values or len(cells) > self._width:
            faults += self._over_the_row(values, faults, cells)
        return Interpreted(self.redacted(row), values, tuple(faults), digest)

    def _over_the_row(self, values: Mapping[str, Any], faults: Sequence[Fault], cells: Sequence[Cell]) -> list[Fault]:
        """Faults of the row as a whole."""
        found: list[Fault] = []
        if "name" not in values and not any(fault.field == "name" for fault in faults):
            found.append(Fault("missing", field="name", header=self._name_header))
        in_order = order_faults(values.get("joined_on"), values.get("confirmed_on"))
        found += [fault._replace(header=self._confirmed_header) for fault in in_order]
        return found + self._extra(cells[self._width :])

    def redacted(self, row: Row) -> list[str]:
        """The cells as submitted, fit to be kept: no identity number in them, right or damaged, wherever it stands."""
        cells = list(row.cells)
        for at, _ in self._identity:
            if text_of(cells[at]):
                cells[at] = MASK
        return [cell if isinstance(cell, str) and len(cell) < SHORTEST else redact(text_of(cell)) for cell in cells]

    def _identified(self, cells: Sequence[Cell], faults: list[Fault]) -> str:
        for at, column in self._identity:
            value, found = column[cells[at]]
            faults += found
            if isinstance(value, str):
                faults += self._beside_identity(cells, at)
                return value
        return ""

    def _beside_identity(self, cells: Sequence[Cell], at: int) -> Iterator[Fault]:
        """What is written of his birth and sex, where the number says otherwise; a person decides which is right."""
        said = said_by(cells[at]) if self._compared else {}
        for sense, position, column in self._compared:
            written = column[cells[position]].value
            if isinstance(written, str) and not said[sense].startswith(written):
                yield Fault(_DIFFERS[sense], WARNING, field="id_number", header=self._identity_header)

    def _extra(self, cells: Iterable[Cell]) -> list[Fault]:
        text = " ".join(filled for cell in cells if (filled := visible(text_of(cell))))
        return [Fault("extra_cells", WARNING, None, shown({"text": text}))] if text else []

    def _parsing(self, column: ColumnLike) -> Parsing:
        return parsing(column.field or "", column.header, self._parser(column))

    def _parser(self, column: ColumnLike) -> Parser:
        parse = self._parser_of_words(column)
        return where_ticked(parse, column.option) if column.option else parse

    def _parser_of_words(self, column: ColumnLike) -> Parser:
        if column.is_remark:
            return partial(parse_remark, heading=column.header)
        if column.field == "contact" and column.sense in _OTHER_WAYS:
            return partial(parse_other_way, label=_OTHER_WAYS[column.sense])
        if column.field == "dues" and column.sense == "paid_to":
            return self._parsers["paid_to"]
        if column.field == "kind" and column.sense == "whether":
            return partial(parse_whether_member, in_words=self._parsers["kind"])
        return self._parsers[column.field or column.sense]
