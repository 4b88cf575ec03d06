"""What is asked to be printed, and the pieces in which the press sets it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from branches.ceremonies.papers.boards import Board, with_bleed_box
from branches.ceremonies.papers.contents import Content
from branches.ceremonies.papers.fonts import lacking
from branches.ceremonies.papers.kinds import PAPERS, Paper
from branches.ceremonies.papers.occasion import Occasion
from branches.ceremonies.papers.press import set_pages, texts_of

ALL = "all"
VOLUME = 1000  # rows in one PDF: what is longer comes in volumes, so that memory does not grow with it
FILES = 100  # files of one row each that the press sets in one go: a third of a second


@dataclass(frozen=True, slots=True)
class Order:
    """One paper or ``ALL``; the boards of artwork; ``each``: a file for each row, where the paper has pages for each."""

    key: str
    board: Board
    each: bool = False

    @property
    def papers(self) -> list[Paper]:
        return list(PAPERS.values()) if self.key == ALL else [PAPERS[self.key]]

    @property
    def written(self) -> str:
        """Its Chinese name, which is part of the file's name."""
        return "全套文书" if self.key == ALL else PAPERS[self.key].written

    @property
    def sized(self) -> str:
        """The size asked for, where boards are printed."""
        return str(self.board) if self.key in (ALL, "artwork") else ""

    def as_json(self) -> dict[str, Any]:
        board = self.board
        return {
            "key": self.key,
            "width": board.width,
            "height": board.height,
            "style": board.style,
            "each": self.each,
        }

    def as_form(self) -> dict[str, Any]:
        """The same as the fields of ``PrintForm``."""
        board = self.board
        said = {"style": board.style, "binding": "each" if self.each else "one"}
        return said | ({"size": "other", "width": board.width, "height": board.height} if board.width else {})

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Order":
        return cls(said["key"], Board(said["width"], said["height"], said["style"]), said["each"])


class File(NamedTuple):
    """What becomes one PDF: its name without ending, and its rows."""

    name: str
    rows: Sequence[dict[str, Any]]


class Piece(NamedTuple):
    """What one run of the press sets: files of one paper."""

    paper: Paper
    head: dict[str, Any]
    files: list[File]

    @property
    def pages(self) -> int:
        """About how many: what is long is told by it. A list counts its lines."""
        return sum(max(1, len(file.rows)) for file in self.files)


def pieces_of(order: Order, occasion: Occasion) -> list[Piece]:
    """In the order of the papers; of all of them those that have nothing to say are left out.

    Raises ValidationError (``nothing_to_print``) where no row is there to print.
    """
    pieces = [
        Piece(paper, content.head, files)
        for paper in order.papers
        if (content := paper.write(occasion, order.board)).rows or not paper.each
        for files in _batches(_files(paper, content, order))
    ]
    if not pieces:
        raise ValidationError(_("There is nothing to print on this paper."), code="nothing_to_print")
    return pieces


def set_piece(piece: Piece, occasion: Occasion) -> Iterator[tuple[str, bytes]]:
    """Its files one after the other: name and PDF. Each piece has a press of its own, so memory does not grow with their number."""
    paper = piece.paper
    standards = paper.standards if paper.standards and not lacking(texts_of(piece.head)) else ()
    contents = (piece.head | {"rows": list(file.rows)} for file in piece.files)
    pdfs = set_pages(paper.layout, contents, moment=occasion.moment, standards=standards)
    for file, pdf in zip(piece.files, pdfs, strict=True):
        yield file.name, with_bleed_box(pdf) if paper.key == "artwork" else pdf


def is_archive(order: Order, pieces: list[Piece]) -> bool:
    """Whether a ZIP comes of it and not one PDF."""
    asked = order.key == ALL or (order.each and PAPERS[order.key].each)
    return asked or sum(len(piece.files) for piece in pieces) > 1


def _files(paper: Paper, content: Content, order: Order) -> list[File]:
    """One for each row; or all rows in one, or in as many volumes as they need. Lists are one paper whatever their length."""
    rows = content.rows
    if order.each and paper.each:
        before = f"{paper.written} " if order.key == ALL else ""  # the same branches stand on several papers
        return [File(f"{before}{name}", rows[n : n + 1]) for n, name in enumerate(content.names)]
    if not paper.each or len(rows) <= VOLUME:
        return [File(paper.written, rows)]
    starts = enumerate(range(0, len(rows), VOLUME), start=1)
    return [File(f"{paper.written}-{number}", rows[start : start + VOLUME]) for number, start in starts]


def _batches(files: list[File]) -> Iterator[list[File]]:
    """A volume by itself, small files by the hundred."""
    batch: list[File] = []
    for file in files:
        if batch and (len(batch) == FILES or sum(len(one.rows) for one in batch) + len(file.rows) > VOLUME):
            yield batch
            batch = []
        batch.append(file)
    yield batch
