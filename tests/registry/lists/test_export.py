"""Exports: what Excel does to text it must not do to ours."""

import csv
import datetime
import tracemalloc
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.utils import timezone

from registry.lists import Column, export, kind_asked
from registry.lists.workbook import write_workbook

COLUMNS = [
    Column("编号", "number"),
    Column("姓名", lambda row: row.name),
    Column("电话", "phone"),
    Column("成立", "day"),
    Column("人数", "count"),
]


class Row:
    def __init__(self, number, name, phone, day=None, count=None):
        self.number, self.name, self.phone, self.day, self.count = number, name, phone, day, count


ROWS = [
    Row("M000001", "万里", "13800138005", datetime.date(2016, 12, 6), 3),
    Row("M000002", "=HYPERLINK(1)", "+8613800138005", None, -2),
    Row("M000003", "欧阳\x07晓", "", None, None),
]


def content(response):
    return b"".join(response.streaming_content)


def sheets(response):
    book = openpyxl.load_workbook(BytesIO(content(response)))
    return [[[cell.value for cell in row] for row in sheet.rows] for sheet in book.worksheets]


def test_a_workbook_keeps_text_numbers_and_days():
    response = export(iter(ROWS), COLUMNS, name="党员", kind="xlsx", by="万里")

    assert sheets(response) == [
        [
            ["编号", "姓名", "电话", "成立", "人数"],
            ["M000001", "万里", "13800138005", datetime.datetime.fromisoformat("2016-12-06"), 3],
            ["M000002", "=HYPERLINK(1)", "+8613800138005", None, -2],
            ["M000003", "欧阳晓", None, None, None],
        ]
    ]


def test_text_that_begins_like_a_formula_is_no_formula_in_a_workbook():
    response = export(iter(ROWS), COLUMNS, name="党员", kind="xlsx", by="万里")
    book = openpyxl.load_workbook(BytesIO(content(response)))

    assert book.worksheets[0]["B3"].data_type == "s"


def test_a_csv_has_a_bom_and_its_formulas_are_defused():
    text = content(export(iter(ROWS), COLUMNS, name="党员", kind="csv", by="万里")).decode("utf-8")

    assert text == (
        "\ufeff编号,姓名,电话,成立,人数\r\n"
        "M000001,万里,13800138005,2016-12-06,3\r\n"
        "M000002,'=HYPERLINK(1),'+8613800138005,,-2\r\n"
        "M000003,欧阳\x07晓,,,\r\n"
    )


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_sign_that_a_spreadsheet_runs_begins_a_text_of_a_csv(sign):
    row = Row(f"{sign}1+1", "万里", "", datetime.date(2016, 12, 6), 1)

    text = content(export([row], COLUMNS, name="党员", kind="csv", by="万里")).decode()
    _headings, line = csv.reader(StringIO(text, newline=""))

    assert line[0] == f"'{sign}1+1"


@pytest.mark.parametrize(("said", "kind"), [({"kind": "csv"}, "csv"), ({"kind": "exe"}, "xlsx"), ({}, "xlsx")])
def test_a_kind_that_is_not_offered_is_a_workbook(said, kind):
    assert kind_asked(said) == kind


def test_the_name_of_the_file_is_chinese_and_dated(monkeypatch):
    monkeypatch.setattr(timezone, "localtime", lambda: datetime.datetime.fromisoformat("2026-11-24T09:30"))

    response = export([], COLUMNS, name="党员", kind="csv", by="万里")

    assert (
        response.headers["Content-Disposition"] == "attachment; filename*=utf-8''%E5%85%9A%E5%91%98-20261124-0930.csv"
    )


def test_more_rows_than_a_sheet_holds_go_on_in_another():
    file = BytesIO()
    written = write_workbook(
        file, title="党员", headings=["编号"], lines=([n] for n in range(5)), foot="万里", rows_per_sheet=2
    )
    book = openpyxl.load_workbook(file)

    assert written == 5
    assert [(s.title, [row[0].value for row in s.rows]) for s in book.worksheets] == [
        ("党员", ["编号", 0, 1]),
        ("党员 2", ["编号", 2, 3]),
        ("党员 3", ["编号", 4]),
    ]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_memory_does_not_grow_with_the_rows(kind):
    def peak(count):
        rows = (Row(f"M{n:06d}", "万里", "13800138005", datetime.date(2016, 12, 6), n) for n in range(count))
        tracemalloc.start()
        for _chunk in export(rows, COLUMNS, name="党员", kind=kind, by="万里").streaming_content:
            pass
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(100)  # what is loaded once
    assert peak(10_000) < 1.5 * peak(1_000)
