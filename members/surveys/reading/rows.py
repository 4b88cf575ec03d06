"""What each row of a sheet is: data, or a title, a blank row, the heading again, a total, a note."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from members.roll.names import simplified
from members.surveys.reading.header_rows import Header, NumberedCells, known_headings, means_name
from members.surveys.reading.header_words import MEANINGS
from members.surveys.reading.headings import meaning_of, normalised
from members.surveys.reading.row_words import (
    BY_WHOM,
    EXAMPLE,
    HEADS_A_NOTE,
    INSTRUCTS,
    LABEL,
    NAMES_A_TABLE,
    NO_NAMES,
    NOTES,
    PLACE_OR_BODY,
    SAYS_HOW,
    SECTION,
    TOTALS,
    WHEN,
    number_columns,
    say_nothing,
    says_there_is_nobody,
)
from members.surveys.reading.sheet import Column, Row
from members.surveys.values.blanks import parse_blank, says_nothing
from members.surveys.values.phones import parse_contact
from members.surveys.values.text import Cell, plain, text_of

TITLE: Final = "title"
BLANK: Final = "blank"
HEADER: Final = "header"
TOTAL: Final = "total"
NOTE: Final = "note"

_LONG = 12  # characters; a heading in between is shorter, a note longer
_ENOUGH = 4  # columns; where nearly all of as many are filled, the row is somebody's
_SHORT = 4  # most names; what else is so short shows it in its last character
_NOT_IN_NAMES = frozenset("计計总:：)）、.。; ；　人名明注章字期表例电话間间位书記记无無告白")
_REMEMBERED = 10_000
_NOWHERE = sys.maxsize


class RowReader:
    """Tells the rows of one sheet apart. The common case, a row of data, costs a few comparisons."""

    def __init__(
        self,
        sample: Sequence[NumberedCells],
        header: Header,
        columns: Sequence[Column],
        *,
        wide_lines: Iterable[int] = (),
    ) -> None:
        self._first_line = sample[header.first][0]
        self._last_line = sample[header.last][0]
        self._width = len(columns)
        self._name = next((column.position - 1 for column in columns if column.field == "name"), None)
        self._least = 2 if self._name and self._width > 2 else 1  # behind a serial number stands what else stands alone
        self._where = {column.position - 1 for column in columns if column.field in ("origin", "home_org")}
        self._contacts = [column.position - 1 for column in columns if column.field == "contact"]
        self._in_order = [normalised(heading.text) for heading in header.headings]
        self._meanings = [meaning_of(heading.text, heading.group) for heading in header.headings]
        self._headings = set(self._in_order) - {""}
        self._titles = {_only_text(cells) for _, cells in sample[: header.first]} - {None}
        self._wide = frozenset(wide_lines)
        self._seen: dict[Cell, bool] = {}

    def read(self, rows: Iterable[NumberedCells]) -> Iterator[Row]:
        """Every row with its reason; a text alone above a heading is the title of what is below it: 乙村 is nobody's name there."""
        alone: Row | None = None
        for row in self._read(rows):
            if alone:
                yield alone._replace(reason=TITLE) if row.reason is HEADER else alone
                alone = None
            if (
                not row.reason
                and row.cells.count("") == len(row.cells) - 1
                and PLACE_OR_BODY.search(_only_text(row.cells) or "")
            ):
                alone = row
            else:
                yield row
        if alone:
            yield alone

    def _read(self, rows: Iterable[NumberedCells]) -> Iterator[Row]:
        """Every row with the reason that it shows itself, cells brought to the width of the heading (more only where something is).

        Where the heading is repeated in another order, the cells below it are brought into the order of the first.
        """
        width, name, least = self._width, self._name, self._least
        order: list[int] | None = None
        for line, cells in rows:
            row = tuple(cells) if order is None else _in_order(cells, order)
            if len(row) < width:
                row += ("",) * (width - len(row))
            if (
                name is not None
                and line > self._last_line
                and self._is_ordinary_name(row[name])
                and (not name or self._is_ordinary(row[0]))
                and line not in self._wide
                and sum(map(bool, row)) > least
            ):
                yield Row(line, row)
            else:
                reason = self._reason(line, row)
                if reason is HEADER and line > self._last_line:
                    row = tuple(cells)
                    order = self._order_under(row)
                yield Row(line, row, reason)

    def _order_under(self, row: Sequence[Cell]) -> list[int] | None:
        """Where the columns of the first heading stand under this one, then those it has not; None where they stand as before.

        A heading of several rows, and one with two columns of one name, are taken as they stand.
        """
        texts = [normalised(text_of(cell)) for cell in row]
        named = [text for text in texts if text]
        several = self._first_line != self._last_line or len(self._headings) < len(
            self._in_order
        ) - self._in_order.count("")
        is_heading = any(map(means_name, named)) or not self._headings.isdisjoint(named)
        if several or len(set(named)) < len(named) or not is_heading:
            return None
        if all(text == before for text, before in zip(texts, self._in_order, strict=False) if text):
            return None
        places = {text: at for at, text in enumerate(texts) if text}
        order = [places.pop(text, _NOWHERE) for text in self._in_order]
        for at, meaning in enumerate(self._meanings):
            if order[at] == _NOWHERE and meaning and meaning.field:  # 党员姓名 stands where 姓名 stood
                other = next((text for text in places if meaning_of(text) == meaning), "")
                order[at] = places.pop(other, _NOWHERE)
        return order + sorted(places.values())

    def _is_ordinary_name(self, cell: Cell) -> bool:
        return isinstance(cell, str) and cell.isalpha() and self._is_ordinary(cell)

    def _is_ordinary(self, cell: Cell) -> bool:
        """Whether a cell is what data begin with: a serial number, a name, a county; not the word of a total, a note, a heading."""
        if not isinstance(cell, str) or not cell or cell.isdecimal():
            return True
        if (
            len(cell) <= _SHORT
            and cell[-1] not in _NOT_IN_NAMES
            and cell not in MEANINGS
            and cell not in self._headings
            and cell not in NO_NAMES
        ):
            return True
        ordinary = self._seen.get(cell)
        if ordinary is None:
            if len(self._seen) > _REMEMBERED:
                self._seen.clear()
            text = _comparable(cell)
            ordinary = self._seen[cell] = not (
                not text
                or parse_blank(text) is not None
                or TOTALS.search(text)
                or NOTES.search(text)
                or says_there_is_nobody(text)
                or text in MEANINGS
                or text in NO_NAMES
                or self._is_head(text)
            )
        return ordinary

    def _is_head(self, text: str) -> bool:
        return normalised(text) in self._headings

    def _reason(self, line: int, row: tuple[Cell, ...]) -> str:
        texts = [text for cell in row if (text := _comparable(cell))]
        if not texts:
            return BLANK
        if line <= self._last_line:
            return self._above(line, row, texts)
        if self._repeats_heading(texts) or number_columns(texts):
            return HEADER
        if any(TOTALS.search(text) for text in texts[:2]) and not self._is_whole(row, texts):
            return TOTAL
        name = self._name_of(row)
        if self._is_note(row, texts) or EXAMPLE.search(name) or name in SAYS_HOW:
            return NOTE
        if say_nothing(texts):
            return BLANK
        if len(set(texts)) > 1 and self._is_nobodys(row, name):
            return NOTE if name else BLANK
        return self._alone(line, row, texts)

    def _above(self, line: int, row: tuple[Cell, ...], texts: Sequence[str]) -> str:
        """The heading or a title; but where a list was sorted together with its heading, people stand above it."""
        if line >= self._first_line:
            return HEADER
        has_labels = any(text in MEANINGS or ":" in text for text in texts)
        return TITLE if has_labels or not self._is_whole(row, texts) else ""

    def _is_note(self, row: tuple[Cell, ...], texts: Sequence[str]) -> bool:
        """填表人 | 张三; but where nearly every column is filled, 书记 stands for a name: nobody is passed over for that."""
        if self._is_somebodys(row, texts):
            return False
        if not NOTES.search(texts[0]):
            return len(texts) < _ENOUGH and bool(LABEL.search(texts[0])) and not self._name_of(row).isalpha()
        if not self._is_full(texts) or self._name_of(row) != texts[0]:
            return True
        return ":" in texts[0] or any(HEADS_A_NOTE.search(text) for text in texts[1:])

    def _is_full(self, texts: Sequence[str]) -> bool:
        return len(texts) >= _ENOUGH and self._width * 3 <= len(texts) * 4

    def _is_whole(self, row: tuple[Cell, ...], texts: Sequence[str]) -> bool:
        """Whether nearly all of somebody stands there, his name too."""
        return self._name is not None and self._is_full(texts) and self._is_ordinary_name(row[self._name])

    def _is_somebodys(self, row: tuple[Cell, ...], texts: Sequence[str]) -> bool:
        """书记：张三 | 南昌县 | 2014.5, and 书记：张三 with a phone in its column: more than is said of who signed a list."""
        if self._name_of(row) != texts[0] or not BY_WHOM.match(texts[0]):
            return False
        rest = texts[1:]
        if any(":" in text or HEADS_A_NOTE.search(text) for text in rest):
            return False
        return len(rest) > 1 or any(_reaches(row[at]) for at in self._contacts)

    def _name_of(self, row: tuple[Cell, ...]) -> str:
        return "" if self._name is None else _comparable(row[self._name])

    def _is_nobodys(self, row: tuple[Cell, ...], name: str) -> bool:
        """甲村 | 第一支部 and no name, or 无 for it: printed in advance, merged down, or a nil return of that village."""
        blank = parse_blank(name)
        says_nobody = says_there_is_nobody(name) or (blank is not None and (not name or blank.value is None))
        if self._name is None or not says_nobody:
            return False
        rest = [
            text for at, cell in enumerate(row) if at not in (self._name, *self._where) and (text := _comparable(cell))
        ]
        return all((text.isdecimal() and len(text) <= _SHORT) or says_nothing(text) for text in rest)

    def _repeats_heading(self, texts: Sequence[str]) -> bool:
        known = sum(self._is_head(text) for text in texts)
        if any(map(means_name, texts)) and known_headings(texts) * 2 >= len(texts) > 1:
            return True
        return known * 2 > len(texts) and (known > 1 or len(self._headings) == 1 or known_headings(texts) > 1)

    def _alone(self, line: int, row: tuple[Cell, ...], texts: Sequence[str]) -> str:
        """A row with one text: a title in between (西湖区桃源街道), a note, or a member of whom only the name is known."""
        told = {text for text in texts if not text.isdecimal()}
        if len(told) == 1 and any(says_there_is_nobody(text) or INSTRUCTS.search(text) for text in told):
            return NOTE  # behind a serial number too
        if len(set(texts)) > 1:
            return ""
        text = texts[0]
        if text in self._titles or line in self._wide:
            return TITLE
        is_name_cell = self._name is not None and bool(text_of(row[self._name]))
        if WHEN.search(text):
            return NOTE
        if NAMES_A_TABLE.search(text):
            return TITLE
        if not is_name_cell or (PLACE_OR_BODY.search(text) and len(text) > 2) or SECTION.match(text):
            return NOTE if len(text) > _LONG or text.endswith(("。", ";", ".")) else TITLE
        return NOTE if len(text) > _LONG * 2 else ""


def _in_order(cells: Sequence[Cell], order: Sequence[int]) -> tuple[Cell, ...]:
    return tuple(cells[at] if at < len(cells) else "" for at in order)


def _reaches(cell: Cell) -> bool:
    value = parse_contact(cell).value
    return isinstance(value, dict) and bool(value["phones"])


def _comparable(cell: Cell) -> str:
    return simplified(plain(text_of(cell)))


def _only_text(cells: Sequence[Cell]) -> str | None:
    texts = {_comparable(cell) for cell in cells} - {""}
    return texts.pop() if len(texts) == 1 else None
