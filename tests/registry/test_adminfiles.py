"""Files sent to the admin to do harm: refused before they are read."""

import io
import struct
import zipfile

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from registry.adminfiles import Text, Workbook

ROW = b"<row>" + b"<c><v>1</v></c>" * 2000 + b"</row>"
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def workbook(sheet: bytes | None = None) -> bytes:
    """A workbook of one cell, or with this sheet in the place of its own."""
    book, file, packed = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    book.active.append(["编号"])
    book.save(file)
    with zipfile.ZipFile(file) as plain, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for part in plain.infolist():
            is_sheet = sheet is not None and part.filename == "xl/worksheets/sheet1.xml"
            made.writestr(part.filename, sheet if is_sheet else plain.read(part))
    return packed.getvalue()


def test_a_workbook_is_read():
    assert Workbook().create_dataset(workbook()).headers == ["编号"]


def test_a_small_file_that_unpacks_to_a_large_one_is_not_read():
    bomb = workbook(SHEET % (ROW * 2000))

    assert len(bomb) < 200_000
    with pytest.raises(ValueError, match="unreadable"):
        Workbook().create_dataset(bomb)


def test_nor_one_that_says_it_is_small():
    sheet = SHEET % (ROW * 2000)
    bomb = workbook(sheet).replace(struct.pack("<L", len(sheet)), struct.pack("<L", 1000))

    with pytest.raises(ValueError, match="unreadable"):
        Workbook().create_dataset(bomb)


@pytest.mark.parametrize("kind", [Workbook, Text])
def test_a_large_file_is_not_read_and_is_told_so(kind):
    with pytest.raises(ValidationError) as refused:
        kind().create_dataset(b"1,2\n" * 3_000_000)

    assert refused.value.code == "too_large"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x00" * 100, workbook()[:-30]])
def test_what_is_no_workbook_is_unreadable(content):
    with pytest.raises(ValueError, match="unreadable"):
        Workbook().create_dataset(content)
