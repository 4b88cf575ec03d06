"""Formal, probationary, a member of a kind not said, or no member at all: spellings beyond those of the corpus."""

import pytest

from members.surveys.values.faults import UNKNOWN
from members.surveys.values.kinds import parse_kind, parse_whether_member


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("中国共产党正式党员", "formal"),
        ("正式党员。", "formal"),
        ("正式 党 员", "formal"),
        ("正式流动党员", "formal"),
        ("正式党员（农村）", "formal"),
        ("01正式党员", "formal"),
        ("1-正式党员", "formal"),
        ("中国共产党预备党员", "probationary"),
        ("预备(2016.7)", "probationary"),
        ("中共党员(预备党员)", "probationary"),
        ("流动预备党员", "probationary"),
        ("学生预备党员", "probationary"),
        ("预备流动党员", "probationary"),
        ("未转正", "probationary"),
        ("预备党员（尚未转正）", "probationary"),
        ("外出正式党员", "formal"),
        ("已转为正式党员", "formal"),
        ("按期转正", "formal"),
        ("☑正式党员 □预备党员", "formal"),
        ("正式党员/流动党员", "formal"),
        ("流动党员、正式党员", "formal"),
        ("中共党员-正式", "formal"),
        ("正式党员（2010年7月转正）", "formal"),
        ("正式党员，支部书记", "formal"),
        ("预备党员/组织委员", "probationary"),
        ("外地正式党员", "formal"),
    ],
)
def test_a_kind_in_other_words(text, kind):
    assert parse_kind(text) == (kind, ())


@pytest.mark.parametrize(
    "text",
    [
        "共产党员",
        "中共",
        "农村党员",
        "离休党员",
        "大学生党员",
        "普通党员",
        "老党员",
        "失联党员",
        "流出党员",
        "01中共党员",
        "在京流动党员",
        "生活困难的老党员",
        "退役军人党员",
        "下岗党员",
        "新发展党员",
        "少数民族党员",
        "党员同志",
        "党员干部",
        "支部书记",
    ],
)
def test_a_member_of_a_kind_not_said(text):
    assert parse_kind(text) == (UNKNOWN, ())


@pytest.mark.parametrize(
    "text",
    [
        "正式党员（停止党籍）",
        "预备党员（已转正）",
        "正式（预备）",
        "预备党员已转正",
        "延长预备期",
        "保留党籍",
        "已故",
        "正式/预备",
        "党员、转出",
        "预备党员（待批）转正",
        "学生",
        "农民工",
        "某某党员",
    ],
)
def test_what_contradicts_itself_or_is_more_than_a_kind_is_asked_about(text):
    assert [(fault.code, fault.level) for fault in parse_kind(text).faults] == [("unknown_value", "error")]


@pytest.mark.parametrize(
    "text",
    [
        "重点培养对象",
        "自行脱党",
        "取消预备党员资格",
        "党员（积极分子）",
        "民建会员",
        "民主同盟盟员",
        "非党员",
        "非中共党员",
        "递交入党申请书",
        "农工民主党党员",
        "国民党员",
        "少先队员",
    ],
)
def test_who_is_none_is_refused(text):
    assert [fault.code for fault in parse_kind(text).faults] == ["not_a_member"]


@pytest.mark.parametrize("text", ["否", "×", "0", "不是", "群众"])
def test_who_is_said_to_be_no_member_is_refused(text):
    assert [fault.code for fault in parse_whether_member(text).faults] == ["not_a_member"]


@pytest.mark.parametrize(
    ("text", "kind"), [("是", UNKNOWN), ("√", UNKNOWN), ("", UNKNOWN), ("预备党员", "probationary")]
)
def test_who_is_said_to_be_a_member_is_one_of_a_kind_not_said(text, kind):
    assert parse_whether_member(text) == (kind, ())
