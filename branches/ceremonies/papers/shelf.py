"""Where a long print lies while it is made and until it is erased: in the data directory, readable by the registry alone."""

import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings

from branches.ceremonies.papers.binding import bind


def keep(run: int, piece: int, pdfs: Iterable[tuple[str, bytes]], *, moment: datetime) -> None:
    """The files of one piece of print ``run``. Done twice, it is there once."""
    with _written(_folder(run) / f"{piece:06d}.piece") as file:
        bind(pdfs, file, moment=moment, archive=True)


def finish(run: int, *, moment: datetime, archive: bool) -> int:
    """All pieces bound into what is handed out; its size in bytes. The pieces stay until ``tidy``."""
    path = _path(run)
    with _written(path) as file:
        bind(_pdfs(run), file, moment=moment, archive=archive)
    return path.stat().st_size


def opened(run: int) -> IO[bytes]:
    """What is handed out. Raises FileNotFoundError once it is erased."""
    return _path(run).open("rb")


def tidy(run: int) -> None:
    """Only what is handed out stays; gone too is what a worker that was killed had begun."""
    shutil.rmtree(_folder(run), ignore_errors=True)
    for draft in _path(run).parent.glob(f"{run}.*.part"):
        draft.unlink(missing_ok=True)


def erase(run: int) -> None:
    tidy(run)
    _path(run).unlink(missing_ok=True)


def _pdfs(run: int) -> Iterator[tuple[str, bytes]]:
    for path in sorted(_folder(run).glob("*.piece")):
        with zipfile.ZipFile(path) as piece:
            for name in piece.namelist():
                yield name.removesuffix(".pdf"), piece.read(name)


class _written:
    """A file to write that nobody but us can read; under its name once it is whole, also where two write it at once."""

    def __init__(self, path: Path) -> None:
        self.path, self.draft = path, path.with_suffix(f".{os.getpid()}.part")

    def __enter__(self) -> IO[bytes]:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.file = os.fdopen(os.open(self.draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
        return self.file

    def __exit__(self, error: type[BaseException] | None, *_rest: object) -> None:
        self.file.close()
        if error is None:
            self.draft.replace(self.path)
        else:
            self.draft.unlink(missing_ok=True)


def _folder(run: int) -> Path:
    return Path(settings.DATA_DIR) / "papers" / str(run)


def _path(run: int) -> Path:
    return Path(settings.DATA_DIR) / "papers" / f"{run}.printed"
