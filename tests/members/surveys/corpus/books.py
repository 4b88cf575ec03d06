"""Workbooks for the corpus, the same byte for byte each time: written here by hand, not by a library that adds the time of day."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_LONG_AGO = (2016, 12, 6, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

# Cell styles by name, in the order of the style table below.
STYLES = {"": 0, "date": 1, "month": 2, "struck": 3}
_STYLE_TABLE = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;;@"/></numFmts>'
    '<fonts count="2"><font/><font><strike/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="176" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" applyFont="1"/></cellXfs>'
    "</styleSheet>"
)


@dataclass(frozen=True)
class Styled:
    """A number shown by a style: a day number as a date, or as a month."""

    number: float
    style: str


@dataclass(frozen=True)
class Raw:
    """A cell given as XML, without its reference: a formula, an error."""

    xml: str


Value = str | float | None | Styled | Raw


@dataclass(frozen=True)
class BookSheet:
    name: str
    rows: Sequence[Sequence[Value]]
    merges: Sequence[str] = ()
    hidden: bool = False
    hidden_rows: Sequence[int] = ()
    first_row: int = 1
    blank_formatted_to: int | None = None


def xlsx(*sheets: BookSheet, since_1904: bool = False, more_parts: Mapping[str, bytes] | None = None) -> bytes:
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _workbook(sheets, since_1904),
        "xl/_rels/workbook.xml.rels": _relations(
            {f"rId{at}": ("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)}
            | {"rId99": ("styles", "styles.xml")}
        ),
        "xl/styles.xml": _STYLE_TABLE,
        **{f"xl/worksheets/sheet{at}.xml": _sheet(sheet) for at, sheet in enumerate(sheets, start=1)},
    }
    return zipped({name: text.encode() for name, text in parts.items()} | dict(more_parts or {}))


def zipped(parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


def ods(name: str, rows: Sequence[Sequence[str]], *, hidden_rows: Sequence[int] = ()) -> bytes:
    """A sheet of an ODS; each cell is given as the XML of ``ods_cell`` and its like."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    hidden = ' table:visibility="collapse"'
    body = "".join(
        f"<table:table-row{hidden if number in hidden_rows else ''}>{''.join(cells)}</table:table-row>"
        for number, cells in enumerate(rows, start=1)
    )
    content = (
        f'<office:document-content xmlns:office="{urn}:office:1.0" xmlns:table="{urn}:table:1.0" xmlns:text="{urn}:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="{name}">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def ods_error(text: str, *, number: bool = False, across: int = 1) -> str:
    """A cell with an error, as programs write it: behind it stands an empty text, or a zero (``number``)."""
    kind = (
        'office:value-type="float" office:value="0"' if number else 'office:value-type="string" office:string-value=""'
    )
    several = f' table:number-columns-repeated="{across}"' if across > 1 else ""
    return (
        f'<table:table-cell table:formula="of:=NA()" {kind}{several}><text:p>{escape(text)}</text:p></table:table-cell>'
    )


def ods_cell(value: str | float, *, down: int = 1) -> str:
    span = f' table:number-rows-spanned="{down}" table:number-columns-spanned="1"' if down > 1 else ""
    kind = (
        f'office:value-type="float" office:value="{value}"'
        if isinstance(value, float | int)
        else 'office:value-type="string"'
    )
    return f"<table:table-cell {kind}{span}><text:p>{escape(str(value))}</text:p></table:table-cell>"


ODS_COVERED = "<table:covered-table-cell/>"


def _content_types(sheets: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{kind}.worksheet+xml"/>'
        for at in range(1, sheets + 1)
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{overrides}</Types>'
    )


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="{key}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _workbook(sheets: Sequence[BookSheet], since_1904: bool) -> str:
    entries = "".join(
        f'<sheet name="{sheet.name}" sheetId="{at}" {"state=" + chr(34) + "hidden" + chr(34) if sheet.hidden else ""} r:id="rId{at}"/>'
        for at, sheet in enumerate(sheets, start=1)
    )
    properties = '<workbookPr date1904="1"/>' if since_1904 else ""
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">{properties}<sheets>{entries}</sheets></workbook>'


def _sheet(sheet: BookSheet) -> str:
    rows = "".join(
        _row(number, cells, hidden=number in sheet.hidden_rows)
        for number, cells in enumerate(sheet.rows, start=sheet.first_row)
    )
    last = sheet.first_row + len(sheet.rows)
    rows += "".join(
        f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(last, (sheet.blank_formatted_to or 0) + 1)
    )
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in sheet.merges)
    merged = f'<mergeCells count="{len(sheet.merges)}">{merges}</mergeCells>' if merges else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{merged}</worksheet>'


