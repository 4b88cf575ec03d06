"""Spellings, short forms, and where a short form ends."""

import pytest

from branches.divisions.spelling import (
    differ_by_one,
    folded,
    is_part_of_a_word,
    seen,
    short_form,
    skip_separators,
    township_short_form,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("江 西　省\t南昌市\n", "江西省南昌市"),
        ("ＡＢ１２（乙）", "AB12(乙)"),
        ("南\u200b昌\ufeff市\x00", "南昌市"),
        ("南昌市\ufe0f", "南昌市"),
        ("中国江西省", "江西省"),
        ("中华人民共和国江西省", "江西省"),
        ("中国", "中国"),
        ("江西中国城", "江西中国城"),
        ("\uf9f7", "立"),  # a compatibility ideograph
    ],
)
def test_a_text_as_a_reader_sees_it(written, read):
    assert seen(written) == read


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("贛縣", "赣县"),
        ("餘干縣", "余干县"),
        ("於都縣", "于都县"),
        ("浮樑縣", "浮梁县"),
        ("豐臺區", "丰台区"),
        ("廬山", "庐山"),
    ],
)
def test_traditional_characters_are_folded_one_by_one(traditional, simplified):
    assert folded(traditional) == simplified


def test_names_spelt_with_either_dry_or_heaven_meet():
    """新干县 comes as 新幹縣, 新乾縣 and 新干縣; whole-word conversion would keep 乾."""
    assert {folded(name) for name in ("新干县", "新干縣", "新幹縣", "新乾縣")} == {"新干县"}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("安义县", "安义"),
        ("共青城市", "共青城"),
        ("浦东新区", "浦东"),
        ("上饶地区", "上饶"),
        ("赣县", None),
        ("城区", None),
        ("芒市", None),
        ("延边朝鲜族自治州", "延边"),
        ("昌江黎族自治县", "昌江"),
        ("东乡族自治县", "东乡"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("隆林各族自治县", "隆林"),
    ],
)
def test_a_suffix_is_left_out_where_two_characters_remain(name, short):
    assert short_form(name) == short


def test_short_forms_of_townships():
    names = ["望京街道", "龙津镇", "金桥乡", "来广营地区", "镇", "东镇"]
    assert [township_short_form(name) for name in names] == ["望京", "龙津", "金桥", "来广营", None, None]


@pytest.mark.parametrize(
    ("following", "part"),
    [
        ("路12号", True),
        ("北路", True),
        ("大厦3层", True),
        ("新村", True),
        ("区", True),
        ("线", True),
        ("石鼻村", False),
        ("科技园", False),
        ("", False),
    ],
)
def test_what_makes_a_short_form_the_beginning_of_another_word(following, part):
    assert is_part_of_a_word(following) is part


def test_separators_and_words_only_the_code_has_are_skipped_between_names():
    text = "北京市-市辖区/丰台区"
    assert text[skip_separators(text, 3) :] == "丰台区"
    assert skip_separators("市中区", 0) == 0
    assert skip_separators("市辖区", 0) == 0


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        ("余千县", "余干县", True),
        ("余干", "余干县", True),
        ("余余干县", "余干县", True),
        ("干县", "余干县", True),
        ("余干县", "余干县", False),
        ("余干县", "干余县", False),
        ("余干", "余江县", False),
        ("", "县", True),
    ],
)
def test_one_edit_apart(one, other, close):
    assert differ_by_one(one, other) is close
    assert differ_by_one(other, one) is close
