"""What the fast reader does not tell of an ODS: which cells are merged down, which rows and columns are hidden."""

import zipfile
from itertools import islice
from xml.etree import ElementTree

from members.surveys.workbook_process.details import MOST_NAMED, Details, Merge, named

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_MOST_COLUMNS = 1024
_HIDDEN = ("collapse", "filter")


def details_of(book: zipfile.ZipFile, sheet: str, *, last_row: int) -> Details:
    """Details of one sheet, its hidden rows up to the last one with content."""
    with book.open("content.xml") as content:
        name, row, column = "", 0, 0
        merges: list[Merge] = []
        hidden_rows: list[int] = []
        hidden_columns: list[int] = []
        for event, element in ElementTree.iterparse(content, events=("start", "end")):  # noqa: S314 - in a process with limits
            if event == "start" and element.tag == f"{_TABLE}table":
                name, row, column = element.get(f"{_TABLE}name", ""), 0, 0
            elif event == "end" and element.tag == f"{_TABLE}table-row":
                count = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
                if name == sheet:
                    merges += _merges_in(element, row)
                    hidden_rows += _hidden(element, row, min(count, last_row - row))
                row += count
                element.clear()
            elif event == "end" and element.tag == f"{_TABLE}table-column":
                count = int(element.get(f"{_TABLE}number-columns-repeated", "1"))
                if name == sheet:
                    hidden_columns += _hidden(element, column, min(count, _MOST_COLUMNS - column))
                column += count
    return Details(merges=merges, hidden_rows=named(hidden_rows), hidden_columns=named(hidden_columns))


def _hidden(element: ElementTree.Element, before: int, count: int) -> list[int]:
    """Numbers from 1 of the rows or columns that the element stands for, if they are hidden: the first of them."""
    if element.get(f"{_TABLE}visibility") not in _HIDDEN:
        return []
    return list(islice(range(before + 1, before + count + 1), MOST_NAMED))


def _merges_in(row: ElementTree.Element, top: int) -> list[Merge]:
    merges: list[Merge] = []
    left = 0
    for cell in row:
        down = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
        across = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
        if (down > 1 or across > 1) and left < _MOST_COLUMNS:
            merges.append(((top, left), (top + down - 1, left + across - 1)))
        left += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
    return merges
