"""Records of text files: the cells that were written, each with the line an editor shows."""

import csv
import io
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.surveys.reading.delimiters import BLANKS, delimiter_of
from members.surveys.reading.text_files import records_of

CELLS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\n\x00\ufeff"), max_size=12)
BROKEN = st.lists(CELLS, min_size=1, max_size=3).map("\n".join)
RECORDS = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(BROKEN, min_size=width, max_size=width), min_size=1, max_size=6)
)


@given(RECORDS, st.sampled_from([",", "\t", ";"]), st.sampled_from(["\n", "\r\n"]))
def test_what_was_written_is_read_with_its_lines(records, mark, end):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=mark, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(records)
    heights = [sum(cell.count("\n") for cell in record) + 1 for record in records]
    firsts = itertools.accumulate([1, *heights[:-1]])
    expected = [(line, record) for line, record in zip(firsts, records, strict=True)]
    content = text.getvalue().encode()
    assert list(records_of(content, encoding="utf-8", delimiter=mark)) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end(end):
    content = end.join(["姓名,电话", "张三,1", "", "李四,2"]).encode()
    assert list(records_of(content, encoding="utf-8", delimiter=",")) == [
        (1, ["姓名", "电话"]),
        (2, ["张三", "1"]),
        (3, []),
        (4, ["李四", "2"]),
    ]


def test_a_quote_nobody_closed_costs_one_cell():
    rows = ["姓名,电话", '"张三,1', *(f"李四,{number}" for number in range(5000))]
    read = list(records_of("\n".join(rows).encode(), encoding="utf-8", delimiter=","))
    assert read[1] == (2, ["张三", "1"])
    assert read[-1] == (5002, ["李四", "4999"])
    assert len(read) == 5002


def test_a_quoted_quote_is_one():
    content = '姓名,住址\n张三,"北京""东城"""\n'.encode()
    assert list(records_of(content, encoding="utf-8", delimiter=","))[1] == (2, ["张三", '北京"东城"'])


def test_a_cell_longer_than_a_book():
    content = f"姓名,备注\n张三,{'长' * 200_000}\n李四,短\n".encode()
    read = list(records_of(content, encoding="utf-8", delimiter=","))
    assert [len(cells[1]) for _, cells in read] == [2, 200_000, 1]


@pytest.mark.parametrize(
    ("lines", "mark"),
    [
        (["姓名,电话,流出地,外出时间"], ","),
        (["姓名\t电话\t流出地\t外出时间", "张三\t1,2\t南昌县,莲塘镇\t2014"], "\t"),
        (["登记表,,,", "姓名;电话;流出地;外出时间"], ";"),
        (["姓名"], ","),
        ([], ","),
    ],
)
def test_the_delimiter_is_that_of_the_heading(lines, mark):
    assert delimiter_of(lines) == mark


@pytest.mark.parametrize(
    "line",
    [
        "李四，进贤县，1",
        "李四\t进贤县\t1",
        "李四;进贤县;1",
        "李四  进贤县 1",
        "'李四','进贤县','1'",
        "“李四”,“进贤县”,“1”",
    ],
)
def test_a_line_parted_otherwise_than_the_others(line):
    content = f"姓名,流出地,电话\n{line}\n".encode()
    assert list(records_of(content, encoding="utf-8", delimiter=","))[1] == (2, ["李四", "进贤县", "1"])


@pytest.mark.parametrize(
    "line", ["请核实，月底前报送，谢谢", "请于11月核实，月底前报送，谢谢。", "李四，1", "“李四”是党员"]
)
def test_a_sentence_is_one_cell(line):
    content = f"姓名,流出地,电话\n{line}\n".encode()
    assert list(records_of(content, encoding="utf-8", delimiter=","))[1] == (2, [line])


def test_quotes_within_a_broken_cell_are_its_own():
    content = "姓名,备注\n张三,\"甲\n'乙','丙'\n丁\"\n".encode()
    assert list(records_of(content, encoding="utf-8", delimiter=","))[1] == (2, ["张三", "甲\n'乙','丙'\n丁"])


def test_a_blank_inside_a_name_parts_nothing_where_columns_are_parted_by_more():
    content = "姓名  流出地  电话\n李 四  进贤县  1\n王五 安义县 2\n".encode()
    assert [cells for _, cells in records_of(content, encoding="utf-8", delimiter=BLANKS)] == [
        ["姓名", "流出地", "电话"],
        ["李 四", "进贤县", "1"],
        ["王五", "安义县", "2"],
    ]


def test_a_list_continued_in_a_chat_has_a_title_and_numbers_that_are_no_cells():
    content = "#接龙\n姓名 流出地 电话\n1. 张三 进贤县 1\n2、 李四 进贤县\n".encode()
    assert [cells for _, cells in records_of(content, encoding="utf-8", delimiter=BLANKS)] == [
        ["#接龙"],
        ["姓名", "流出地", "电话"],
        ["张三", "进贤县", "1"],
        ["2、", "李四", "进贤县"],
    ]
