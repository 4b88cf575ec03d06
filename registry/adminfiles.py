"""The files that the admin takes in: workbooks and CSV as formats of django-import-export, none too large for memory."""

import csv
import datetime
import zipfile
import zlib
from io import BytesIO, StringIO
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.formats.base_formats import CSV, XLSX
from python_calamine import CalamineError, CalamineWorkbook

MOST_ROWS = 2000
_MOST_BYTES = 10 * 1024 * 1024  # of a file
_MOST_UNPACKED = 50 * 1024 * 1024  # of what is packed in a workbook: so many rows take a few MB


class Workbook(XLSX):
    """An Excel workbook, read to its last row with content (formatting alone is none)."""

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        _require_small(in_stream)
        try:
            _require_honest(in_stream)
            lines = CalamineWorkbook.from_filelike(BytesIO(in_stream)).get_sheet_by_index(0).to_python()
        except (zipfile.BadZipFile, zlib.error, CalamineError, IndexError) as error:
            raise ValueError("unreadable workbook") from error
        return _dataset([[_cell(value) for value in line] for line in lines])


class Text(CSV):
    """CSV as spreadsheets write it here: UTF-8 with or without BOM, else GB18030."""

    def is_binary(self) -> bool:
        return True

    def get_read_mode(self) -> str:
        return "rb"

    def create_dataset(self, in_stream: bytes, **kwargs: Any) -> tablib.Dataset:
        _require_small(in_stream)
        try:
            text = in_stream.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = in_stream.decode("gb18030")
        return _dataset(list(csv.reader(StringIO(text))))  # a blank line stays one: the lines keep their numbers


def _require_small(content: bytes) -> None:
    if len(content) > _MOST_BYTES:
        size = {"size": _MOST_BYTES // 1024**2}
        raise ValidationError(_("The file is larger than %(size)d MB."), code="too_large", params=size)


def _require_honest(workbook: bytes) -> None:
    """Raise BadZipFile for a small file that unpacks to a large one: read, it would take all memory there is."""
    with zipfile.ZipFile(BytesIO(workbook)) as parts:
        if sum(part.file_size for part in parts.infolist()) > _MOST_UNPACKED:
            raise zipfile.BadZipFile("unpacks to more than a workbook of so many rows")
        if (liar := parts.testzip()) is not None:  # reads of each part no more than it says it has
            raise zipfile.BadZipFile(f"a part is another than it says: {liar}")


def _dataset(lines: list[list[Any]]) -> tablib.Dataset:
    """Rows below the headings, each as long as these."""
    if not lines or not any(lines[0]):
        return tablib.Dataset()
    width = max(n for n, header in enumerate(lines[0], start=1) if header)
    if len(lines) > MOST_ROWS + 1:
        raise ValidationError(
            _("The file has more than %(rows)d rows; divide it."), code="too_many_rows", params={"rows": MOST_ROWS}
        )
    data = tablib.Dataset(headers=lines[0][:width])
    for line in lines[1:]:
        data.append([*line, *[""] * width][:width])
    return data


def _cell(value: Any) -> Any:
    """Numbers as people write them: 360103001 and not 360103001.0; days as ISO dates."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else value
