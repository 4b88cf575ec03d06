"""PDFs read back: what a maker, a printer and a screen reader find in them."""

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

_POINT = 25.4 / 72


def reader_of(response: Any) -> PdfReader:
    """The PDF an address answered with."""
    assert response.status_code == 200, response.status_code
    assert response.headers["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(b"".join(response.streaming_content)))


def files_of(response: Any) -> dict[str, PdfReader]:
    """The PDFs of the ZIP an address answered with, by their names."""
    assert response.headers["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert archive.testzip() is None
    return {name: PdfReader(io.BytesIO(archive.read(name))) for name in archive.namelist()}


def text_of(pdf: PdfReader) -> str:
    """All text, without the spaces and line breaks that setting it made."""
    return "".join(words_of(page) for page in pdf.pages)


def words_of(page: Any) -> str:
    return re.sub(r"\s+", "", page.extract_text())


def size_of(box: Any) -> tuple[float, float]:
    """Width and height in mm, to a hundredth."""
    return round(float(box.width) * _POINT, 2), round(float(box.height) * _POINT, 2)


def margin_between(outer: Any, inner: Any) -> set[float]:
    """How far the inner box lies inside the outer one, in mm to a hundredth; one value where it is alike on all sides."""
    sides = (
        inner.left - outer.left,
        inner.bottom - outer.bottom,
        outer.right - inner.right,
        outer.top - inner.top,
    )
    return {round(float(side) * _POINT, 2) for side in sides}


def fonts_of(pdf: PdfReader) -> Iterable[DictionaryObject]:
    """The descriptor of each font of each page."""
    for page in pdf.pages:
        for font in page["/Resources"].get_object()["/Font"].get_object().values():
            for descendant in font.get_object()["/DescendantFonts"].get_object():
                yield descendant.get_object()["/FontDescriptor"].get_object()
