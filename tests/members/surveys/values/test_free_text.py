"""Texts are kept as they were written, without what nobody sees and without identity numbers."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.surveys.values.faults import UNKNOWN
from members.surveys.values.free_text import parse_card_no, parse_text, parse_words
from members.surveys.values.occupations import parse_occupation
from members.surveys.values.redaction import MASK


@given(st.text("北京市丰台区无不详同上x7 ０", min_size=1, max_size=30))
def test_an_ordinary_text_is_taken_at_once_as_it_is_after_a_long_look(text):
    assert parse_text(text, limit=20) == parse_text(f" {text}\u200b", limit=20)


@pytest.mark.parametrize("text", ["东铁匠营11010519491231002X", "东铁匠营110105194912310021横一条"])
def test_no_identity_number_is_kept_however_ordinary_the_text(text):
    assert MASK in parse_text(text, limit=200).value
    assert "1949" not in parse_text(text, limit=200).value


def test_a_text_that_is_too_long_is_refused():
    parsed = parse_text("北京市丰台区东铁匠营横一条", limit=8)
    assert parsed.value is UNKNOWN
    assert [fault.code for fault in parsed.faults] == ["too_long"]


def test_an_occupation_longer_than_its_column_is_refused():
    assert parse_occupation("工" * 120).value["text"] == "工" * 120
    assert [fault.code for fault in parse_occupation("工" * 121).faults] == ["too_long"]


@pytest.mark.parametrize("text", ["有证", "已办", "办理中", "遗失"])
def test_words_are_no_number_of_a_card(text):
    parsed = parse_card_no(text)
    assert parsed.value is UNKNOWN
    assert [(fault.code, fault.level) for fault in parsed.faults] == [("unknown_value", "warning")]


@pytest.mark.parametrize(
    "text", ["无证", "未办", "没有证", "未领取", "暂未办理", "尚未办理", "无流动证", "没有流动党员活动证"]
)
def test_words_that_there_is_no_card(text):
    assert parse_card_no(text) == (None, ())


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("外出务工经商人员", "worker"),
        ("钢筋工", "worker"),
        ("泥瓦匠", "worker"),
        ("月嫂", "worker"),
        ("外卖员", "worker"),
        ("公司员工", "enterprise"),
        ("国企", "enterprise"),
        ("卖菜", "self_employed"),
        ("开小饭馆", "self_employed"),
        ("开超市", "self_employed"),
        ("上学", "student"),
        ("带孙子", "unemployed"),
        ("没有工作", "unemployed"),
        ("事业编制", "public_service"),
        ("在家务农", "farmer"),
        ("建材生意", "self_employed"),
        ("来料加工", ""),
        ("灵活就业", "freelance"),
        ("警察", "public_service"),
        ("军人", "public_service"),
        ("退伍军人", ""),
        ("跑滴滴", "freelance"),
        ("北漂", ""),
    ],
)
def test_what_somebody_does(text, category):
    assert parse_occupation(text).value == {"category": category, "text": text}


def test_a_rounded_number_of_a_card_is_refused():
    assert [fault.code for fault in parse_card_no("1.23E+11").faults] == ["digits_lost"]


@pytest.mark.parametrize("cell", ["13800138005", "0791-86812345", "2014.3", "２０１４年３月", ("date", "2014-03-05")])
@pytest.mark.parametrize("parse", [partial(parse_words, limit=200), parse_occupation])
def test_a_phone_or_a_date_is_no_address_and_no_occupation(parse, cell):
    parsed = parse(cell)
    assert parsed.value is UNKNOWN
    assert [(fault.code, fault.level) for fault in parsed.faults] == [("unknown_value", "warning")]


@pytest.mark.parametrize("parse", [partial(parse_words, limit=200), parse_occupation])
def test_a_text_that_lost_a_character_is_refused(parse):
    assert [fault.code for fault in parse("家\ufffd服务").faults] == ["damaged_text"]


@pytest.mark.parametrize("text", ["58", "1688", "360公司", "东四十条12号"])
def test_a_number_may_be_the_name_of_a_firm(text):
    assert parse_words(text, limit=200) == (text, ())
