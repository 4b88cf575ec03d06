"""What is a person's name and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.roll.names import match_name
from members.surveys.values.faults import UNKNOWN
from members.surveys.values.names import parse_name

GIVEN = st.text("伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂㛃䶮𬀩", min_size=1, max_size=2)
NAMES = st.builds(str.__add__, st.sampled_from("王李张刘陈单曾仇"), GIVEN)
UNSEEN = st.sampled_from(["", "\u200b", "\ufe0f", "\ufeff", "\u202d", "\u00a0", "\u3000", " "])


@given(NAMES, UNSEEN, UNSEEN, UNSEEN)
def test_marks_nobody_sees_and_spaces_change_no_name(name, before, within, after):
    written = before + name[0] + within + name[1:] + after
    assert parse_name(written) == (name, ())


@given(
    st.text(
        "空白祥待确认第组合计小总共其他它群众党员测试示例样子匿名某待补空缺同上前不详无没有知人张王伟芳龥",
        min_size=2,
        max_size=3,
    )
)
def test_an_ordinary_name_is_told_at_once_as_it_is_told_after_a_long_look(text):
    assert parse_name(text) == parse_name(f" {text}")


@given(st.text())
def test_any_text_is_a_name_or_says_why_not(text):
    parsed = parse_name(text)
    if parsed.value is UNKNOWN:
        assert len(parsed.faults) == 1
    else:
        assert 2 <= len(parsed.value) <= 60
        assert not any(character.isdecimal() for character in parsed.value)
        assert parse_name(parsed.value).value == parsed.value
        assert match_name(parsed.value)


@pytest.mark.parametrize("written", ['"张三"', "“张三”", "'张三'", '张三"', "☑张三"])
def test_quotation_marks_around_a_name_are_none_of_it(written):
    assert parse_name(written) == ("张三", ())


@pytest.mark.parametrize("name", ["李和平", "张与之", "孔令村", "欧阳中镇", "王同志", "计小明", "总和"])
def test_names_that_only_look_like_a_form(name):
    assert parse_name(name).value in (name, name.removesuffix("同志"))


@pytest.mark.parametrize(
    "text",
    [
        "合计",
        "总支部",
        "南昌县莲塘镇",
        "填表人：李四",
        "李四/王五",
        "共25人",
        "张某某",
        "刘〇〇",
        "王X",
        "无名氏",
        "联系人李四",
    ],
)
def test_words_of_a_form_are_no_names(text):
    assert [fault.code for fault in parse_name(text).faults] == ["not_a_name"]


@pytest.mark.parametrize(
    "text",
    [
        "张三 李四",
        "涂建平 熊春兰",
        "张三\n李四光",
        "张三 李四 王五",
        "联络人",
        "张三丰和李四光",
        "张三夫妇",
        "张三妻子",
        "张三之子",
        "李女士",
        "张书记",
        "王师傅",
        "南昌县",
        "高安市",
        "书记",
        "人名",
    ],
)
def test_two_people_relatives_titles_and_places_are_nobody(text):
    assert [fault.code for fault in parse_name(text).faults] == ["not_a_name"]


@pytest.mark.parametrize(
    "text",
    ["买买提 吐尔逊", "欧阳 修", "欧阳 严冬", "张 三", "李　强", "王之女士", "金 正恩", "欧阳\n修明", "涂建\n平"],
)
def test_a_space_inside_a_name_stays_a_space_inside_a_name(text):
    assert parse_name(text).value is not UNKNOWN


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("已故", "perhaps_gone"),
        ("转出", "perhaps_gone"),
        ("调离", "perhaps_gone"),
        ("查无此人", "perhaps_gone"),
        ("群众", "not_a_member"),
    ],
)
def test_who_is_gone_or_no_member_waits_for_a_person(note, code):
    assert [(fault.code, fault.level) for fault in parse_name(f"张三（{note}）").faults] == [(code, "error")]
    assert [fault.level for fault in parse_name("张三（女）").faults] == ["warning"]


@pytest.mark.parametrize(
    "text",
    [
        "张三(夫)李四(妻)",
        "王小明李小红",
        "张三等人",
        "老王",
        "小李",
        "李总",
        "王支书",
        "党员张三",
        "丰台区",
        "流入党员名单",
    ],
)
def test_couples_nicknames_and_titles_of_lists_are_nobody(text):
    assert [fault.code for fault in parse_name(text).faults] == ["not_a_name"]


@pytest.mark.parametrize("text", ["汉族", "正式", "预备党员", "务工", "江西", "北京市", "序号", "已交", "大专"])
def test_what_stands_in_the_column_beside_is_nobody(text):
    assert [fault.code for fault in parse_name(text).faults] == ["not_a_name"]


@pytest.mark.parametrize(
    "name", ["党红", "王老五", "安义", "高安", "吉水", "夏侯金龙", "尼玛次仁", "阿不都热合曼", "张〇"]
)
def test_rare_names_are_names(name):
    assert parse_name(name) == (name, ())


@pytest.mark.parametrize(
    ("text", "note"),
    [("张三 女", "女"), ("张三书记", "书记"), ("张三支部书记", "支部书记"), ("张三（原名李四）", "原名李四")],
)
def test_what_stands_behind_a_name_is_left_out_and_said(text, note):
    parsed = parse_name(text)
    assert parsed.value == "张三"
    assert [(fault.code, dict(fault.params)) for fault in parsed.faults] == [("name_with_note", {"text": note})]


@pytest.mark.parametrize(
    "text",
    [
        "△张三",
        "张三✓",
        "张三;",
        "张三（",
        "（张三",
        "“张三”",
        "1 张三",
        "一、张三",
        "●张三",
        "√张三",
        "1、张三",
        "1.张三",
        "（1）张三",
        "张三-",
        "张三！",
    ],
)
def test_marks_and_numbers_around_a_name_say_nothing(text):
    assert parse_name(text).value == "张三"


@pytest.mark.parametrize("text", ["书记李四", "组长：李四", "党支部书记 李四", "副书记李四"])
def test_an_office_before_the_name_is_left_out(text):
    parsed = parse_name(text)
    assert parsed.value == "李四"
    assert [(fault.code, fault.level) for fault in parsed.faults] == [("name_with_note", "warning")]


@pytest.mark.parametrize("text", ["③李四", "⑿李四", "㈣李四", "（4）李四", "4、李四"])
def test_the_number_before_a_name_is_left_out(text):
    assert parse_name(text) == ("李四", ())


@pytest.mark.parametrize(
    "text",
    ["张三老婆", "张三弟弟", "张三一家", "第一组", "二组", "第一党小组", "党小组", "失联党员李明", "流动党员张三", "王小姐", "张大夫"],
)  # fmt: skip
def test_relatives_groups_and_lists_have_no_name(text):
    assert [fault.code for fault in parse_name(text).faults] == ["not_a_name"]


@pytest.mark.parametrize("text", ["已故", "转出", "已去世", "作废", "农民", "司机", "男性"])
def test_what_is_said_of_somebody_is_not_his_name(text):
    assert [fault.code for fault in parse_name(text).faults] == ["not_a_name"]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("张三 曾用名张四", "曾用名张四"),
        ("张三，又名：张大三", "又名：张大三"),
        ("张三原名李四", "原名李四"),
        ("张三 汉族", "汉族"),
        ("张三 退休", "退休"),
        ("张三 支部书记", "支部书记"),
        ("张三董事长", "董事长"),
        ("张三医生", "医生"),
    ],
)
def test_another_name_behind_a_name_is_left_out_and_said(text, note):
    parsed = parse_name(text)
    assert parsed.value == "张三"
    assert [(fault.code, dict(fault.params)) for fault in parsed.faults] == [("name_with_note", {"text": note})]


@pytest.mark.parametrize("text", ["王大爷", "李校长", "联系人", "张律师", "零报告", "此页无内容"])
def test_who_is_only_called_by_a_title_has_no_name(text):
    assert [fault.code for fault in parse_name(text).faults] == ["not_a_name"]
