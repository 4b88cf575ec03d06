"""Encodings are told apart by what they say; what cannot be a text is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.surveys.reading.decoding import encoding_of
from members.surveys.reading.unusable import UnusableFile

SIMPLIFIED = "姓名,流出地,外出时间,联系电话\n"
TRADITIONAL = "姓名,流出地,外出時間,聯絡電話\n"
ROWS = st.lists(
    st.text("张王李陈南昌县上饶市北京丰台区务工建筑公司已缴", min_size=2, max_size=8), min_size=1, max_size=20
)
TRADITIONAL_ROWS = st.lists(
    st.text("張王李陳南昌縣上饒市北京豐台區務工建築公司已繳", min_size=2, max_size=8), min_size=1, max_size=20
)


@given(ROWS)
def test_simplified(rows):
    text = SIMPLIFIED + "\n".join(rows)
    assert encoding_of(text.encode("gb18030")) == "gb18030"
    assert encoding_of(text.encode("utf-8")) == "utf-8"
    assert encoding_of(text.encode("utf-8-sig")) == "utf-8-sig"
    assert encoding_of(text.encode("utf-16")) == "utf-16"
    assert encoding_of(text.encode("utf-16-le")) == "utf-16"


@given(TRADITIONAL_ROWS)
def test_traditional(rows):
    text = TRADITIONAL + "\n".join(rows)
    assert encoding_of(text.encode("cp950")) == "cp950"
    assert encoding_of(text.encode("gb18030")) == "gb18030"
    assert encoding_of(text.encode("utf-8")) == "utf-8"


@pytest.mark.parametrize("name", ["张伟", "王芳", "李娜", "欧阳修", "单小红"])
def test_even_a_single_name_is_no_korean(name):
    assert encoding_of(f"姓名\n{name}\n".encode("gb18030")) == "gb18030"


@pytest.mark.parametrize(
    ("given_name", "codec"),
    [("GBK", "gb18030"), ("gb2312", "gb18030"), ("Big5", "cp950"), ("UTF8", "utf-8"), ("utf_16", "utf-16")],
)
def test_the_users_word_counts(given_name, codec):
    assert (
        encoding_of(SIMPLIFIED.encode("utf-16" if codec == "utf-16" else "ascii", "replace"), forced=given_name)
        == codec
    )


@pytest.mark.parametrize(
    ("content", "forced", "code"),
    [
        (b"", None, "empty"),
        (b"\xff\xfe", "klingon", "unknown_encoding"),
        (bytes(range(256)) * 4, None, "not_a_table"),
        (bytes(range(256)) * 4, "gb18030", "wrong_encoding"),
        ("姓名,流出地,外出时间,联系电话\n".encode("gb18030"), "utf-16", "wrong_encoding"),
        ("姓名流出地外出时间联系电话\n".encode("gb18030"), "utf-8", "wrong_encoding"),
    ],
)
def test_what_is_no_text_is_refused(content, forced, code):
    with pytest.raises(UnusableFile) as refusal:
        encoding_of(content, forced=forced)
    assert refusal.value.code == code
