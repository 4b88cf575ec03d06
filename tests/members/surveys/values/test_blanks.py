"""Cells that look empty: nobody knows, there is none, as above, or text like any other."""

import pytest

from members.surveys.values.blanks import parse_blank
from members.surveys.values.faults import NONE, NOTHING


@pytest.mark.parametrize(
    "text",
    ["不详", "不 详", "(不详)", "【待补充】", "时间不详", "具体时间不详", "待确认", "尚未掌握", "无法核实", "(空)", "N/A", "不詳", "*"],
)  # fmt: skip
def test_nobody_knows(text):
    assert parse_blank(text) == NOTHING


@pytest.mark.parametrize("text", ["(无)", "【无】", "- -", "/", "没有", "無", "暫無"])
def test_there_is_none(text):
    assert parse_blank(text) == NONE


@pytest.mark.parametrize("text", ["不", "时间", "单位", "无业", "无名氏", "待业", "(", "不详细说明", "空调安装"])
def test_other_words_have_content(text):
    assert parse_blank(text) is None


@pytest.mark.parametrize("text", ["(同上)", "〃", "↓", "Ditto"])
def test_as_above_is_refused(text):
    assert [fault.code for fault in parse_blank(text).faults] == ["ditto"]
