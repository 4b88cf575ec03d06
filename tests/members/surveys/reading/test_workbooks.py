"""Workbooks are opened by a process of their own, which ends with the reading, and alone with a hostile file."""

import datetime
import io
import re
import subprocess
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from members.surveys.reading import UnusableFile, read
from members.surveys.reading.workbooks import opened_sheet
from members.surveys.workbook_process import trimming, xlsx_parts
from members.surveys.workbook_process.details import shown_of
from tests.members.surveys.corpus.books import BookSheet, Raw, Styled, ods, ods_cell, xls, xlsx, zipped
from tests.members.surveys.corpus.build import FILES

HEADER = ["姓名", "流出地", "外出时间", "联系电话"]


def book(count: int) -> bytes:
    return xlsx(
        BookSheet("名册", [HEADER, *(["张三", "南昌县", "2014.5", 13_800_138_000 + at] for at in range(count))])
    )


@pytest.fixture
def started(monkeypatch) -> list[subprocess.Popen]:
    """The processes started meanwhile, each as it was started."""
    processes: list[subprocess.Popen] = []

    class Noted(subprocess.Popen):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            processes.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    return processes


def test_the_process_ends_when_the_reading_is_broken_off(started):
    opened = opened_sheet(book(5000))
    next(opened.rows)
    [reader] = started
    assert reader.poll() is None
    opened.rows.close()
    assert reader.poll() is not None


def test_rows_can_be_read_again():
    sheet = read(book(3), name="list.xlsx")
    once = list(sheet.rows())
    assert [row.line for row in once] == [1, 2, 3, 4]
    assert list(sheet.rows()) == once


def test_a_file_on_disk_is_read_where_it_lies(tmp_path, monkeypatch):
    (tmp_path / "list.xlsx").write_bytes(book(1))
    monkeypatch.chdir(tmp_path)
    assert [row.line for row in read(Path("list.xlsx"), name="list.xlsx").rows()] == [1, 2]


def test_cells_half_a_terabyte_apart_kill_only_their_reader():
    started = time.monotonic()
    with pytest.raises(UnusableFile) as refusal:
        read(FILES / "far_cell.xlsx", name="far.xlsx")
    assert refusal.value.code == "too_much"
    assert time.monotonic() - started < 30


def test_formatting_to_the_end_of_the_sheet_adds_no_row():
    content = xlsx(BookSheet("名册", [HEADER, ["张三", "南昌县", "2014.5", 13800138005]], blank_formatted_to=200_000))
    assert [row.line for row in read(content, name="list.xlsx").rows()] == [1, 2]


def test_only_the_empty_end_of_a_large_sheet_is_cut_off(tmp_path, monkeypatch):
    rows = [HEADER, ["张三", "南昌县", "2014.5", 13800138005], ["李四", None, "2014.6", 13800138006]]
    path = tmp_path / "list.xlsx"
    path.write_bytes(xlsx(BookSheet("名册", rows, merges=["B2:B3"], blank_formatted_to=3000)))
    monkeypatch.setattr(trimming, "_LARGE", 1000)
    with trimming.opened_trimmed(path) as trimmed, zipfile.ZipFile(trimmed) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert len(sheet) < 2000
    assert sheet.count(b"<row") == 3
    assert b'<mergeCell ref="B2:B3"/>' in sheet
    assert sheet.endswith(b"</worksheet>")


def test_a_book_as_a_library_writes_it():
    content, book_of_a_library = io.BytesIO(), openpyxl.Workbook()
    sheet = book_of_a_library.active
    for row in (HEADER, ["张三", "南昌县", datetime.date(2014, 3, 15), 13800138005]):
        sheet.append(row)
    book_of_a_library.save(content)
    rows = list(read(content.getvalue(), name="list.xlsx").rows())
    assert rows[1].cells == ("张三", "南昌县", ("date", "2014-03-15"), ("number", "13800138005"))


def test_details_end_with_the_last_row_of_content():
    content = xlsx(
        BookSheet(
            "名册", [HEADER, ["张三", "南昌县", Styled(41699, "month"), 1]], hidden_rows=[2], blank_formatted_to=50
        )
    )
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        details = xlsx_parts.details_of(book, "名册", last_row=2)
    assert details.hidden_rows == (2,)
    assert details.short_dates == {(2, 2): 7}


