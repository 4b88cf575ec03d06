"""CSV, TSV and their kin: any delimiter, any line end, line breaks inside quotes, stray quotes. Memory stays flat."""

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO

from members.surveys.reading.decoding import errors_of, python_codec
from members.surveys.reading.delimiters import BLANKS, DELIMITERS
from members.surveys.reading.header_rows import known_headings
from members.surveys.reading.sources import Source, first_bytes, opened

_LONGEST_RECORD = 40  # lines; a quote that closes later than that was hardly meant to open
_NUMBER = re.compile(r"\d{1,4}[.、．)）]")
_WIDE_BLANKS = re.compile(r"\s{2,}|[\t\u3000]")
_OTHER_QUOTES = {"'": "'", "‘": "’", "“": "”", "＂": "＂"}  # opening -> closing


def lines_of(source: Source, encoding: str) -> Iterator[str]:
    """Physical lines with their ends; a line ends with CR LF, LF or CR alone. Zero bytes are left out: no database keeps them."""
    stream: BinaryIO = opened(source)
    codec = python_codec(encoding, first_bytes(source, 4096))
    with closing(stream), io.TextIOWrapper(stream, encoding=codec, errors=errors_of(encoding), newline="") as text:
        for line in text:
            yield line.replace("\0", "") if "\0" in line else line


def records_of(source: Source, *, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Records as (physical line of its first line from 1, cells). An empty line is a record without cells."""
    if delimiter == BLANKS:
        yield from _aligned(lines_of(source, encoding))
        return
    lines = _Lines(lines_of(source, encoding), delimiter)
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    number, width = 1, 0
    while True:
        lines.taken.clear()
        try:
            cells = next(reader)
            swallowed = len(lines.taken) > 1 and _swallowed(lines.taken, cells, delimiter, width)
        except StopIteration:
            return
        except csv.Error:
            swallowed = True
        if swallowed:
            cells = _as_it_stands(lines, delimiter)
        if len(cells) == len(lines.taken) == 1:
            cells = _parted_otherwise(cells[0], width, delimiter) or cells
        elif '="' in lines.taken[0]:
            cells = [_without_formula(cell) for cell in cells]
        yield number, cells
        number += len(lines.taken)
        width = max(width, len(cells))


def _without_formula(cell: str) -> str:
    """="13800138005" is how some programs keep a spreadsheet program from rounding."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell


def _with_usual_quotes(line: str, delimiter: str) -> str:
    """'张三','南昌县' and “张三”,“南昌县” with the quotes that are usual in such files: where they enclose every cell of a line."""
    opening, text = line[:1], line.rstrip()
    closing = _OTHER_QUOTES[opening]
    between = f"{closing}{delimiter}{opening}"
    if not text.endswith(closing) or not 0 < line.count(between) == line.count(delimiter):
        return line
    return '"' + text[1:-1].replace(between, f'"{delimiter}"') + '"\n'


def _parted_otherwise(cell: str, width: int, delimiter: str) -> list[str] | None:
    """The cells of a line that somebody added with other commas (or blanks) than the file has, or that a program enclosed in quotes
    as a whole; None where it is a sentence.
    """
    text = cell.strip()
    if width < 2:
        cells = text.split(delimiter)
        return cells if known_headings(cells) > 1 else None
    if text.endswith("。") or not any(map(str.isdigit, text)):
        return None
    ways = (*(text.split(mark) for mark in DELIMITERS), text.split())
    return next((cells for cells in ways if len(cells) == width), None)


def _aligned(lines: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    """A text typed in columns: cells are parted by any run of blanks; by wide ones alone where a name has a blank inside (李 强).

    In a chat everyone's line is numbered (1. 张三 南昌县), below a heading that knows no such column: the number is no cell.
    """
    width = headings = 0
    for number, line in enumerate(lines, start=1):
        cells, wide = line.split(), _WIDE_BLANKS.split(line.strip())
        if len(cells) == len(wide):
            width = max(width, len(cells))
        if not headings and known_headings(cells) > 1:
            headings = len(cells)
        if len(cells) == headings + 1 and _NUMBER.fullmatch(cells[0]):
            yield number, cells[1:]
        else:
            yield number, wide if 1 < len(wide) == width else cells


class _Lines:
    """The lines of a file, some of which can be put back; remembers those of the record being read."""

    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        self._lines, self._delimiter = lines, delimiter
        self._again: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        if not self.taken and line[:1] in _OTHER_QUOTES:
            line = _with_usual_quotes(line, self._delimiter)
        self.taken.append(line)
        return line

    def put_back_all_but_first(self) -> str:
        self._again.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]
        return self.taken[0]


def _swallowed(taken: list[str], cells: list[str], delimiter: str, width: int) -> bool:
    """Whether a stray quote swallowed the lines after it: their delimiters are inside a cell and cells are missing; of very many
    lines one of both is enough, and a list of one column has no such record at all."""
    within = any(delimiter in cell and ("\n" in cell or "\r" in cell) for cell in cells)
    is_short = len(cells) < width
    if len(taken) > _LONGEST_RECORD:
        return within or is_short or width < 2
    return within and is_short and taken[0].count(delimiter) + 1 >= width


def _as_it_stands(lines: _Lines, delimiter: str) -> list[str]:
    """Cells of the first line alone, its unpaired quotes being ordinary characters; the lines after it are read again."""
    line = lines.put_back_all_but_first().rstrip("\r\n")
    if line.count('"') % 2 == 0 and len(line) < csv.field_size_limit():
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    return [cell.strip('"') for cell in line.split(delimiter)]
