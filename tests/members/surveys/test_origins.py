"""Which county a text of origin names, beyond the names themselves (those: ``tests.branches.divisions``)."""

import datetime

import pytest

from branches.divisions.names import place_index
from members.surveys.lines import Terms
from members.surveys.origins import Origin, Origins
from registry.accounts.places import scope_of_place

pytestmark = pytest.mark.django_db

JIANGXI, NANCHANG, NANCHANG_COUNTY, XIHU = 360000, 360100, 360121, 360103
TODAY = datetime.date(2026, 11, 24)


def origin(text: str, *, place: int = JIANGXI) -> Origin:
    terms = Terms(place=place, scope=scope_of_place(place), channel="office", collected_on=TODAY, today=TODAY)
    return Origins(terms, place_index(), header="流出地").of(text)


def refusal(text: str, *, place: int = JIANGXI) -> tuple[str, list[str] | None]:
    fault = origin(text, place=place).fault
    assert fault is not None
    assert (fault.field, fault.header, dict(fault.params)) == ("origin", "流出地", {"text": text})
    return fault.code, fault.proposal


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("360121", 360121),
        ("３６０１２１", 360121),
        ("360121000000", 360121),
        ("360121100", 360121),
        ("360121.0", 360121),
        ("360122", 360112),  # 新建县, 新建区 since 2015
        ("360121 南昌县", 360121),
        ("360121南昌县莲塘镇", 360121),
    ],
)
def test_the_code_of_a_county_is_its_name(text, code):
    assert origin(text).county["code"] == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("360000", "not_a_county"), ("360100", "not_a_county"), ("369999", "unknown_place"), ("110106", "outside_scope")],
)
def test_other_codes_name_no_county_of_the_place(text, code):
    assert refusal(text) == (code, None)


@pytest.mark.parametrize(
    "text", ["南昌县/进贤县", "南昌县、进贤县", "南昌县或进贤县", "南昌县→江西省进贤县", "南昌县、进贤", "南昌县和进贤"]
)
def test_of_two_counties_none_is_chosen(text):
    assert refusal(text) == ("ambiguous_place", ["江西省南昌市南昌县", "江西省南昌市进贤县"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("上饶县（现广信区）", 361104),
        ("九江县(柴桑区)", 360404),
        ("南昌市西湖区江西省南昌市西湖区", XIHU),
        ("西湖区（南昌市）", XIHU),
        ("南昌县莲塘镇", NANCHANG_COUNTY),
    ],
)
def test_what_follows_a_county_need_not_be_another_one(text, code):
    assert origin(text).county["code"] == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("户籍：江西南昌县", NANCHANG_COUNTY),
        ("籍贯江西省南昌市南昌县莲塘镇", NANCHANG_COUNTY),
        ("老家南昌县", NANCHANG_COUNTY),
        ("“南昌县”", NANCHANG_COUNTY),
        ("《南昌县》", NANCHANG_COUNTY),
        ("原上饶县", 361104),
        ("原新建县", 360112),
    ],
)
def test_what_the_place_is_called_by_stands_before_it(text, code):
    assert origin(text).county["code"] == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("户籍：江西", "not_a_county"),
        ("籍贯：北京市", "outside_scope"),
        ("原平市", "outside_scope"),
        ("老家", "unknown_place"),
    ],
)
def test_such_a_word_names_no_place_by_itself(text, code):
    assert refusal(text)[0] == code


@pytest.mark.parametrize("text", ["吉安", "东乡", "昌江", "湖南长沙", "朝阳区"])
def test_a_place_elsewhere_is_no_unknown_one(text):
    assert refusal(text, place=NANCHANG) == ("outside_scope", None)


@pytest.mark.parametrize("text", ["莲塘镇", "桃源街道", "甲村", "某某社区"])
def test_a_small_place_alone_says_no_county(text):
    assert refusal(text, place=NANCHANG) == ("not_a_county", None)


@pytest.mark.parametrize("text", ["甲村", "甲村委会", "李家村3组"])
def test_a_village_in_the_file_of_a_county_is_one_of_it(text):
    assert origin(text, place=NANCHANG_COUNTY) == Origin({"code": NANCHANG_COUNTY, "name": "南昌市南昌县"})


@pytest.mark.parametrize(
    ("text", "code"), [("无此镇", "not_a_county"), ("无此镇甲村", "not_a_county"), ("西湖区甲村", "outside_scope")]
)
def test_a_township_that_is_not_of_the_county_is_not_taken_for_one(text, code):
    assert refusal(text, place=NANCHANG_COUNTY)[0] == code


@pytest.mark.parametrize("text", ["崇仁、乐安", "崇仁/乐安", "崇仁和乐安", "崇仁县；乐安"])
def test_of_two_counties_listed_in_short_none_is_chosen(text):
    assert refusal(text)[0] == "ambiguous_place"


@pytest.mark.parametrize("text", ["南昌县、莲塘镇", "南昌县和平村", "进贤县、李渡"])
def test_what_is_listed_behind_a_county_may_be_a_part_of_it(text):
    assert origin(text).county
