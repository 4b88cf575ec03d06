"""Reads one sheet and writes its frames; see the package."""

import datetime
import marshal
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import python_calamine as calamine

from members.surveys.workbook_process import ods_parts, xls_parts, xlsx_parts
from members.surveys.workbook_process.details import NO_DETAILS, Details, Merge
from members.surveys.workbook_process.trimming import opened_trimmed

MEMORY = 3 * 1024**3  # bytes of address space
_SMALL = (
    16 * 1024**2
)  # bytes of a file, for which half of it is enough: a million rows, most of them empty, take a third
SECONDS = 300  # of processor time
_BATCH = 500  # rows in a frame
_BEGINNING = 100  # rows of a sheet of which only the heading is asked

Cell = str | tuple[str, str]


def main(path: str, sheet: str | None = None, *, others: bool = False) -> None:
    _limit_resources(MEMORY if Path(path).stat().st_size > _SMALL else MEMORY // 2)
    try:
        for frame in _beginnings(path, sheet) if others else _frames(path, sheet):
            _write(frame)
    except calamine.PasswordError:
        _write({"error": "encrypted"})
    except (calamine.CalamineError, zipfile.BadZipFile, ParseError, OSError, ValueError, KeyError):
        _write({"error": "broken"})


def _write(frame: Any) -> None:
    """Its length in four bytes, then the frame."""
    packed = marshal.dumps(frame)
    sys.stdout.buffer.write(len(packed).to_bytes(4, "big") + packed)
    sys.stdout.buffer.flush()


def _limit_resources(memory: int) -> None:
    with suppress(ImportError):  # where the system has no such limits, the parent's patience is the limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _opened(path: str) -> tuple[calamine.CalamineWorkbook, list[str], list[str]]:
    """The workbook, and the names of its sheets: visible, hidden."""
    # From the content: the reader would believe an extension, and office files bear any.
    book = calamine.CalamineWorkbook.from_filelike(opened_trimmed(Path(path)))
    sheets = [found for found in book.sheets_metadata if found.typ == calamine.SheetTypeEnum.WorkSheet]
    visible = [found.name for found in sheets if found.visible == calamine.SheetVisibleEnum.Visible]
    return book, visible, [found.name for found in sheets if found.name not in visible]


def _beginnings(path: str, known: str | None) -> Iterator[Any]:
    """Of each visible sheet but the one that is known: its name, its merged cells, its first rows. One that is damaged has none."""
    book, visible, _hidden = _opened(path)
    for name in visible:
        if name != known:
            with suppress(calamine.CalamineError):
                table = book.get_sheet_by_name(name)
                merges = _merges(table.merged_cell_ranges or ())
                yield name, merges, list(islice(_filled_down(_cells(table), merges), _BEGINNING))
    yield None


def _merges(ranges: Iterable[Merge]) -> list[tuple[int, int, int, int]]:
    """As ``reading.workbooks.Opened`` has them."""
    return [(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges]


def _frames(path: str, wanted: str | None) -> Iterator[Any]:
    book, visible, hidden = _opened(path)
    name = wanted if wanted is not None else next(iter(visible + hidden), None)
    if name is None or name not in visible + hidden:
        yield (
            {"error": "no_such_sheet", "name": name, "sheets": ", ".join(visible + hidden)}
            if name
            else {"error": "empty"}
        )
        return
    table = book.get_sheet_by_name(name)
    last = table.end[0] + 1 if table.end else 0
    details = _details(path, name, last)
    merges = _merges(table.merged_cell_ranges if table.merged_cell_ranges is not None else details.merges)
    yield {"sheet": name, "visible": visible, "hidden": hidden, "merges": merges, **details.facts()}
    rows = _without_blank_end(_filled_down(_cells(table, details), merges))
    batch: list[tuple[int, tuple[Cell, ...]]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch
    yield None


def _details(path: str, sheet: str, last_row: int) -> Details:
    """Of whatever kind of workbook it is."""
    if not zipfile.is_zipfile(path):
        return xls_parts.details_of(Path(path).read_bytes(), sheet, last_row=last_row)
    with zipfile.ZipFile(path) as book:
        if "content.xml" in book.namelist():
            return ods_parts.details_of(book, sheet, last_row=last_row)
        return xlsx_parts.details_of(book, sheet, last_row=last_row)


def _cells(table: calamine.CalamineSheet, details: Details = NO_DETAILS) -> Iterator[tuple[int, list[Cell]]]:
    left = table.start[1] if table.start else 0
    margin: list[Cell] = [""] * left
    short, errors = details.short_dates, details.error_cells
    for number, values in enumerate(table.iter_rows(), start=1):
        cells = margin + [_text(value) if type(value) is str else _typed(value) for value in values]
        while cells and cells[-1] == "":
            cells.pop()
        if short:
            cells = [_as_shown(cell, short.get((number, at))) for at, cell in enumerate(cells)]
        if number in errors:
            cells = _with_errors(cells, errors[number])
        yield number, cells


def _with_errors(cells: list[Cell], errors: Mapping[int, str]) -> list[Cell]:
    """The reader leaves errors out; they tell that something should stand there."""
    cells = cells + [""] * (max(errors) + 1 - len(cells))
    return [errors.get(at, cell) for at, cell in enumerate(cells)]


def _text(value: str) -> str:
    """Without zero bytes: no database keeps them."""
    return value.replace("\0", "") if "\0" in value else value


def _typed(value: object) -> Cell:
    """``(kind, text)`` as ``members.surveys.values.text`` knows them."""
    if isinstance(value, bool):
        return ("bool", "TRUE" if value else "FALSE")
    if isinstance(value, float):
        return ("number", str(int(value)) if value.is_integer() else repr(value))
    if isinstance(value, int):
        return ("number", str(value))
    if isinstance(value, datetime.date):  # datetimes too; the time of day says nothing here
        return ("date", value.isoformat()[:10])
    return ("time", str(value))


def _as_shown(cell: Cell, length: int | None) -> Cell:
    """A date shown without its day says no day, though the program keeps the first; and no month where only the year is shown."""
    return ("date", cell[1][:length]) if isinstance(cell, tuple) and cell[0] == "date" else cell


def _filled_down(
    rows: Iterable[tuple[int, list[Cell]]], merges: list[tuple[int, int, int, int]]
) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Cells merged down hold the value of their top in every row; blanks that are not merged stay blank."""
    waiting = sorted((top, left, bottom) for top, left, bottom, _ in merges if bottom > top)
    waiting.reverse()
    active: list[tuple[int, int, Cell]] = []
    for number, cells in rows:
        for bottom, left, value in active:
            if bottom >= number and value != "":
                cells.extend([""] * (left + 1 - len(cells)))
                cells[left] = cells[left] or value
        active = [merge for merge in active if merge[0] > number]
        while waiting and waiting[-1][0] <= number:
            _, left, bottom = waiting.pop()
            active.append((bottom, left, cells[left] if left < len(cells) else ""))
        yield number, tuple(cells)


def _without_blank_end(rows: Iterable[tuple[int, tuple[Cell, ...]]]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Up to the last row with something in it: formatting goes on to row 1,048,576 in many a file."""
    blank: list[tuple[int, tuple[Cell, ...]]] = []
    for row in rows:
        if any(cell if isinstance(cell, tuple) else cell.strip() for cell in row[1]):
            yield from blank
            blank.clear()
            yield row
        else:
            blank.append((row[0], ()))


if __name__ == "__main__":
    main(*sys.argv[1:3], others=len(sys.argv) > 3)
