"""What the fast reader does not tell of an ODS: which cells are merged down, hold an error or show no day, what is hidden."""

import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from xml.etree import ElementTree

from members.surveys.workbook_process.details import MONTH, MOST_NAMED, YEAR, Details, Merge, named

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_PARAGRAPH = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_MONTH_NAME = re.compile("[A-Za-z]{3}|[一二三四五六七八九十]月")
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)|Err:\d{3}")
_MOST_COLUMNS = 1024
_HIDDEN = ("collapse", "filter")


def details_of(book: zipfile.ZipFile, sheet: str, *, last_row: int) -> Details:
    """Details of one sheet, its hidden rows up to the last one with content."""
    with book.open("content.xml") as content:
        name, row, column = "", 0, 0
        merges: list[Merge] = []
        errors: dict[int, dict[int, str]] = {}
        short_dates: dict[tuple[int, int], int] = {}
        hidden_rows: list[int] = []
        hidden_columns: list[int] = []
        for event, element in ElementTree.iterparse(content, events=("start", "end")):  # noqa: S314 - in a process with limits
            if event == "start" and element.tag == f"{_TABLE}table":
                name, row, column = element.get(f"{_TABLE}name", ""), 0, 0
            elif event == "end" and element.tag == f"{_TABLE}table-row":
                count = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
                if name == sheet:
                    merges += _merges_in(element, row)
                    rows = range(row + 1, row + min(count, last_row - row) + 1)
                    if found := _errors_in(element):
                        errors |= dict.fromkeys(rows, found)
                    short_dates |= _short_dates_in(element, rows)
                    hidden_rows += _hidden(element, row, min(count, last_row - row))
                row += count
                element.clear()
            elif event == "end" and element.tag == f"{_TABLE}table-column":
                count = int(element.get(f"{_TABLE}number-columns-repeated", "1"))
                if name == sheet:
                    hidden_columns += _hidden(element, column, min(count, _MOST_COLUMNS - column))
                column += count
    return Details(
        merges=merges,
        error_cells=errors,
        short_dates=short_dates,
        hidden_rows=named(hidden_rows),
        hidden_columns=named(hidden_columns),
    )


def _hidden(element: ElementTree.Element, before: int, count: int) -> list[int]:
    """Numbers from 1 of the rows or columns that the element stands for, if they are hidden: the first of them."""
    if element.get(f"{_TABLE}visibility") not in _HIDDEN:
        return []
    return list(islice(range(before + 1, before + count + 1), MOST_NAMED))


def _merges_in(row: ElementTree.Element, top: int) -> list[Merge]:
    merges: list[Merge] = []
    for left, cell in _placed(row):
        down = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
        across = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
        if down > 1 or across > 1:
            merges.append(((top, left), (top + down - 1, left + across - 1)))
    return merges


def _errors_in(row: ElementTree.Element) -> dict[int, str]:
    """Column -> what a person sees there, an error; the value behind it is empty or a zero."""
    found: dict[int, str] = {}
    for left, cell in _placed(row):
        text = "".join(cell.findtext(_PARAGRAPH, "").split())
        if _ERROR.fullmatch(text):
            end = left + int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            found |= dict.fromkeys(range(left, min(end, _MOST_COLUMNS)), text)
    return found


def _short_dates_in(row: ElementTree.Element, rows: range) -> dict[tuple[int, int], int]:
    """(row, column) -> how much of its date a cell shows (``details.shown_of``), where that is no day."""
    found: dict[int, int] = {}
    for left, cell in _placed(row):
        if cell.get(f"{_OFFICE}value-type") == "date":
            length = _shown_of(cell.findtext(_PARAGRAPH, ""), cell.get(f"{_OFFICE}date-value", ""))
            end = left + int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            found |= dict.fromkeys(range(left, min(end, _MOST_COLUMNS)), length) if length else {}
    return {(number, column): length for number in rows for column, length in found.items()} if found else {}


def _shown_of(text: str, date: str) -> int | None:
    """Of 2016年3月, Mar-16 and 2016 for the date 2016-03-01: a month, a month, a year; None where its day is shown, or not its year."""
    numbers = re.findall(r"\d+", text)
    parts = len(numbers) + bool(_MONTH_NAME.search(text))
    if parts > 2 or not {date[:4], date[2:4]}.intersection(numbers):
        return None
    return MONTH if parts == 2 else YEAR


def _placed(row: ElementTree.Element) -> Iterator[tuple[int, ElementTree.Element]]:
    """The cells of a row, each with its column; a cell that stands for several has the first."""
    left = 0
    for cell in row:
        if left >= _MOST_COLUMNS:
            return
        yield left, cell
        left += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
