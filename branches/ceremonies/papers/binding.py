"""PDFs bound into what is handed out: the one there is, or a ZIP of many."""

import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import IO

_LONGEST_NAME = 80
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')  # what a file may not be called on one system or another


def bind(pdfs: Iterable[tuple[str, bytes]], file: IO[bytes], *, moment: datetime, archive: bool) -> None:
    """Into the file, one after the other: none of them waits in memory. ``pdfs``: names without ending, contents."""
    if not archive:
        for _name, pdf in pdfs:
            file.write(pdf)
        return
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as bound:  # a PDF is compressed already
        for name, pdf in pdfs:
            bound.writestr(zipfile.ZipInfo(f"{as_file_name(name)}.pdf", moment.timetuple()[:6]), pdf)


def called(title: str, *, moment: datetime, archive: bool) -> str:
    """The name of a file: what, when it was printed, and its ending."""
    return f"{as_file_name(title)}-{moment:%Y%m%d-%H%M}.{'zip' if archive else 'pdf'}"


def content_type(name: str) -> str:
    return "application/zip" if name.endswith(".zip") else "application/pdf"


def as_file_name(text: str) -> str:
    return _FORBIDDEN.sub(" ", text).strip(" .")[:_LONGEST_NAME] or "-"
