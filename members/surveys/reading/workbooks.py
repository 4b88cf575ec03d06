"""XLSX, XLS and ODS: opened by a process of their own (``members.surveys.workbook_process``), their rows streaming in as it reads them."""

import marshal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from members.surveys.reading.header_rows import NumberedCells
from members.surveys.reading.sources import Source
from members.surveys.reading.unusable import UnusableFile

_ROOT = Path(__file__).resolve().parents[3]
_OUT_OF_TIME = -24  # SIGXCPU


class Opened(NamedTuple):
    """A sheet of a workbook. ``merges``: (top, left, bottom, right), rows from 1 and columns from 0; ``rows`` can be read once."""

    sheet: str
    visible: list[str]
    hidden: list[str]
    merges: list[tuple[int, int, int, int]]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[int, ...]
    struck_rows: tuple[int, ...]
    formulas: bool
    formulas_without_results: bool
    since_1904: bool
    rows: Iterator[NumberedCells]

    @property
    def other_sheets(self) -> tuple[str, ...]:
        return tuple(name for name in self.visible + self.hidden if name != self.sheet)


class Beginning(NamedTuple):
    """The first rows of a sheet that is not opened."""

    sheet: str
    merges: list[tuple[int, int, int, int]]
    rows: list[NumberedCells]


def opened_sheet(source: Source, sheet: str | None = None) -> Opened:
    """The sheet of that name, or the first visible one. Cells merged down are filled from their top. Raises UnusableFile."""
    rows = _rows(source, sheet)
    facts = next(rows)
    return Opened(**facts, rows=rows)


def beginnings_beside(source: Source, sheet: str) -> Iterator[Beginning]:
    """Of every other visible sheet. Raises UnusableFile."""
    for name, merges, rows in _frames(source, sheet, "others"):
        yield Beginning(name, merges, rows)


def _rows(source: Source, sheet: str | None) -> Iterator[Any]:
    """First the facts, then the rows."""
    frames = _frames(source, *([] if sheet is None else [sheet]))
    yield next(frames)
    for batch in frames:
        yield from batch


def _frames(source: Source, *arguments: str) -> Iterator[Any]:
    """What the process writes, which ends with the iterator, however that ends."""
    with tempfile.TemporaryDirectory(prefix="survey-") as folder:
        path = source if isinstance(source, Path) else Path(folder) / "workbook"
        if isinstance(source, bytes):
            path.write_bytes(source)
        command = [sys.executable, "-m", "members.surveys.workbook_process", str(path.resolve()), *arguments]
        process = subprocess.Popen(
            command, cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        try:
            yield from iter(partial(_frame, process), None)
        finally:
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()


def _frame(process: subprocess.Popen[bytes]) -> Any:
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    size = process.stdout.read(4)
    packed = process.stdout.read(int.from_bytes(size, "big"))
    if len(size) == 4 and packed and len(packed) == int.from_bytes(size, "big"):
        return _checked(marshal.loads(packed))  # noqa: S302 - written by our own process
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=10)
    raise UnusableFile("too_slow" if process.returncode == _OUT_OF_TIME else _reason(process.returncode))


def _reason(returncode: int | None) -> str:
    """The reader aborts where memory ends; where it stumbles over the file it says so in its own way and exits with 1."""
    return "broken" if returncode == 1 else "too_much"


def _checked(frame: Any) -> Any:
    if isinstance(frame, dict) and "error" in frame:
        raise UnusableFile(frame.pop("error"), **frame)
    return frame
