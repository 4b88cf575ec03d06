"""What the fast reader does not tell of an old workbook (XLS): hidden and struck-out rows, hidden columns, dates shown without a day,
errors, days counted from 1904.

The file is a small file system (sectors of 512 bytes in chains), the workbook in it a stream of records: type, length, content.
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from members.surveys.workbook_process.details import (
    BUILT_IN_FORMATS,
    NO_DETAILS,
    Details,
    named,
    shown_of,
)

_FREE = 0xFFFFFFFA  # from here on a number of a sector is none
_BOF, _EOF, _BOUND_SHEET = 0x809, 0x0A, 0x85
_DATE_MODE, _FONT, _FORMAT, _STYLE = 0x22, 0x31, 0x41E, 0xE0
_COLUMNS, _ROW = 0x7D, 0x208
_NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS, _FORMULA, _ERROR, _LABEL, _SHARED_LABEL = (
    *(0x203, 0x27E, 0xBD, 0x06),
    *(0x205, 0x204, 0xFD),
)
_WITH_CONTENT = frozenset({_NUMBER, _SHORT_NUMBER, _FORMULA, _ERROR, _LABEL, _SHARED_LABEL})
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_STRUCK = 0x08
_HIDDEN_ROW = 0x20
_UNICODE = 0x0600  # the version from which on texts are Unicode

_Record = tuple[int, bytes]


def details_of(content: bytes, sheet: str, *, last_row: int) -> Details:
    """Details of one sheet, up to its last row with content; nothing of a file that is built otherwise."""
    with suppress(struct.error, IndexError, ValueError):
        stream = _workbook_stream(content)
        book = _Book(stream)
        if sheet in book.starts:
            return book.details(_records(stream, book.starts[sheet]), last_row)
    return NO_DETAILS


class _Book:
    """What the first part of the stream says of all sheets. ``starts``: name of a sheet -> where its records begin."""

    def __init__(self, stream: bytes) -> None:
        self.starts: dict[str, int] = {}
        self._since_1904 = False
        self._dates: dict[int, int] = {}
        self._struck: set[int] = set()
        self._formats: dict[int, int | None] = dict(BUILT_IN_FORMATS)
        self._struck_fonts = set[int]()
        self._version = self._fonts = self._styles = 0
        take = {
            _BOF: self._take_version,
            _DATE_MODE: self._take_mode,
            _FONT: self._take_font,
            _FORMAT: self._take_format,
            _STYLE: self._take_style,
            _BOUND_SHEET: self._take_sheet,
        }
        for kind, content in _records(stream, 0):
            if kind in take:
                take[kind](content)

    def _take_version(self, content: bytes) -> None:
        (self._version,) = struct.unpack_from("<H", content)

    def _take_mode(self, content: bytes) -> None:
        self._since_1904 = content[0] == 1

    def _take_font(self, content: bytes) -> None:
        if content[2] & _STRUCK:
            self._struck_fonts.add(self._fonts)
        self._fonts += 1
        self._fonts += self._fonts == 4  # there is no font of this number

    def _take_format(self, content: bytes) -> None:
        number, code = struct.unpack_from("<H", content)[0], _text(content[2:], self._version, long=True)
        self._formats[number] = shown_of(code)

    def _take_style(self, content: bytes) -> None:
        font, number = struct.unpack_from("<HH", content)
        if shown := self._formats.get(number):
            self._dates[self._styles] = shown
        self._struck |= {self._styles} if font in self._struck_fonts else set()
        self._styles += 1

    def _take_sheet(self, content: bytes) -> None:
        self.starts[_text(content[6:], self._version)] = struct.unpack_from("<I", content)[0]

    def details(self, records: Iterator[_Record], last_row: int) -> Details:
        dates: dict[tuple[int, int], int] = {}
        errors: dict[int, dict[int, str]] = {}
        hidden: list[int] = []
        columns: list[int] = []
        struck: list[int] = []
        for kind, content in records:
            if kind == _ROW:
                row, flags = struct.unpack_from("<H10xH", content)
                hidden += [row + 1] if flags & _HIDDEN_ROW and row < last_row else []
            elif kind == _COLUMNS:
                first, last, _width, _style, flags = struct.unpack_from("<5H", content)
                columns += range(first + 1, min(last + 1, 256) + 1) if flags & 1 else []
            elif kind in _WITH_CONTENT:
                row, column, style = struct.unpack_from("<3H", content)
                if style in self._dates:
                    dates[row + 1, column] = self._dates[style]
                struck += [row + 1] if style in self._struck else []
                if error := _error_in(kind, content):
                    errors.setdefault(row + 1, {})[column] = error
            elif kind == _SHORT_NUMBERS:
                row, column = struct.unpack_from("<2H", content)
                styles = struct.unpack_from(f"<{'H4x' * ((len(content) - 6) // 6)}", content, 4)
                dates |= {(row + 1, column + at): self._dates[s] for at, s in enumerate(styles) if s in self._dates}
                struck += [row + 1] if self._struck.intersection(styles) else []
        return Details(
            short_dates=dates,
            error_cells=errors,
            hidden_rows=named(hidden),
            hidden_columns=named(columns),
            struck_rows=named(struck),
            since_1904=self._since_1904,
        )


def _error_in(kind: int, content: bytes) -> str | None:
    if kind == _ERROR and content[7]:
        return _ERRORS.get(content[6])
    if kind == _FORMULA and content[6] == 2 and content[12:14] == b"\xff\xff":
        return _ERRORS.get(content[8])
    return None


def _text(content: bytes, version: int, *, long: bool = False) -> str:
    """A text behind its length, of one byte or (``long``) of two, as either version of the format has it."""
    if version < _UNICODE:
        return content[1 : 1 + content[0]].decode("gb18030", "replace")
    length, start = (struct.unpack_from("<H", content)[0], 2) if long else (content[0], 1)
    is_wide, body = content[start] & 1, content[start + 1 :]
    return body[: 2 * length].decode("utf-16-le", "replace") if is_wide else body[:length].decode("latin-1")


def _records(stream: bytes, start: int) -> Iterator[_Record]:
    """From the beginning of a part to its end."""
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _EOF:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _workbook_stream(content: bytes) -> bytes:
    """The stream named Workbook, or Book in still older files. Raises ValueError where there is none."""
    size = 1 << struct.unpack_from("<H", content, 0x1E)[0]
    sectors = len(content) // size
    next_of = _table(content, size)
    directory = _chain(content, size, struct.unpack_from("<I", content, 0x30)[0], next_of, sectors)
    entries = [directory[at : at + 128] for at in range(0, len(directory), 128)]
    named_so = {
        entry[: max(struct.unpack_from("<H", entry, 0x40)[0] - 2, 0)].decode("utf-16-le"): entry for entry in entries
    }
    entry = named_so.get("Workbook") or named_so.get("Book")
    if entry is None:
        raise ValueError("no workbook")
    start, length = struct.unpack_from("<II", entry, 0x74)
    if length >= struct.unpack_from("<I", content, 0x38)[0]:
        return _chain(content, size, start, next_of, sectors)[:length]
    # A short stream lies in pieces of 64 bytes within a stream of its own.
    pieces = _chain(content, size, struct.unpack_from("<I", entries[0], 0x74)[0], next_of, sectors)
    small = 1 << struct.unpack_from("<H", content, 0x20)[0]
    table = _chain(content, size, struct.unpack_from("<I", content, 0x3C)[0], next_of, sectors)
    next_small = struct.unpack(f"<{len(table) // 4}I", table)
    return b"".join(pieces[at * small : (at + 1) * small] for at in _numbers(start, next_small, len(pieces) // small))[
        :length
    ]


def _table(content: bytes, size: int) -> tuple[int, ...]:
    """Sector -> the sector that follows it."""
    listed = list(struct.unpack_from("<109I", content, 0x4C))
    more, count = struct.unpack_from("<II", content, 0x44)
    for _ in range(min(count, len(content) // size)):
        block = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        listed += block[:-1]
        more = block[-1]
    blocks = [content[(at + 1) * size : (at + 2) * size] for at in listed if at < _FREE]
    table = b"".join(blocks)
    return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])


def _chain(content: bytes, size: int, start: int, next_of: tuple[int, ...], most: int) -> bytes:
    return b"".join(content[(at + 1) * size : (at + 2) * size] for at in _numbers(start, next_of, most))


def _numbers(start: int, next_of: tuple[int, ...], most: int) -> Iterator[int]:
    """The numbers of a chain, no more than there can be: a damaged file may lead in a circle."""
    return islice(_followed(start, next_of), most)


def _followed(at: int, next_of: tuple[int, ...]) -> Iterator[int]:
    while at < _FREE:
        yield at
        at = next_of[at]
