"""Identity numbers recognise a person and leave no trace."""

import datetime

import pytest
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from members.roll.identity import check_digit, identity_digest
from members.surveys.values.faults import UNKNOWN
from members.surveys.values.identity import parse_identity
from members.surveys.values.redaction import MASK, redact
from tests.members.surveys.corpus.cases import identity

TODAY = datetime.date(2026, 11, 24)
NUMBERS = st.builds(
    lambda born, serial: identity(f"{born:%Y%m%d}", f"{serial:03}"),
    st.dates(datetime.date(1921, 1, 1), datetime.date(2008, 1, 1)),
    st.integers(0, 999),
)


def parsed(cell):
    return parse_identity(cell, key=settings.DIGEST_KEY.encode(), today=TODAY)


def test_the_standards_own_example():
    assert check_digit("11010519491231002") == "X"


@given(NUMBERS)
def test_the_digest_is_that_of_the_roll(number):
    assert parsed(number) == (identity_digest(number), ())
    assert parsed(f" {number.lower()} ").value == identity_digest(number)


@given(NUMBERS, st.integers(0, 16), st.integers(1, 9))
def test_a_mistyped_digit_is_noticed(number, at, by):
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    assert parsed(wrong).value is UNKNOWN


@given(NUMBERS)
def test_a_number_kept_as_a_number_has_lost_its_end(number):
    assert [fault.code for fault in parsed(("number", f"{float(number[:17] + '0'):.0f}")).faults] == ["digits_lost"]


@given(NUMBERS, st.text("号码ABC：， ", max_size=5), st.text("。）甲乙 ", max_size=5))
def test_none_stays_in_a_text(number, before, after):
    for written in (
        number,
        f"{number[:6]} {number[6:14]} {number[14:]}",
        number.translate({48 + n: 0xFF10 + n for n in range(10)}),
    ):
        assert redact(before + written + after) == before + MASK + after


@given(
    st.lists(st.integers(13_000_000_000, 19_999_999_999).map(str), min_size=1, max_size=3),
    st.sampled_from(["、", "/", "", " ", "\n"]),
)
@example(["13800119120", "13012345678"], "/")  # begins like a number of 31 January 1912
def test_phones_stay(numbers, mark):
    text = mark.join(numbers)
    assert redact(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "010-68120190/13012345678",
        "0791-86812345-801 13800138005",
        "0791-86810130-123",
        "2014.03.15-2016.05.20",
        "赣流2016-000123-0012",
    ],
)
def test_other_numbers_stay(text):
    assert redact(text) == text


@pytest.mark.parametrize(
    "written",
    [
        "999999.19900101.0015",
        "999999_19900101_0015",
        "999999/19900101/0015",
        "999999,19900101,001X",
        "999999  19900101  0015",
        "9999991990\n01010015",
        "999999**199001010015",
        "999999 19900101 00155",
        "999999 900101 001",
        "999999-900101-001",
        "999999199OO1O1OO15",
    ],
)
def test_a_number_in_pieces_is_masked_whole(written):
    assert redact(f"身份证{written}，13800138005") == f"身份证{MASK}，13800138005"


@pytest.mark.parametrize("number", ["9" * 18, identity()[:-1], "3.62E+17"])
def test_no_fault_repeats_the_number(number):
    for fault in parsed(number).faults:
        assert number not in str(fault) + fault.message


X = next(number for serial in range(999) if (number := identity(serial=f"{serial:03}")).endswith("X"))


@pytest.mark.parametrize("last", ["x", "Ｘ", "×", "Х", "Χ"])
def test_letters_that_look_like_an_x(last):
    assert parsed(X[:-1] + last).value == identity_digest(X)


@pytest.mark.parametrize("text", [f"身份证：{X}", f"身份证号码{X}", f"{X[:6]}—{X[6:14]}—{X[14:]}", f"’{X}", f"{X}。"])
def test_words_and_marks_around_a_number(text):
    assert parsed(text).value == identity_digest(X)


@pytest.mark.parametrize(
    "text", [f"{X[:4]}**********1234", f"{X[:6]}********{X[14:]}", f"{X[:14]}****", f"{X[:10]}xxxx1234"]
)
def test_a_masked_number_recognises_nobody_and_refuses_nobody(text):
    assert parsed(text).value is UNKNOWN
    assert [(fault.code, fault.level) for fault in parsed(text).faults] == [("masked_identity", "warning")]


@pytest.mark.parametrize("born", ["19901301", "19900230", "20270101"])
def test_a_day_of_birth_that_is_none_is_named(born):
    assert [fault.code for fault in parsed(identity(born)).faults] == ["no_such_birthday"]
    old = identity(born)[:6] + born[2:] + "001"
    assert [fault.code for fault in parsed(old).faults] == ([] if born[:2] == "20" else ["no_such_birthday"])
