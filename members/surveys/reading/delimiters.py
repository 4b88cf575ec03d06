"""What parts the cells of a text file: the mark under which a heading appears, else the one that parts all lines alike."""

import re
from collections import Counter
from collections.abc import Sequence

from members.surveys.reading.header_rows import SAMPLE_ROWS, known_headings

DELIMITERS = (",", "\t", ";", "|", "，", "；", "、", "│", "┃", "｜")
BLANKS = " "
"""Any run of blanks, where nothing else parts the headings: a text typed in columns."""

_ENOUGH = 2  # known headings in a line
_DECLARED = re.compile(r"sep=(.)\s*$", re.IGNORECASE)


def delimiter_of(lines: Sequence[str]) -> str:
    """The delimiter of a file, from its first lines. A comma where nothing parts anything: a list of one column."""
    declared = _DECLARED.match(lines[0]) if lines else None
    if declared:
        return declared.group(1)
    lines = lines[:SAMPLE_ROWS]
    best = max(DELIMITERS, key=lambda mark: _fit(lines, mark))
    aligned = max((known_headings(line.split()) for line in lines), default=0)
    return BLANKS if aligned >= _ENOUGH > _fit(lines, best)[0] else best


def _fit(lines: Sequence[str], mark: str) -> tuple[int, float, int]:
    """Most known headings in one line; then how many lines have the usual number of cells; then the earlier mark."""
    rows = [[cell.strip(' "\r\n') for cell in line.split(mark)] for line in lines if line.strip()]
    headings = max((known_headings(row) for row in rows), default=0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    alike = max(widths.values(), default=0) / max(len(rows), 1)
    return (headings, round(alike, 1), -DELIMITERS.index(mark))
