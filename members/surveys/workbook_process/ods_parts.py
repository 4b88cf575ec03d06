"""What the fast reader does not tell of an ODS: which cells are merged down."""

import zipfile
from xml.etree import ElementTree

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_MOST_COLUMNS = 1024

Merge = tuple[tuple[int, int], tuple[int, int]]


def merges_of(path: str, sheet: str) -> list[Merge]:
    """((top, left), (bottom, right)) of merged cells, from 0; none for other files."""
    with zipfile.ZipFile(path) as book:
        if "content.xml" not in book.namelist():
            return []
        with book.open("content.xml") as content:
            name, row, merges = "", 0, []
            for event, element in ElementTree.iterparse(content, events=("start", "end")):  # noqa: S314 - in a process with limits
                if event == "start" and element.tag == f"{_TABLE}table":
                    name, row = element.get(f"{_TABLE}name", ""), 0
                elif event == "end" and element.tag == f"{_TABLE}table-row":
                    if name == sheet:
                        merges += _merges_in(element, row)
                    row += int(element.get(f"{_TABLE}number-rows-repeated", "1"))
                    element.clear()
            return merges


def _merges_in(row: ElementTree.Element, top: int) -> list[Merge]:
    merges = []
    left = 0
    for cell in row:
        down = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
        across = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
        if (down > 1 or across > 1) and left < _MOST_COLUMNS:
            merges.append(((top, left), (top + down - 1, left + across - 1)))
        left += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
    return merges
