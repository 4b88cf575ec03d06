"""What a note says of who it stands with: taken for what it says only where it says that by itself."""

import time

import pytest

from members.surveys.values.faults import NOTHING, UNKNOWN
from members.surveys.values.kinds import parse_kind
from members.surveys.values.names import parse_name
from members.surveys.values.standing import parse_home_org, parse_note, parse_remark, standing_in


@pytest.mark.parametrize(
    ("note", "word"),
    [
        ("已去世", "去世"),
        ("已故", "已故"),
        ("2015年3月去世", "去世"),
        ("20150315去世", "去世"),
        ("15年去世", "去世"),
        ("于2015年3月15日因病去世", "去世"),
        ("该同志已于2015.3病逝", "病逝"),
        ("二〇一五年三月去世", "去世"),
        ("（已去世）", "去世"),
        ("已去世，家属李四", "去世"),
        ("已去世(2015年)", "去世"),
        ("转出", "转出"),
        ("组织关系2016年3月转出", "转出"),
        ("組織關係已轉出", "转出"),
        ("已转出至丰台区", "转出"),
        ("党员组织关系已于2016年转至北京市丰台区", "转至"),
        ("关系转往上海市", "转往"),
        ("停止党籍", "停止党籍"),
        ("查无此人", "无此人"),
        ("已返乡", "返乡"),
        ("2016年已返回江西", "返回江西"),
        ("已回归", "回归"),
        ("返回", "返回"),
        ("因车祸去世", "去世"),
        ("于2016年3月因癌症去世", "去世"),
        ("因公牺牲", "牺牲"),
        ("意外身亡", "身亡"),
        ("已不在世", "不在世"),
        ("已逝", "已逝"),
        ("死亡注销", "死亡"),
        ("因病返乡", "返乡"),
        ("组织关系已转", "已转"),
        ("组织关系已转移至上海", "转移"),
        ("已回家乡", "回家乡"),
        ("已离京", "离京"),
        ("已转组织关系", "已转组织关系"),
        ("组织关系已转接", "已转接"),
        ("2016年车祸去世", "去世"),
        ("病死", "病死"),
        ("已不在北京", "不在北京"),
    ],
)
def test_who_is_gone(note, word):
    assert standing_in(note) == (word, "gone")


@pytest.mark.parametrize(
    ("note", "word"),
    [
        ("群众", "群众"),
        ("系群众", "群众"),
        ("非党员", "非党员"),
        ("入党积极分子", "积极分子"),
        ("发展对象。", "发展对象"),
        ("共青团员", "团员"),
        ("被开除党籍", "开除"),
        ("2015年自行脱党", "脱党"),
        ("取消预备党员资格", "取消预备党员资格"),
        ("家属", "家属"),
        ("已劝退", "劝退"),
        ("自愿退党", "退党"),
        ("非中共党员", "非中共党员"),
    ],
)
def test_who_is_no_member(note, word):
    assert standing_in(note) == (word, "not_a_member")


@pytest.mark.parametrize(
    "note",
    ["失联", "联系不到", "无法取得联系", "不知去向", "已失联", "长期失联", "失联党员", "2015年失去联系", "无法联系"],
)
def test_who_is_out_of_contact_is_a_member_still(note):
    assert [(fault.code, fault.level) for fault in parse_remark(note).faults] == [("out_of_contact", "warning")]


@pytest.mark.parametrize(
    "note",
    [
        "父亲已去世",
        "因父亲去世",
        "因病父亲去世",
        "因父亲已去世回家料理",
        "因工伤返乡",
        "组织关系已转入",
        "已转入组织关系",
        "暂时不在北京",
        "父亲 已去世",
        "已去世 父亲",
        "父亲李四，已去世",
        "妻子是群众",
        "配偶：群众",
        "家属随迁",
        "家属已返乡",
        "家属13900139000",
        "家属20131234567",
        "介绍人已去世",
        "群众反映良好",
        "带领群众致富",
        "发展对象李四的介绍人",
        "申请人已转正",
        "取消妻子低保资格",
        "未转出",
        "拟转出",
        "正在办理转出",
        "组织关系在原籍",
        "组织关系转回原支部",
        "已转至普通病房",
        "转出？",
        "春节返乡",
        "计划返乡",
        "返乡后又来京",
        "曾失联",
        "未失联",
        "已取得联系",
        "预备党员",
        "老党员",
        "故乡安义",
        "死去活来",
        "无",
        "——",
        "",
        "长期在外务工，家中有老人需要照顾，每年春节返乡一次，其余时间均在北京",
    ],
)
def test_prose_is_not_guessed_at(note):
    assert standing_in(note) is None


