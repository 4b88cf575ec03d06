"""What the fast reader of workbooks does not tell: rows and columns that are hidden or struck out, dates shown without a day, errors,
formulas without a result.

Found by patterns over the raw parts, in pieces: a sheet may unpack to hundreds of megabytes.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple
from xml.etree import ElementTree

from members.surveys.workbook_process.details import (
    BUILT_IN_FORMATS,
    MONTH,
    MOST_NAMED,
    NO_DETAILS,
    YEAR,
    Details,
    named,
    shown_of,
)

_MAIN = "{*}"  # of the usual kind and of the strict one, whose elements are of another namespace
_RELATIONS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_PIECE = 1 << 20

_HEAD = 1 << 12  # bytes, in which the first element stands
_PREFIX = re.compile(rb"<(\w+:)worksheet\b")
_HIDDEN_ROW = re.compile(rb'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
_HIDDEN_COLUMN = re.compile(rb'<col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\bmin="(\d+)"[^>]*?\bmax="(\d+)"')
_LAST_ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
_NOT_NUMBERED = re.compile(rb"<(?:row|c)(?=[ />])(?![^>]*\sr=)[^>]*>")
_ROW_OR_CELL = re.compile(rb'<(row|c)(?=[ />])((?:[^>]*?\sr="([A-Z]*)(\d+)")?)')
_NO_RESULT = re.compile(rb"</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>|<f[^>]*/>\s*</c>")
_ERROR_CELL = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]+)(\d+)"[^>]*>(?:(?!</c>).)*?<v>(#[^<]{1,12})</v>', re.DOTALL
)


def details_of(book: zipfile.ZipFile, sheet: str, *, last_row: int) -> Details:
    """Details of one sheet of an XLSX, up to its last row with content."""
    if "xl/workbook.xml" not in book.namelist():
        return NO_DETAILS
    try:
        workbook = ElementTree.fromstring(book.read("xl/workbook.xml"))  # noqa: S314 - in a process of its own, with limits
        part = _part_of(book, workbook, sheet)
        styles = _styles(book)
    except (ElementTree.ParseError, KeyError):
        return NO_DETAILS
    properties = workbook.find(f"{_MAIN}workbookPr")
    since_1904 = properties is not None and properties.get("date1904") in ("1", "true", "on")
    return _scanned(book, part, styles, last_row)._replace(since_1904=since_1904) if part else NO_DETAILS


def _part_of(book: zipfile.ZipFile, workbook: ElementTree.Element, sheet: str) -> str | None:
    relations = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for entry in workbook.iterfind(f".//{_MAIN}sheet"):
        if entry.get("name") == sheet:
            target = next((targets.get(entry.get(name), "") for name in _RELATIONS if name in entry.attrib), "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            return part if part in book.namelist() else None
    return None


class _Styles(NamedTuple):
    """Numbers of the cell styles that show so much of a date (``shown_of``), and of those that strike their text out."""

    dates: Mapping[int, Sequence[str]] = MappingProxyType({})
    struck: Sequence[str] = ()


def _styles(book: zipfile.ZipFile) -> _Styles:
    if "xl/styles.xml" not in book.namelist():
        return _Styles()
    styles = ElementTree.fromstring(book.read("xl/styles.xml"))  # noqa: S314 - as above
    shown: dict[int, int | None] = dict(BUILT_IN_FORMATS)
    for entry in styles.iterfind(f".//{_MAIN}numFmt"):
        shown[int(entry.get("numFmtId", "0"))] = shown_of(entry.get("formatCode", ""))
    fonts = styles.find(f"{_MAIN}fonts")
    struck = {at for at, font in enumerate(fonts if fonts is not None else []) if _is_struck(font)}
    formats = styles.find(f"{_MAIN}cellXfs")
    cells = list(enumerate(formats if formats is not None else []))
    dates = [(shown.get(int(entry.get("numFmtId", "0"))), str(at)) for at, entry in cells]
    return _Styles(
        {length: [at for of, at in dates if of == length] for length in (MONTH, YEAR)},
        [str(at) for at, entry in cells if int(entry.get("fontId", "0")) in struck],
    )


def _is_struck(font: ElementTree.Element) -> bool:
    strike = font.find(f"{_MAIN}strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false", "off")


def _scanned(book: zipfile.ZipFile, part: str, styles: _Styles, last_row: int) -> Details:
    date_cells = {length: _cells_in(numbers) for length, numbers in styles.dates.items()}
    struck_cell = _cells_in(styles.struck)
    short_dates: dict[tuple[int, int], int] = {}
    error_cells: dict[int, dict[int, str]] = {}
    hidden: list[int] = []
    columns: list[int] = []
    struck: list[int] = []
    formulas = no_result = False
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
        _take_errors(piece, error_cells)
        for length, cell in date_cells.items():
            short_dates |= {(int(row), _column(letters)): length for letters, row in _found(cell, piece)}
        if len(struck) < MOST_NAMED:
            struck += dict.fromkeys(int(row) for _letters, row in _found(struck_cell, piece))
        if _is_past(piece, last_row):
            break
    return Details(
        short_dates=short_dates,
        error_cells=error_cells,
        hidden_rows=named(hidden),
        hidden_columns=tuple(columns),
        struck_rows=named(row for row in struck if row <= last_row),
        formulas=formulas,
        formulas_without_results=no_result,
    )


def _take_errors(piece: bytes, errors: dict[int, dict[int, str]]) -> None:
    if b't="e"' in piece:
        for letters, row, text in _ERROR_CELL.findall(piece):
            errors.setdefault(int(row), {})[_column(letters)] = text.decode()


def _found(pattern: re.Pattern[bytes] | None, piece: bytes) -> list[tuple[bytes, bytes]]:
    return pattern.findall(piece) if pattern else []


def _cells_in(styles: Sequence[str]) -> re.Pattern[bytes] | None:
    """What finds the cells with content in one of these styles: letters and row."""
    if not styles:
        return None
    return re.compile(rb'<c\b(?=[^>]*\bs="(?:%s)")[^>]*?\br="([A-Z]+)(\d+)"[^>]*(?<!/)>' % "|".join(styles).encode())


def _pieces(book: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that end with a whole cell.

    Where its elements bear a prefix (<x:c>), without it; where cells do not say their place, as they need not, with it.
    """
    with book.open(part) as stream:
        head = stream.read(_HEAD)
    found = _PREFIX.search(head)
    prefix = found.group(1) if found else b""
    numbering = _Numbering() if _NOT_NUMBERED.search(_without(prefix, head)) else None
    rest = b""
    with book.open(part) as stream:
        while piece := stream.read(_PIECE):
            piece = _without(prefix, rest + piece)
            end = max(piece.rfind(b"</c>") + 4, piece.rfind(b"/>") + 2)
            whole, rest = (piece[:end], piece[end:]) if end > 3 else (piece, b"")
            yield numbering.of(whole) if numbering else whole
    yield rest


class _Numbering:
    """Rows and cells that do not say their place stand behind the one before."""

    def __init__(self) -> None:
        self._row = self._column = 0

    def of(self, piece: bytes) -> bytes:
        return _ROW_OR_CELL.sub(self._placed, piece)

    def _placed(self, found: re.Match[bytes]) -> bytes:
        kind, given, letters, row = found.groups()
        if kind == b"row":
            self._row, self._column = int(row) if given else self._row + 1, 0
            return found.group() if given else b'<row r="%d"' % self._row
        self._column = _column(letters) + 1 if given else self._column + 1
        return found.group() if given else b'<c r="%s%d"' % (_letters(self._column), self._row)


def _without(prefix: bytes, piece: bytes) -> bytes:
    return piece.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</") if prefix else piece


def _is_past(piece: bytes, last_row: int) -> bool:
    found = _LAST_ROW.search(piece, max(piece.rfind(b"<row"), 0))
    return found is not None and int(found.group(1)) > last_row


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _letters(column: int) -> bytes:
    """The reverse, of a column from 1: AB of 28."""
    letters = b""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = bytes([65 + letter]) + letters
    return letters
