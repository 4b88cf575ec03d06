"""The papers there are, in the order in which a ceremony needs them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branches.ceremonies.papers import contents, plaques
from branches.ceremonies.papers.boards import Board
from branches.ceremonies.papers.contents import Content
from branches.ceremonies.papers.occasion import Occasion


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper: what it is called, what it is for, and how it is written.

    ``each``: it has pages of its own for each row, so that it can also be one file each. ``written``: its Chinese name, which is
    part of the file's name. ``standards``: what the PDF promises beyond PDF 1.7, where
    the fonts hold every character of it.
    """

    key: str
    label: Promise | str
    purpose: Promise | str
    icon: str
    layout: str
    written: str
    write: Callable[[Occasion, Board], Content]
    each: bool = False
    standards: tuple[str, ...] = ()


def _of(write: Callable[[Occasion], Content]) -> Callable[[Occasion, Board], Content]:
    """A paper that has nothing to do with boards."""
    return lambda occasion, _board: write(occasion)


PAPERS: dict[str, Paper] = {
    paper.key: paper
    for paper in [
        Paper("artwork", _("Plaque artwork"), _("At its true size for the maker: vector, bleed, crop marks."), "image",
              "plaque", "牌匾制作稿", plaques.artworks, each=True),
        Paper("certificates", _("Certificates"), _("One for each branch, with a code that confirms it."), "patch-check",
              "certificate", "授牌证书", _of(plaques.certificates), each=True),
        Paper("programme", _("Programme"), _("For everyone in the hall: order, guests, branches."), "card-list",
              "programme", "议程", _of(contents.programme)),
        Paper("running_sheet", _("Running sheet"), _("For those who call and hand over: one line for each plaque."), "list-check",
              "running", "授牌流程单", _of(contents.running_sheet)),
        Paper("handover", _("Hand-over sheet"), _("Whoever takes a plaque signs here."), "pencil",
              "handover", "牌匾交接签收表", _of(contents.handover)),
        Paper("sign_in", _("Sign-in list"), _("Guests and one line for each branch."), "person-check",
              "signin", "签到表", _of(contents.sign_in)),
        Paper("name_cards", _("Name cards"), _("To fold: who presides, guests, those who receive."), "person-badge",
              "cards", "席卡", _of(contents.name_cards), each=True),
        Paper("report", _("Report for the record"), _("One page: facts, figures, seal of the history."), "journal-check",
              "report", "授牌情况记录", _of(contents.report), standards=("a-2u",)),
    ]
}  # fmt: skip
# What can be printed of one plaque by itself.
OF_A_PLAQUE = ("artwork", "certificates")
