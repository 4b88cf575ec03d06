"""Names as people and programs write them: one spelling for the eye, one for comparing, and a reading in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.roll.names import display_name, match_name
from members.roll.pinyin import initials_of, pinyin_of


@pytest.mark.parametrize(
    ("written", "shown", "compared"),
    [
        ("李强", "李强", "李强"),
        ("李　强", "李强", "李强"),
        (" 李 强 ", "李强", "李强"),
        ("李\u200b强\ufeff", "李强", "李强"),
        ("李强\ufe0f", "李强", "李强"),
        ("葛\U000e0100强", "葛强", "葛强"),
        ("張三豐", "張三豐", "张三丰"),
        ("阿不都•热合曼", "阿不都·热合曼", "阿不都·热合曼"),
        ("阿不都・热合曼", "阿不都·热合曼", "阿不都·热合曼"),
        ("阿不都.热合曼", "阿不都·热合曼", "阿不都·热合曼"),
        ("阿不都 · 热合曼", "阿不都·热合曼", "阿不都·热合曼"),
        ("㛃䶮𬀩", "㛃䶮𬀩", "㛃䶮𬀩"),
        ("⽅⼤⻢", "方大马", "方大马"),
        ("⻘ ⻰", "青龙", "青龙"),
        ("ＡＢＣ", "ＡＢＣ", "abc"),
        ("Anna  Li", "Anna Li", "annali"),
        ("J. Smith", "J. Smith", "j.smith"),
    ],
)
def test_spellings(written, shown, compared):
    assert (display_name(written), match_name(written)) == (shown, compared)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=4))
def test_a_name_of_ordinary_characters_is_compared_as_one_with_spaces(name):
    assert match_name(name) == match_name(" ".join(name))


@pytest.mark.parametrize(
    ("name", "reading", "initials"),
    [
        ("单小红", "shanxiaohong", "sxh"),
        ("曾国强", "zengguoqiang", "zgq"),
        ("仇英", "qiuying", "qy"),
        ("解晓东", "xiexiaodong", "xxd"),
        ("区建华", "oujianhua", "ojh"),
        ("查良", "zhaliang", "zl"),
        ("朴成", "piaocheng", "pc"),
        ("任飞", "renfei", "rf"),
        ("盖文", "gewen", "gw"),
        ("缪斌", "miaobin", "mb"),
        ("尉健", "weijian", "wj"),
        ("尉迟健", "yuchijian", "ycj"),
        ("欧阳明", "ouyangming", "oym"),
        ("吕绿", "lvlv", "ll"),
        ("张单", "zhangdan", "zd"),
        ("阿不都·热合曼", "abudoureheman", "abdrhm"),
        ("㛃䶮", "jieyan", "jy"),
        ("Anna Li", "annali", "al"),
        ("", "", ""),
    ],
)
def test_readings(name, reading, initials):
    assert (pinyin_of(name), initials_of(name)) == (reading, initials)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_every_text_has_one_spelling_that_fits_its_column(text):
    shown, compared = display_name(text), match_name(text)
    assert display_name(shown) == shown
    assert match_name(shown) == compared
    assert (len(pinyin_of(shown)) <= 200, len(initials_of(shown)) <= 30) == (True, True)
