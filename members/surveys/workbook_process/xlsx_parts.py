"""What the fast reader of workbooks does not tell: hidden rows and columns, dates shown without a day, formulas without a result.

Found by patterns over the raw parts, in pieces: a sheet may unpack to hundreds of megabytes.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PIECE = 1 << 20
_MOST_NAMED = 50  # hidden rows; a user needs no longer list

_HIDDEN_ROW = re.compile(rb'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
_HIDDEN_COLUMN = re.compile(rb'<col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\bmin="(\d+)"[^>]*?\bmax="(\d+)"')
_LAST_ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
_NO_RESULT = re.compile(rb"</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>|<f[^>]*/>\s*</c>")
_BUILT_IN_MONTH_FORMATS = {17, 27, 36, 50, 52, 54, 57}  # mmm-yy and the Chinese yyyy"年"m"月"


class Details(NamedTuple):
    """``month_cells``: (row from 1, column from 0) of dates shown without a day."""

    month_cells: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    formulas: bool = False
    formulas_without_results: bool = False
    error_cells: bool = False
    since_1904: bool = False

    def facts(self) -> dict[str, Any]:
        """What the site is told."""
        return {name: value for name, value in self._asdict().items() if name != "month_cells"}


NO_DETAILS = Details()


def details_of(path: str, sheet: str, *, last_row: int) -> Details:
    """Details of one sheet of an XLSX, up to its last row with content; nothing of other files."""
    if not zipfile.is_zipfile(path):
        return NO_DETAILS
    with zipfile.ZipFile(path) as book:
        if "xl/workbook.xml" not in book.namelist():
            return NO_DETAILS
        try:
            workbook = ElementTree.fromstring(book.read("xl/workbook.xml"))  # noqa: S314 - in a process of its own, with limits
            part = _part_of(book, workbook, sheet)
            months = _month_styles(book)
        except (ElementTree.ParseError, KeyError):
            return NO_DETAILS
        properties = workbook.find(f"{_MAIN}workbookPr")
        since_1904 = properties is not None and properties.get("date1904") in ("1", "true", "on")
        return _scanned(book, part, months, last_row)._replace(since_1904=since_1904) if part else NO_DETAILS


def _part_of(book: zipfile.ZipFile, workbook: ElementTree.Element, sheet: str) -> str | None:
    relations = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for entry in workbook.iter(f"{_MAIN}sheet"):
        if entry.get("name") == sheet:
            target = targets.get(entry.get(_RELATION), "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            return part if part in book.namelist() else None
    return None


def _month_styles(book: zipfile.ZipFile) -> list[str]:
    """Numbers of the cell styles that show a year and a month, and no day."""
    if "xl/styles.xml" not in book.namelist():
        return []
    styles = ElementTree.fromstring(book.read("xl/styles.xml"))  # noqa: S314 - as above
    months = set(_BUILT_IN_MONTH_FORMATS)
    for entry in styles.iter(f"{_MAIN}numFmt"):
        number = int(entry.get("numFmtId", "0"))
        (months.add if _shows_month_only(entry.get("formatCode", "")) else months.discard)(number)
    formats = styles.find(f"{_MAIN}cellXfs")
    return [
        str(at)
        for at, entry in enumerate(formats if formats is not None else [])
        if int(entry.get("numFmtId", "0")) in months
    ]


def _shows_month_only(code: str) -> bool:
    code = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", code.split(";")[0]).lower()
    return "y" in code and "m" in code and not any(part in code for part in "dhs")


def _scanned(book: zipfile.ZipFile, part: str, months: list[str], last_row: int) -> Details:
    month_cell = (
        re.compile(rb'<c\b(?=[^>]*\bs="(?:%s)")[^>]*?\br="([A-Z]+)(\d+)"' % "|".join(months).encode())
        if months
        else None
    )
    month_cells: set[tuple[int, int]] = set()
    hidden: list[int] = []
    columns: list[int] = []
    formulas = no_result = errors = False
    for piece in _pieces(book, part):
        if b"hidden=" in piece:
            hidden += [int(row) for row in _HIDDEN_ROW.findall(piece) if int(row) <= last_row]
            columns += [
                column
                for first, last in _HIDDEN_COLUMN.findall(piece)
                for column in range(int(first), min(int(last), 256) + 1)
            ]
        if b"<f" in piece and b"</f>" in piece:
            formulas, no_result = True, no_result or _NO_RESULT.search(piece) is not None
        errors = errors or b't="e"' in piece
        if month_cell:
            month_cells.update((int(row), _column(letters)) for letters, row in month_cell.findall(piece))
        if _is_past(piece, last_row):
            break
    return Details(
        frozenset(month_cells), tuple(dict.fromkeys(hidden))[:_MOST_NAMED], tuple(columns), formulas, no_result, errors
    )


def _pieces(book: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that end with a whole cell."""
    rest = b""
    with book.open(part) as stream:
        while piece := stream.read(_PIECE):
            piece = rest + piece
            end = max(piece.rfind(b"</c>") + 4, piece.rfind(b"/>") + 2)
            yield piece[:end] if end > 3 else piece
            rest = piece[end:] if end > 3 else b""
    yield rest


def _is_past(piece: bytes, last_row: int) -> bool:
    found = _LAST_ROW.search(piece, max(piece.rfind(b"<row"), 0))
    return found is not None and int(found.group(1)) > last_row


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
