"""Plaques as boards: their sizes, and the boxes that tell the maker where to cut.

No central rule on the size or colour of plaques was found. Local norms say white boards with red characters, 400 x 600 mm or
600 x 800 mm.
"""

import re
from dataclasses import dataclass

from branches.ceremonies.models import Plaque

SIZES = [(600, 400), (400, 600), (800, 600), (600, 800)]
BLEED, SLUG = 3, 16  # mm beyond the cut: what is printed, and what holds marks and notes
_UPRIGHT = 2.5  # so many times as high as wide: one character under the other
_POINTS = 72 / 25.4

_PAGE = re.compile(rb"(?m)^(\d+) 0 obj\n(<</Type/Page/.*?>>)\nendobj")
_BOX = re.compile(rb"/TrimBox\[([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)\]")


@dataclass(frozen=True, slots=True)
class Board:
    """Millimetres (None: as noted of each plaque), and ``white`` (red characters on white) or ``red`` (golden ones on red)."""

    width: int | None = None
    height: int | None = None
    style: str = "white"

    def size_of(self, plaque: Plaque) -> tuple[int, int]:
        """Width and height of this plaque's board: as asked for, else as noted of it, else the usual."""
        if self.width and self.height:
            return self.width, self.height
        return (plaque.width_mm, plaque.height_mm) if plaque.width_mm and plaque.height_mm else SIZES[0]

    def __str__(self) -> str:
        return f"{self.width} × {self.height} mm" if self.width else ""


def is_upright(width: int, height: int) -> bool:
    """So narrow that one character stands under the other."""
    return height >= _UPRIGHT * width


def with_bleed_box(pdf: bytes) -> bytes:
    """The same document where each page also says how far its bleed goes.

    The typesetter writes MediaBox (with marks and notes) and TrimBox (the cut). The pages are written once more at the end of the
    file with a BleedBox, as an incremental update (ISO 32000-1, 7.5.6); nothing before it is touched.
    """
    pages = {int(page[1]): _boxed(page[2]) for page in _PAGE.finditer(pdf)}
    trailer = re.search(rb"trailer\n<<(.*?)>>\nstartxref\n(\d+)\n%%EOF\s*$", pdf, re.DOTALL)
    if not pages or trailer is None:
        raise ValueError("not a document of the typesetter")
    addition, places = bytearray(pdf.rstrip() + b"\n"), {}
    for number, page in pages.items():
        places[number] = len(addition)
        addition += b"%d 0 obj\n%s\nendobj\n" % (number, page)
    start = len(addition)
    addition += b"xref\n"
    for number, place in sorted(places.items()):
        addition += b"%d 1\n%010d 00000 n\r\n" % (number, place)
    addition += b"trailer\n<<%s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (trailer[1], trailer[2], start)
    return bytes(addition)


def _boxed(page: bytes) -> bytes:
    box = _BOX.search(page)
    if box is None:
        raise ValueError("a page without a TrimBox")
    left, low, right, high = (float(value) for value in box.groups())
    by = BLEED * _POINTS
    bleed = b"/BleedBox[%.4f %.4f %.4f %.4f]" % (left - by, low - by, right + by, high + by)
    return page[: box.end()] + bleed + page[box.end() :]
