"""A sheet whose formatting goes on to row 1,048,576 is cut off after its last value: the reader would parse a million empty rows.

Only large parts of an XLSX are looked at, and only those are cut of which more than half says nothing.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_LARGE = 32 * 1024**2  # bytes unpacked; what is smaller is parsed faster than looked at
_PIECE = 1 << 20
_OVERLAP = 16  # longer than any mark looked for
_VALUE_ENDS = (b"</v>", b"</is>")
_ROW_END, _DATA_END = b"</row>", b"</sheetData>"


def opened_trimmed(path: Path) -> BinaryIO:
    """The workbook as a file to read from: itself, or a copy without the empty end of its sheets."""
    if not zipfile.is_zipfile(path):
        return path.open("rb")
    with zipfile.ZipFile(path) as book:
        large = [part for part in book.infolist() if part.file_size > _LARGE and "worksheets/" in part.filename]
        cuts = {part.filename: cut for part in large if (cut := _cut_of(book, part)) is not None}
        return _copy(book, cuts) if cuts else path.open("rb")


def _cut_of(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, bytes] | None:
    """Where the row with the last value ends, and what follows the rows (merged cells and the like); None: not worth it."""
    last_value = row_end = -1
    after = b""
    for start, piece in _pieces(book, part.filename):
        value = max(piece.rfind(mark) for mark in _VALUE_ENDS)
        if value >= 0 and not after:
            last_value, row_end = start + value, -1
        if row_end < 0 <= last_value:
            found = piece.find(_ROW_END, max(last_value - start, 0))
            row_end = start + found + len(_ROW_END) if found >= 0 else -1
        if after:
            after += piece[_OVERLAP:]
        elif _DATA_END in piece:
            after = piece[piece.find(_DATA_END) :]
    if not after or row_end < 0 or row_end * 2 > part.file_size:
        return None
    return row_end, after


def _pieces(book: zipfile.ZipFile, name: str) -> Iterator[tuple[int, bytes]]:
    """(offset, bytes), each piece beginning with the end of the one before, so that no mark falls between two."""
    start, rest = 0, b""
    with book.open(name) as stream:
        while more := stream.read(_PIECE):
            piece = rest + more
            yield start, piece
            rest = piece[-_OVERLAP:]
            start += len(piece) - len(rest)


def _copy(book: zipfile.ZipFile, cuts: dict[str, tuple[int, bytes]]) -> BinaryIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as copy:
        for part in book.infolist():
            if part.filename in cuts:
                end, after = cuts[part.filename]
                with book.open(part) as stream:
                    copy.writestr(part.filename, stream.read(end) + after)
            else:
                copy.writestr(part.filename, book.read(part))
    packed.seek(0)
    return packed