def test_what_is_kept_stays_as_written_and_what_is_not_kept_is_asked_alike():
    kept, read = parse_note("2015年去世", limit=2000), parse_remark("2015年去世")
    assert (kept.value, read.value) == ("2015年去世", UNKNOWN)
    (asked,) = kept.faults
    assert read.faults == (asked,)
    assert (asked.code, asked.level, asked.proposal, asked.params) == (
        "standing_in_note",
        "error",
        "gone",
        (("text", "去世"),),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *(
            ("已转出", "转出"),
            ("已转走", "转走"),
            ("2016年3月转出", "转出"),
            ("已迁出", "迁出"),
            ("组织关系已转", "已转"),
        ),
        *(("已转至北京", "已转至北京"), ("转到县直机关党支部", "转到县直机关党支部"), ("組織關係已轉出", "转出")),
    ],
)
def test_who_has_moved_his_relation_is_asked_about(text, said):
    parsed = parse_home_org(text, limit=120)
    assert parsed.value is UNKNOWN
    (fault,) = parsed.faults
    assert (fault.code, fault.level, fault.proposal) == ("standing_in_note", "error", "gone")
    assert fault.params == (("text", said),)


@pytest.mark.parametrize("text", ["未转出", "组织关系未转", "尚未转出", "没有转", "未办理转接", "没转"])
def test_a_relation_that_was_not_moved_is_as_it_should_be(text):
    assert parse_home_org(text, limit=120) == NOTHING


@pytest.mark.parametrize("text", ["已转入", "转回", "已转回", "组织关系已转入"])
def test_a_relation_that_came_back_names_no_organisation(text):
    parsed = parse_home_org(text, limit=120)
    assert parsed.value is UNKNOWN
    assert [(fault.code, fault.level) for fault in parsed.faults] == [("unknown_value", "warning")]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "南昌县莲塘镇党支部",
            "转塘村党支部",
            "未央区党支部",
            "在原籍",
            "返乡创业园党支部",
            "群众路社区党支部",
            "不转村支部",
        ),
        *("家属院社区党支部", "县公安局离退休党支部", "回归社区党支部"),
    ],
)
def test_an_organisation_is_kept_as_written(text):
    assert parse_home_org(text, limit=120) == (text, ())


@pytest.mark.parametrize("cell", ["2016.5", "2016年5月3日", ("date", "2016-05-03")])
def test_a_day_under_a_heading_that_says_so_is_asked(cell):
    (fault,) = parse_remark(cell, heading="回归时间").faults
    assert (fault.code, fault.proposal, fault.params) == ("standing_in_note", "gone", (("text", "回归时间"),))
    assert parse_remark(cell, heading="备注").faults == ()


@pytest.mark.parametrize(("heading", "cell"), [("组织关系是否转出", "是"), ("是否返乡", "√"), ("返回日期", "2016.5")])
def test_a_yes_under_a_heading_that_asks_so_is_asked(heading, cell):
    assert [fault.params for fault in parse_remark(cell, heading=heading).faults] == [(("text", heading),)]
    assert parse_remark("否", heading=heading).faults == ()


@pytest.mark.parametrize(("heading", "cell"), [("是否流动党员", "否"), ("是否为流动党员", "是□否☑"), ("是否流动", "×")])
def test_who_is_no_mobile_member_is_asked_about(heading, cell):
    (fault,) = parse_remark(cell, heading=heading).faults
    assert (fault.code, fault.level, fault.proposal) == ("standing_in_note", "error", "gone")
    assert fault.params == (("text", f"{heading}: 否"),)
    assert [parse_remark(other, heading=heading).faults for other in ("是", "", "√")] == [(), (), ()]


@pytest.mark.parametrize("cell", ["", "无", "每年春节"])
def test_nobody_came_back_where_no_day_is_said(cell):
    assert parse_remark(cell, heading="返乡时间").faults == ()


@pytest.mark.parametrize("word", ["已故", "病故", "去世", "死亡", "转出", "迁出", "调离", "停止党籍", "返乡", "回老家"])
def test_beside_a_name_the_same_words_mean_the_same(word):
    assert standing_in(word).means == "gone"
    assert [fault.code for fault in parse_name(f"张三（{word}）").faults] == ["perhaps_gone"]


@pytest.mark.parametrize("word", ["群众", "积极分子", "发展对象", "团员", "非党员", "除名", "家属"])
def test_as_a_kind_and_beside_a_name_the_same_words_mean_the_same(word):
    assert standing_in(word).means == "not_a_member"
    assert [fault.code for fault in parse_kind(word).faults] == ["not_a_member"]
    assert [fault.code for fault in parse_name(f"张三（{word}）").faults] == ["not_a_member"]


@pytest.mark.parametrize(
    "note", ["现已" * 1000, "已" * 40, "党员组织关系" * 6 + "无", "1." * 1000, "2015年" + "1" * 1995, "本人该同志" * 8]
)
def test_no_note_keeps_a_file_waiting(note):
    before = time.process_time()
    standing_in(note)
    assert time.process_time() - before < 0.1