def test_details_are_found_in_xml_with_a_prefix():
    """Some programs write <x:c> for <c>."""
    rows = [
        HEADER,
        ["张三", "南昌县", Styled(41699, "month"), 1],
        ["李四", "南昌县", Raw('<c t="e"><v>#N/A</v></c>'), 1],
    ]
    plain = xlsx(BookSheet("名册", rows, hidden_rows=[3]))
    with zipfile.ZipFile(io.BytesIO(plain)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    part = "xl/worksheets/sheet1.xml"
    assert part in parts
    parts[part] = re.sub(rb"<(/?)(?=\w)", rb"<\1x:", parts[part]).replace(b"xmlns=", b"xmlns:x=")
    sheet = read(zipped(parts), name="list.xlsx")
    assert [row.cells[2] for row in sheet.rows()] == ["外出时间", ("date", "2014-03"), "#N/A"]
    assert [notice.code for notice in sheet.notices] == ["hidden_rows"]


def test_details_are_found_in_a_strict_workbook():
    """Its elements and relations are of other namespaces."""
    content = xlsx(
        BookSheet("名册", [HEADER, ["张三", "南昌县", Styled(40298, "month"), Raw('<c t="e"><v>#N/A</v></c>')]]),
        since_1904=True,
    )
    with zipfile.ZipFile(io.BytesIO(content)) as usual:
        parts = {name: usual.read(name).decode() for name in usual.namelist()}
    schemas, strict = "http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml"
    content = zipped(
        {
            name: text.replace(f"{schemas}/spreadsheetml/2006", f"{strict}/spreadsheetml")
            .replace(f"{schemas}/officeDocument/2006", f"{strict}/officeDocument")
            .encode()
            for name, text in parts.items()
        }
    )
    assert list(opened_sheet(content).rows)[1] == (2, ("张三", "南昌县", ("date", "2014-05"), "#N/A"))


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_a_date_of_which_the_year_alone_is_shown_says_no_more():
    """Whatever day the program keeps behind it: in the new format and in the old one, in columns of such cells too."""
    month, year = 'yyyy"年"m"月"', 'yyyy"年"    '
    rows = [HEADER, ["张三", "南昌县", Styled(41753, "month"), Styled(41753, "date")]]
    parts = parts_of(xlsx(BookSheet("名册", rows)))
    escaped = [code.replace('"', "&quot;").encode() for code in (month, year)]
    assert escaped[0] in parts["xl/styles.xml"]
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(*escaped)
    old = xls("名册", rows)
    assert month.encode("utf-16-le") in old
    old = old.replace(month.encode("utf-16-le"), year.encode("utf-16-le"))
    for content in (zipped(parts), old):
        assert list(opened_sheet(content).rows)[1] == (2, ("张三", "南昌县", ("date", "2014"), ("date", "2014-04-24")))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        *(("2016年3月", "2016-03"), ("2016-03", "2016-03"), ("16年3月", "2016-03"), ("Mar-16", "2016-03")),
        *(("2016", "2016"), ("2016年", "2016"), ("2016年三月", "2016-03")),
        *(
            ("2016年3月1日", "2016-03-01"),
            ("16-3-1", "2016-03-01"),
            ("3月1日", "2016-03-01"),
            ("1. Mar 16", "2016-03-01"),
        ),
    ],
)
def test_of_a_date_in_an_ods_no_more_is_said_than_is_shown(text, date):
    kind = 'office:value-type="date" office:date-value="2016-03-01"'
    cell = f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"
    rows = [[ods_cell(heading) for heading in HEADER], [ods_cell("张三"), ods_cell("南昌县"), cell, ods_cell("1")]]
    assert list(opened_sheet(ods("名册", rows)).rows)[1] == (2, ("张三", "南昌县", ("date", date), "1"))


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        *(('yyyy"年"m"月"', 7), ("mmm-yy", 7), ("[$-804]yyyy\\-mm;@", 7), ("yyyy", 4), ('yyyy"年"', 4), ("yy", 4)),
        *(("yyyy/m/d", None), ("m/d/yy h:mm", None), ('0.00"y"', None), ("General", None), ("m", None)),
    ],
)
def test_how_much_of_a_date_a_format_shows(code, shown):
    assert shown_of(code) == shown


def test_cells_that_do_not_say_their_place_stand_behind_the_one_before():
    """As the standard allows; the reader knows that, and so must what is found beside it."""
    rows = [
        HEADER,
        ["张三", "", Styled(41753, "month"), 13800138005],
        ["李四", "南昌县", Raw('<c t="e"><v>#N/A</v></c>'), 13800138006],
        [Raw('<c s="3" t="inlineStr"><is><t>赵六</t></is></c>'), "南昌县", "2014", 13800138007],
    ]
    content = xlsx(BookSheet("名册", rows, hidden_rows=[3]))
    part = "xl/worksheets/sheet1.xml"
    for places in (rb'(?<=<c) r="\w+"', rb'(?<=<c) r="[B-Z]\d+"', rb'(?<=<row) r="\d+"', rb'(?<=<row|..<c) r="\w+"'):
        parts = parts_of(content)
        bare = re.sub(places, b"", parts[part])
        assert bare != parts[part]
        sheet = read(zipped(parts | {part: bare}), name="list.xlsx")
        assert [row.cells for row in sheet.rows()] == [row.cells for row in read(content, name="list.xlsx").rows()]
        assert [notice.as_json() for notice in sheet.notices] == [
            notice.as_json() for notice in read(content, name="list.xlsx").notices
        ]


def test_the_place_of_a_cell_beyond_the_alphabet_is_counted_too():
    cells = ["张三", *["x"] * 52, Styled(41753, "month")]
    parts = parts_of(xlsx(BookSheet("名册", [HEADER, cells])))
    part = "xl/worksheets/sheet1.xml"
    parts[part] = re.sub(rb'(?<=<c) r="[^"]+"', b"", parts[part])
    assert list(opened_sheet(zipped(parts)).rows)[1][1][53] == ("date", "2014-04")


def test_a_merge_that_reaches_beyond_every_sheet_takes_no_memory():
    content = ods(
        "名册",
        [
            [
                ods_cell("登记表").replace(
                    "<table:table-cell", f'<table:table-cell table:number-columns-spanned="{10**20}"'
                )
            ],
            [ods_cell(text) for text in HEADER],
            [ods_cell(text) for text in ("张三", "南昌县", "2014.5", "13800138005")],
        ],
    )
    assert [row.reason for row in read(content, name="file").rows()] == ["title", "header", ""]


def test_zero_bytes_of_a_workbook_are_left_out():
    """Spreadsheet programs write them as _x0000_; no database keeps them."""
    phone = Raw('<c t="inlineStr"><is><t>1380_x0000_0138005</t></is></c>')
    sheet = read(xlsx(BookSheet("名册", [HEADER, ["张三", "南昌县", "2014.5", phone]])), name="file")
    assert [row.cells for row in sheet.rows()][1] == ("张三", "南昌县", "2014.5", "13800138005")