def _row(number: int, cells: Sequence[Value], *, hidden: bool) -> str:
    body = "".join(_cell(f"{chr(65 + at)}{number}", value) for at, value in enumerate(cells) if value is not None)
    return f'<row r="{number}"{" hidden=" + chr(34) + "1" + chr(34) if hidden else ""}>{body}</row>'


def _cell(reference: str, value: Value) -> str:
    if isinstance(value, Raw):
        return value.xml.replace("<c", f'<c r="{reference}"', 1)
    if isinstance(value, Styled):
        return f'<c r="{reference}" s="{STYLES[value.style]}"><v>{value.number}</v></c>'
    if isinstance(value, str):
        return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{reference}"><v>{value}</v></c>'


@dataclass(frozen=True)
class XlsError:
    """A cell of an old workbook with an error, by its code."""

    code: int


def xls(
    name: str,
    rows: Sequence[Sequence[str | float | Styled | XlsError]],
    *,
    hidden_rows: Sequence[int] = (),
    since_1904: bool = False,
) -> bytes:
    """An old workbook of one sheet, its records (type, length, content) in a file system of one stream."""
    fonts = [_record(0x31, struct.pack("<HHHHHBBBxB", 200, flags, 0, 400, 0, 0, 0, 0, 0)) for flags in (0, 0, 0, 0, 8)]
    styles = [(0, 0), (0, 14), (0, 176), (5, 0)]  # as in STYLES; the fonts are numbered 0 1 2 3 5
    head = b"".join(
        [
            _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 2016, 0, 6)),
            _record(0x22, struct.pack("<H", since_1904)),
            *fonts,
            _record(0x41E, struct.pack("<H", 176) + _wide('yyyy"年"m"月"', "<HB")),
            *(_record(0xE0, struct.pack("<HH16x", font, number)) for font, number in styles),
        ]
    )
    bound = _wide(name, "<BB")
    start = len(head) + 4 + 6 + len(bound) + 4
    head += _record(0x85, struct.pack("<IH", start, 0) + bound) + _record(0x0A, b"")
    body = _record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 2016, 0, 6))
    body += _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for at, cells in enumerate(rows):
        hidden = 0x20 if at + 1 in hidden_rows else 0
        body += _record(0x208, struct.pack("<HHHHHHI", at, 0, len(cells), 255, 0, 0, 0x100 | hidden))
        body += b"".join(_xls_cell(at, column, value) for column, value in enumerate(cells))
    return _one_stream("Workbook", head + body + _record(0x0A, b""))


def _xls_cell(row: int, column: int, value: str | float | Styled | XlsError) -> bytes:
    if isinstance(value, XlsError):
        return _record(0x205, struct.pack("<HHHBB", row, column, 0, value.code, 1))
    if isinstance(value, str):
        return _record(0x204, struct.pack("<HHH", row, column, 0) + _wide(value, "<HB"))
    number, style = (value.number, STYLES[value.style]) if isinstance(value, Styled) else (value, 0)
    return _record(0x203, struct.pack("<HHHd", row, column, style, number))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _wide(text: str, head: str) -> bytes:
    return struct.pack(head, len(text), 1) + text.encode("utf-16-le")


def _one_stream(name: str, content: bytes) -> bytes:
    """A compound file: a header, one sector of the table, one of the directory, then the stream."""
    content = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
    sectors = len(content) // 512
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    table = [0xFFFFFFFD, end, *range(3, 2 + sectors), end]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    header += struct.pack("<108I", *[free] * 108)
    directory = _entry("Root Entry", 5, child=1, start=end, size=0) + _entry(
        name, 2, child=free, start=2, size=len(content)
    )
    directory += bytes(256)
    return header + struct.pack("<128I", *table, *[free] * (128 - len(table))) + directory + content


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    free = 0xFFFFFFFF
    written = name.encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written) + 2, kind, 1, free, free, child)
    return head.ljust(0x74, b"\0") + struct.pack("<IQ", start, size)
