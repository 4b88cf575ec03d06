"""Printing: pages are set, bound as one PDF or as a ZIP of many, and the deed is recorded."""

import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from branches.ceremonies.models import Plaque
from branches.ceremonies.papers.boards import Board, with_bleed_box
from branches.ceremonies.papers.contents import Content
from branches.ceremonies.papers.fonts import lacking
from branches.ceremonies.papers.kinds import PAPERS, Paper
from branches.ceremonies.papers.occasion import Occasion
from branches.ceremonies.papers.press import set_pages, texts_of
from registry.accounts.models import User
from registry.history.actions import record
from registry.history.verbs import Verb

VOLUME = 1000  # rows in one PDF: what is longer comes in volumes, so that memory does not grow with it
_LONGEST_NAME = 80
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')  # what a file may not be called on one system or another

Part = tuple[str, list[dict[str, Any]]]  # what becomes one PDF: its name and its rows


class Printed(NamedTuple):
    """A file at its beginning; what it is called; PDF or ZIP."""

    file: IO[bytes]
    name: str
    content_type: str


def print_paper(*, paper: Paper, occasion: Occasion, board: Board, each: bool, by: User | None) -> Printed:
    """One paper of the occasion: one PDF, or a ZIP with a file for each row (``each``) or for each volume.

    Raises ValidationError (``nothing_to_print``) where no row is there to print.
    """
    content = paper.write(occasion, board)
    if paper.each and not content.rows:
        raise ValidationError(_("There is nothing to print on this paper."), code="nothing_to_print")
    if paper.each and each:
        parts = [(name, [row]) for name, row in zip(content.names, content.rows, strict=True)]
    else:
        parts = list(_volumes(paper, content))
    pdfs = zip([name for name, _rows in parts], _set(paper, content, parts, occasion), strict=True)
    kind = "zip" if (each and paper.each) or len(parts) > 1 else "pdf"
    printed = _bound(pdfs, name=f"{occasion.title}-{paper.written}", occasion=occasion, kind=kind)
    _recorded(occasion, paper.written, board if paper.key == "artwork" else None, len(occasion.lines), by)
    return printed


def print_all(*, occasion: Occasion, board: Board, by: User | None) -> Printed:
    """Every paper of the occasion, in one ZIP; one that has nothing to say is left out."""
    written = [(paper, paper.write(occasion, board)) for paper in PAPERS.values()]

    def pdfs() -> Iterator[tuple[str, bytes]]:
        for paper, content in written:
            parts = list(_volumes(paper, content)) if content.rows or not paper.each else []
            yield from zip([name for name, _rows in parts], _set(paper, content, parts, occasion), strict=True)

    printed = _bound(pdfs(), name=f"{occasion.title}-全套文书", occasion=occasion, kind="zip")
    _recorded(occasion, "全套文书", board, len(occasion.lines), by)
    return printed


def _volumes(paper: Paper, content: Content) -> Iterator[Part]:
    """All rows in one, or in as many volumes as they need; lists are one paper whatever their length."""
    if not paper.each or len(content.rows) <= VOLUME:
        yield paper.written, content.rows
        return
    for number, start in enumerate(range(0, len(content.rows), VOLUME), start=1):
        yield f"{paper.written}-{number}", content.rows[start : start + VOLUME]


def _set(paper: Paper, content: Content, parts: Sequence[Part], occasion: Occasion) -> Iterator[bytes]:
    """A PDF for each part. A press sets as many rows as a volume holds and is then replaced by a fresh one."""
    standards = paper.standards if paper.standards and not lacking(texts_of(content.head)) else ()
    for few in _batches(parts):
        contents = [content.head | {"rows": rows} for _name, rows in few]
        for pdf in set_pages(paper.layout, contents, moment=occasion.moment, standards=standards):
            yield with_bleed_box(pdf) if paper.key == "artwork" else pdf


def _batches(parts: Sequence[Part]) -> Iterator[list[Part]]:
    batch: list[Part] = []
    for part in parts:
        if batch and sum(len(rows) for _name, rows in batch) + len(part[1]) > VOLUME:
            yield batch
            batch = []
        batch.append(part)
    yield batch


def _bound(pdfs: Iterable[tuple[str, bytes]], *, name: str, occasion: Occasion, kind: str) -> Printed:
    """Into a file on disk, one after the other."""
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    if kind == "zip":
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:  # a PDF is compressed already
            for entry, pdf in pdfs:
                moment = zipfile.ZipInfo(f"{_as_file_name(entry)}.pdf", occasion.moment.timetuple()[:6])
                archive.writestr(moment, pdf)
    else:
        for _entry, pdf in pdfs:
            file.write(pdf)
    file.seek(0)
    called = f"{_as_file_name(name)}-{occasion.moment:%Y%m%d-%H%M}.{kind}"
    return Printed(file, called, "application/zip" if kind == "zip" else "application/pdf")


def _as_file_name(text: str) -> str:
    return _FORBIDDEN.sub(" ", text).strip(" .")[:_LONGEST_NAME] or "-"


def _recorded(occasion: Occasion, paper: str, board: Board | None, rows: int, by: User | None) -> None:
    """Who printed what. One plaque's own history tells it; of a ceremony, as of every export, the history of who did it:
    how many plaques lie in one reader's part is nobody else's to know."""
    told: dict[str, Any] = {"paper": paper, "size": str(board or "") or None, "rows": rows}
    subjects: list[Plaque] = []
    if occasion.is_single:
        subjects = [line.plaque for line in occasion.lines]
    elif occasion.ceremony:
        told["ceremony"] = occasion.ceremony.title
    record(verb=Verb.PAPERS_PRINTED, by=by, subjects=subjects, after={k: v for k, v in told.items() if v is not None})
