"""``read``: any file an office sends, as a Sheet."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice

from members.surveys.reading.columns import columns_of
from members.surveys.reading.decoding import encoding_of
from members.surveys.reading.delimiters import delimiter_of
from members.surveys.reading.header_rows import (
    SAMPLE_ROWS,
    Header,
    NumberedCells,
    find_header,
    head_of,
    is_form,
    means_name,
)
from members.surveys.reading.header_words import DATE_FIELDS, WORDS_TO_DECODE_BY
from members.surveys.reading.headings import normalised
from members.surveys.reading.notices import Notice, notice
from members.surveys.reading.rows import RowReader
from members.surveys.reading.sheet import Column, Row, Sheet
from members.surveys.reading.sniffing import kind_of_file
from members.surveys.reading.sources import Source, sha256_of, size_of
from members.surveys.reading.text_files import lines_of, records_of
from members.surveys.reading.unusable import UnusableFile
from members.surveys.reading.workbooks import Opened, beginnings_beside, opened_sheet
from members.surveys.values.date_columns import hints_of
from members.surveys.values.dates import DateHints
from members.surveys.values.redaction import redact
from members.surveys.values.text import Cell, text_of

MOST_BYTES = 200 * 1024 * 1024
_MISTAKEN = (
    ("gb18030", "utf-8"),
    ("latin-1", "utf-8"),
    ("cp1252", "utf-8"),
    ("latin-1", "gb18030"),
    ("cp1252", "gb18030"),
)
"""Pairs of encodings: the one a text was taken for, and the one it was in."""
_LIST = 2  # rank of a sheet that holds a list of names
_EVIDENCE_ROWS = 2000
"""How many rows are asked what the columns of dates look like."""


def read(
    source: Source,
    *,
    name: str,
    sheet: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    most_bytes: int = MOST_BYTES,
) -> Sheet:
    """The table of a file, given as bytes or as a path (then memory stays flat; the file must stay where it is).

    ``sheet``: of a workbook, else the first with a heading. ``encoding``: of a text file, else it is found. ``columns``: heading (or
    ``#position``) -> field, or "" to leave a column out. Raises UnusableFile, in one sentence.
    """
    if size_of(source) > most_bytes:
        raise UnusableFile("too_large", limit=str(most_bytes // 1024**2))
    chosen = columns or {}
    if kind_of_file(source) == "text":
        return _read_text(source, name, encoding, chosen)
    return _read_workbook(source, name, sheet, chosen)


def _read_text(source: Source, name: str, encoding: str | None, chosen: Mapping[str, str]) -> Sheet:
    codec = encoding_of(source, forced=encoding)
    first_lines = list(islice(filter(str.strip, lines_of(source, codec)), SAMPLE_ROWS))
    delimiter = delimiter_of(first_lines)
    records = partial(records_of, source, encoding=codec, delimiter=delimiter)
    sample = list(islice(records(), _EVIDENCE_ROWS))
    header = _found_header(sample, chosen)
    table_columns = columns_of(header.headings, chosen=chosen)
    damaged = any("\ufffd" in text_of(cell) for _, cells in sample for cell in cells)
    return Sheet(
        name=name,
        sha256=sha256_of(source),
        encoding=codec,
        delimiter=delimiter,
        sheet=None,
        other_sheets=(),
        header_line=_header_line(sample, header),
        columns=table_columns,
        rows=_row_reader(sample, header, table_columns, records),
        notices=((notice("damaged_text"),) if damaged else ()) + _about_columns(table_columns),
        hints=_hints(sample, header, table_columns, is_workbook=False),
    )


def _read_workbook(source: Source, name: str, wanted: str | None, chosen: Mapping[str, str]) -> Sheet:
    opened, sample, lists = _sheet_with_heading(source, wanted, chosen)
    merged = _across(sample, opened.merges)
    header = _found_header(merged, chosen)
    table_columns = columns_of(header.headings, chosen=chosen)
    once = _Once(source, opened, sample)
    wide = {top for top, left, _, right in opened.merges if (right - left + 1) * 2 > len(table_columns) > 3}
    return Sheet(
        name=name,
        sha256=sha256_of(source),
        encoding=None,
        delimiter=None,
        sheet=opened.sheet,
        other_sheets=opened.other_sheets,
        header_line=_header_line(merged, header),
        columns=table_columns,
        rows=_row_reader(merged, header, table_columns, once, wide_lines=wide),
        notices=_notices(opened, lists) + _about_columns(table_columns),
        hints=_hints(sample, header, table_columns, is_workbook=True, since_1904=opened.since_1904),
    )


def _sheet_with_heading(
    source: Source, wanted: str | None, chosen: Mapping[str, str]
) -> tuple[Opened, list[NumberedCells], list[str]]:
    """The sheet asked for, else the first visible one with a list of names, else with any heading, else the first.

    With the names of other visible sheets that hold a list as well, unless a sheet was asked for.
    """
    keys = {normalised(heading) for heading in chosen if not heading.startswith("#")}
    opened, sample = _sampled(source, wanted)
    if wanted is not None or len(opened.visible) < 2:
        return opened, sample, []
    ranks = {opened.sheet: _rank(sample, opened.merges, keys)}
    try:
        for sheet, merges, rows in beginnings_beside(source, opened.sheet):
            ranks[sheet] = _rank(rows, merges, keys)
    except UnusableFile:
        if ranks[opened.sheet] < _LIST:
            raise
    best = max(ranks, key=lambda name: ranks[name])
    lists = [name for name, rank in ranks.items() if rank == _LIST and name != best]
    return (opened, sample, lists) if best == opened.sheet else (*_sampled(source, best), lists)


def _rank(sample: Sequence[NumberedCells], merges: Sequence[tuple[int, int, int, int]], keys: set[str]) -> int:
    """How likely a sheet holds the list: it has a heading of names (or all of the ``keys``) and lines below it, any heading, none."""
    header = find_header(_across(sample, merges), chosen=keys)
    if header is None:
        return 0
    is_of_people = bool(keys) or any(means_name(heading.text) for heading in header.headings)
    return _LIST if is_of_people and _says_something(sample[header.last + 1 :]) else 1


def _says_something(rows: Sequence[NumberedCells]) -> bool:
    return any(text_of(cell).strip() for _, cells in rows for cell in cells)


def _sampled(source: Source, name: str | None) -> tuple[Opened, list[NumberedCells]]:
    opened = opened_sheet(source, name)
    return opened, list(islice(opened.rows, _EVIDENCE_ROWS))


class _Once:
    """Rows of a workbook: the first time those of the process that is open already, later of a new one."""

    def __init__(self, source: Source, opened: Opened, sample: Sequence[NumberedCells]) -> None:
        self._source, self._sheet = source, opened.sheet
        self._open: Iterator[NumberedCells] | None = chain(sample, opened.rows)

    def __call__(self) -> Iterator[NumberedCells]:
        rows, self._open = self._open, None
        return rows if rows is not None else opened_sheet(self._source, self._sheet).rows


def _across(sample: Sequence[NumberedCells], merges: Sequence[tuple[int, int, int, int]]) -> list[NumberedCells]:
    """The first rows with merged cells holding their value across too: what a heading of a group and a title need."""
    head = head_of(sample)
    rows = {line: list(cells) for line, cells in head}
    widest = max(
        (len(cells) for cells in rows.values()), default=0
    )  # a merge may claim to reach to the end of the world
    for top, left, bottom, end in merges:
        right = min(end, widest - 1)
        value = rows[top][left] if top in rows and left < len(rows[top]) else ""
        for line in range(top, min(bottom, top + len(head)) + 1):
            if value and line in rows:
                cells = rows[line]
                cells.extend([""] * (right + 1 - len(cells)))
                cells[left : right + 1] = [value] * (right + 1 - left)
    return [(line, tuple(rows[line]) if line in rows else cells) for line, cells in sample]


def _found_header(sample: Sequence[NumberedCells], chosen: Mapping[str, str]) -> Header:
    if not _says_something(sample):
        raise UnusableFile("empty")
    header = find_header(sample, chosen={normalised(heading) for heading in chosen if not heading.startswith("#")})
    if header is None:
        raise UnusableFile("form" if is_form(sample) else "garbled" if _is_garbled(sample) else "no_header")
    return header


def _is_garbled(sample: Sequence[NumberedCells]) -> bool:
    """Whether a program took the text for one in another encoding and saved what it saw: 濮撳悕 for 姓名."""
    text = "".join(text_of(cell) for _, cells in head_of(sample) for cell in cells)
    undone = (text.encode(taken, "ignore").decode(meant, "ignore") for taken, meant in _MISTAKEN)
    return any(sum(word in found for word in WORDS_TO_DECODE_BY) > 1 for found in undone)


def _header_line(sample: Sequence[NumberedCells], header: Header) -> int:
    return sample[header.first][0]


def _row_reader(
    sample: Sequence[NumberedCells],
    header: Header,
    table_columns: Sequence[Column],
    rows: Callable[[], Iterator[NumberedCells]],
    *,
    wide_lines: set[int] | None = None,
) -> Callable[[], Iterator[Row]]:
    reader = RowReader(sample, header, table_columns, wide_lines=wide_lines or ())
    return lambda: reader.read(rows())


def _hints(
    sample: Sequence[NumberedCells],
    header: Header,
    table_columns: Sequence[Column],
    *,
    is_workbook: bool,
    since_1904: bool = False,
) -> dict[str, DateHints]:
    hints = {}
    for column in table_columns:
        if column.field in DATE_FIELDS or column.sense == "paid_to":
            cells = [_cell(row, column.position) for _, row in sample[header.last + 1 :]]
            hints[column.field or ""] = hints_of(cells, is_workbook=is_workbook, since_1904=since_1904)
    return hints


def _cell(row: Sequence[Cell], position: int) -> Cell:
    return row[position - 1] if position <= len(row) else ""


def _about_columns(table_columns: Sequence[Column]) -> tuple[Notice, ...]:
    return () if any(column.field == "name" for column in table_columns) else (notice("no_names"),)


def _notices(opened: Opened, lists: Sequence[str]) -> tuple[Notice, ...]:
    told = []
    hidden = [name for name in opened.hidden if name != opened.sheet]
    for code, unread in (("other_lists", lists), ("hidden_sheets", hidden)):
        if unread:
            told.append(notice(code, text=redact(", ".join(unread))))
    for code in ("hidden_rows", "hidden_columns", "struck_rows"):
        numbers = getattr(opened, code)
        if numbers:
            told.append(notice(code, text=", ".join(map(str, numbers))))
    if opened.formulas_without_results:
        told.append(notice("formulas_without_results"))
    return tuple(told)
