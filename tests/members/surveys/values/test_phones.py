"""Phones as clerks, phones and spreadsheet programs leave them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.surveys.values.faults import ERROR, UNKNOWN
from members.surveys.values.phones import parse_contact, parse_other_way

MOBILES = st.integers(13_000_000_000, 19_999_999_999).map(str).filter(lambda number: not number.endswith("0000000"))
WRITTEN = st.sampled_from(
    [
        "{0}",
        "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}{0[6]} {0[7]}{0[8]}{0[9]}{0[10]}",
        "{0[0]}{0[1]}{0[2]}-{0[3]}{0[4]}{0[5]}{0[6]}-{0[7]}{0[8]}{0[9]}{0[10]}",
        "+86{0}",
        "+86-{0}",
        "86 {0}",
        "0086{0}",
        "{0}.0",
        "\u202d{0}\u202c",
        "手机：{0}",
        " {0} ",
        "({0})",
    ]
)
BETWEEN = st.sampled_from(["、", "/", "；", ",", "，", "\n", " ", "  ", "或", "、 "])


@given(MOBILES, WRITTEN)
def test_a_mobile_number_however_it_is_written(number, form):
    assert parse_contact(form.format(number)) == ({"phones": [number], "other": ""}, ())


@given(MOBILES)
def test_a_number_stored_as_a_number(number):
    assert parse_contact(("number", number)).value == {"phones": [number], "other": ""}


@given(st.lists(MOBILES, min_size=1, max_size=4), BETWEEN)
def test_several_numbers_in_a_cell(numbers, mark):
    assert parse_contact(mark.join(numbers)).value == {"phones": list(dict.fromkeys(numbers)), "other": ""}


@given(st.text() | st.text("0123456789 -/、()（）+.微信QQ:转EeX*"))
def test_any_text_gives_sound_numbers_or_says_what_is_wrong(text):
    parsed = parse_contact(text)
    if isinstance(parsed.value, dict):
        for phone in parsed.value["phones"]:
            assert 10 <= len(phone) <= 19
            assert phone.strip("+").replace("-", "").isdecimal()
        assert parsed.value["phones"] or parsed.value["other"]
    elif parsed.value is UNKNOWN and text.strip() and any(character.isdecimal() for character in text):
        assert any(
            fault.level == ERROR or fault.code in ("masked_phone", "unknown_value", "only_yes_or_no", "no_number")
            for fault in parsed.faults
        )


@pytest.mark.parametrize(
    "text", ["138****8005", "１３８＊＊＊＊８００５", "138xxxx8005", "138-****-8005", "手机：139********"]
)
def test_a_masked_number_is_nobodys_fault_and_nobodys_number(text):
    parsed = parse_contact(text)
    assert parsed.value is UNKNOWN
    assert [(fault.code, fault.level) for fault in parsed.faults] == [("masked_phone", "warning")]


@pytest.mark.parametrize(("text", "code"), [("1*5", "too_few_digits"), ("138001*3800523", "unreadable_phone")])
def test_a_number_with_a_stray_star_is_not_a_masked_one(text, code):
    parsed = parse_contact(text)
    assert [(fault.code, fault.level) for fault in parsed.faults] == [(code, "error")]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "空号",
            "停机",
            "已停机",
            "号码已停机",
            "手机号错误",
            "关机",
            "打不通",
            "无法接通",
            "联系不上",
            "电话：空号",
            "无人接",
            "号码不对",
            "号码有误",
        ),
        *("保密", "拒绝提供", "不愿提供", "拒绝提供号码", "不便透露", "未提供电话", "13800138005（空号）"),
    ],
)
def test_words_that_no_number_reaches_him_are_no_contact(text):
    parsed = parse_contact(text)
    assert parsed.value is UNKNOWN
    assert [(fault.code, fault.level) for fault in parsed.faults] == [("no_number", "warning")]


def test_a_dead_number_beside_a_good_one():
    parsed = parse_contact("13800138001空号、13800138005")
    assert parsed.value == {"phones": ["13800138005"], "other": ""}
    assert [fault.code for fault in parsed.faults] == ["no_number"]


@pytest.mark.parametrize(
    "text", ["王空号", "微信 abc", "微信名:小李123", "微信昵称 平安是福88", "v:abc123", "找老李", "停机坪旁小卖部"]
)
def test_other_words_stay(text):
    assert parse_contact(text).value == {"phones": [], "other": text}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0791-86812345-801", "079186812345-801"),
        ("(0791)86812345-801", "079186812345-801"),
        ("0791 86812345-801", "079186812345-801"),
        ("010-68123456-1", "01068123456-1"),
        ("0791-86812345转801", "079186812345-801"),
        ("13,800,138,005", "13800138005"),
        ("１３，８００，１３８，００５", "13800138005"),
        ("0791-8681-2345", "079186812345"),
    ],
)
def test_extensions_and_marks_between_thousands(text, number):
    assert parse_contact(text) == ({"phones": [number], "other": ""}, ())


def test_a_rounded_number_stays_rounded_between_its_marks():
    assert [fault.code for fault in parse_contact("13,800,000,000").faults] == ["digits_lost"]


def test_a_bad_number_beside_a_good_one_is_only_a_warning():
    parsed = parse_contact("13800138005、12345")
    assert parsed.value == {"phones": ["13800138005"], "other": ""}
    assert [(fault.code, fault.level) for fault in parsed.faults] == [("too_few_digits", "warning")]


@pytest.mark.parametrize(
    "text",
    [
        *("13800138001(空号) 13800138005", "13800138001已停机13800138005", "13800138005 13800138001(空号)"),
        *("13800138005（原13800138001停用）", "13800138005(原号13800138001)", "13800138005（旧号：13800138001）"),
        "13800138005、原号13800138001已停用",
    ],
)
def test_what_is_said_of_a_number_is_said_of_that_one(text):
    parsed = parse_contact(text)
    assert parsed.value == {"phones": ["13800138005"], "other": ""}
    assert [fault.code for fault in parsed.faults] == ["no_number"]


@pytest.mark.parametrize("text", ["手机/微信：13800138005", "微信、手机:13800138005", "手机号即微信号：13800138005"])
def test_a_number_that_is_the_phone_and_the_wechat_name_is_a_phone(text):
    assert parse_contact(text).value["phones"] == ["13800138005"]


def test_a_number_abroad_in_groups():
    assert parse_contact("+44 20 7946 0958").value == {"phones": ["+442079460958"], "other": ""}


def test_numbers_abroad():
    assert parse_contact("+852 2123 4567").value == {"phones": ["+85221234567"], "other": ""}


def test_a_column_of_qq_numbers_holds_no_phones():
    assert parse_other_way(("number", "12345678"), label="QQ").value == {"phones": [], "other": "QQ 12345678"}


def test_more_than_the_registry_keeps_of_one_person_is_refused():
    nine, ten = ("、".join(f"1380013801{digit}" for digit in range(count)) for count in (9, 10))

    assert len(parse_contact(nine).value["phones"]) == 9
    assert [fault.code for fault in parse_contact(ten).faults] == ["too_long"]
    assert [fault.code for fault in parse_other_way("甲" * 120, label="QQ").faults] == ["too_long"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("010-67891234 ext 801", "01067891234-801"),
        ("010-67891234ext.801", "01067891234-801"),
        ("+86-10-67891234", "01067891234"),
        ("013800138005", "13800138005"),
        ("0 13800138005", "13800138005"),
        ("008613800138005", "13800138005"),
        ("086-13800138005", "13800138005"),
        ("0791—86812345", "079186812345"),
        ("0791_86812345", "079186812345"),
        ("0791/86812345", "079186812345"),
        ("138—0013—8005", "13800138005"),
        ("1 3 8 0 0 1 3 8 0 0 5", "13800138005"),
        ('"13800138005"', "13800138005"),
        ("=13800138005", "13800138005"),
        ("13800138005(本人)", "13800138005"),
        ("☎13800138005", "13800138005"),
        ("13800138005号", "13800138005"),
        ("0791-86812345—801", "079186812345-801"),
        ("1.3800138005E10", "13800138005"),
        ("1.3800138005E+10", "13800138005"),
        ("1.13800138005", "13800138005"),
    ],
)
def test_numbers_as_offices_write_them(text, number):
    assert parse_contact(text) == ({"phones": [number], "other": ""}, ())


@pytest.mark.parametrize(
    "text",
    [
        "13800138005+13900139005",
        "①13800138005②13900139005",
        "1.13800138005 2.13900139005",
        "13800138005(移动)13900139005(联通)",
        "13800138005~13900139005",
        "移动13800138005 联通13900139005",
    ],
)
def test_whose_network_it_is_says_nothing(text):
    assert parse_contact(text).value == {"phones": ["13800138005", "13900139005"], "other": ""}


@pytest.mark.parametrize(
    "text",
    [
        "无手机",
        "不使用手机",
        "手机：无",
        "电话无",
        "无固定电话",
        "无通讯工具",
        "没有电话",
        "暂无联系方式",
        "无联系电话",
    ],
)
def test_words_that_there_is_no_phone_say_that_there_is_none(text):
    assert parse_contact(text) == (None, ())


def test_a_letter_for_a_digit_is_no_lost_zero():
    assert [(fault.code, fault.proposal) for fault in parse_contact("l3800138005").faults] == [("too_few_digits", None)]


def test_a_fixed_line_with_an_extension_and_without_its_area():
    parsed = parse_contact("67891234转801")
    assert parsed.value == {"phones": [], "other": "67891234转801"}
    assert [fault.code for fault in parsed.faults] == ["no_area_code"]


def test_an_identity_number_in_place_of_a_phone_refuses_nobody():
    parsed = parse_contact("110105194912310021")
    assert parsed.value is UNKNOWN
    assert [(fault.code, fault.level) for fault in parsed.faults] == [("unknown_value", "warning")]


def test_brackets_of_a_dead_number_stay_whole():
    assert dict(parse_contact("13800138005（停机）").faults[0].params) == {"text": "13800138005(停机)"}


@pytest.mark.parametrize("text", ["微信同号 13800138005", "13800138005，微信同号", "微信同号：13800138005"])
def test_a_number_beside_the_words_that_it_is_the_wechat_name_too_is_a_phone(text):
    assert parse_contact(text).value == {"phones": ["13800138005"], "other": "微信同号"}


@pytest.mark.parametrize("text", ["同手机", "同手机号", "同左", "手机同号", "与手机号相同"])
def test_a_wechat_name_that_is_the_phone_is_said_in_one_way(text):
    assert parse_other_way(text, label="微信").value == {"phones": [], "other": "微信同号"}


@pytest.mark.parametrize("text", ["138001\n38005", "1380013\r\n8005", " 13800138\n 005"])
def test_a_number_that_a_narrow_column_broke_over_two_lines(text):
    assert parse_contact(text) == ({"phones": ["13800138005"], "other": ""}, ())


@pytest.mark.parametrize(
    ("text", "phones", "other"),
    [
        ("妻子13800138006", [], "妻子13800138006"),
        ("13800138006（妻）", [], "13800138006(妻)"),
        ("无，联系儿子13800138006", [], "联系儿子13800138006"),
        ("13800138006老板的", [], "13800138006老板的"),
        ("村书记13800138006", [], "村书记13800138006"),
        ("13800138005 妻子：13800138006", ["13800138005"], "妻子:13800138006"),
        ("13800138006（家属）13800138005（本人）", ["13800138005"], "13800138006(家属)"),
    ],
)
def test_the_number_of_somebody_else_is_kept_beside_and_is_not_his_own(text, phones, other):
    parsed = parse_contact(text)
    assert parsed.value == {"phones": phones, "other": other}
    assert [(fault.code, fault.level) for fault in parsed.faults] == [("phone_of_another", "warning")]


@pytest.mark.parametrize("text", ["李四13800138005", "兄弟公司13800138005", "13800138005转告"])
def test_a_number_with_other_words_is_his_own(text):
    assert parse_contact(text).value["phones"] == ["13800138005"]
    assert not parse_contact(text).faults
