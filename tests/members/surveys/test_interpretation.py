"""Rows of a sheet understood: values in the contract's shapes, distinct cells parsed once."""

import datetime

import pytest

from members.surveys.interpretation import Interpreter
from members.surveys.reading import read
from members.surveys.values.faults import Parsed
from members.surveys.values.remembering import Remembered

TODAY = datetime.date(2026, 11, 24)


def interpreted(*rows: str, **options):
    sheet = read("\n".join(rows).encode(), name="list.csv", **options)
    interpreter = Interpreter(sheet, today=TODAY, key=b"a key")
    return [interpreter.interpret(row) for row in sheet.rows() if not row.reason]


def test_a_distinct_cell_is_parsed_once():
    seen = []
    remembered = Remembered("name", "姓名", lambda cell: (seen.append(cell), Parsed(cell))[1])
    assert [remembered[cell].value for cell in ["张三", "李四", "张三"]] == ["张三", "李四", "张三"]
    assert seen == ["张三", "李四"]


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        ("党费收缴情况,党费交至年月", "已交,2016.6"),
        ("人员类别,是否党员", "正式党员,是"),
        ("党费情况,党费交至", "已交,未交"),
    ],
)
def test_what_several_columns_say_together_is_found_once(headings, cells):
    first, second, other = interpreted(f"姓名,{headings},流出地", *[f"张三,{cells},南昌县"] * 2, "张三,,,南昌县")
    (said,) = first.values.keys() & {"kind", "dues"} or {""}
    assert first.values.get(said) is second.values.get(said)
    assert all(one is same for one, same in zip(first.faults, second.faults, strict=True))
    assert said not in other.values
    assert other.faults == ()


def test_faults_name_their_field_and_heading():
    (row,) = interpreted("姓名,外出时间,电话,备注", "张三,2016-02-30,13800138005,")
    (fault,) = row.faults
    assert (fault.field, fault.header, fault.code) == ("left_on", "外出时间", "no_such_day")


def test_another_parser_can_be_put_in():
    sheet = read("姓名,流出地,电话,备注\n张三,南昌,13800138005,".encode(), name="list.csv")
    interpreter = Interpreter(
        sheet, today=TODAY, key=b"a key", parsers={"origin": lambda cell: Parsed({"code": 360100})}
    )
    rows = [interpreter.interpret(row) for row in sheet.rows() if not row.reason]
    assert rows[0].values["origin"] == {"code": 360100}


def test_part_of_a_place_is_not_said_twice():
    (row,) = interpreted("姓名,设区市,县（市、区）,流出地,电话", "张三,南昌市,西湖区,西湖区桃源街道,13800138005")
    assert row.values["origin"] == "南昌市西湖区桃源街道"


def test_columns_kept_as_a_note_stand_under_their_headings():
    (row,) = interpreted(
        "姓名,电话,特长,备注", "张三,13800138005,书法,老党员", columns={"特长": "note", "备注": "note"}
    )
    assert row.values["note"] == "特长: 书法; 备注: 老党员"


def test_several_contacts_are_one_where_a_bad_number_does_not_harm():
    (row,) = interpreted("姓名,手机,固定电话,微信", "张三,1380013,0791-86812345,zhang_san")
    assert row.values["contact"] == {"phones": ["079186812345"], "other": "微信 zhang_san"}
    assert [(fault.code, fault.level) for fault in row.faults] == [("too_few_digits", "warning")]


def test_of_two_columns_of_dues_the_empty_one_says_nothing():
    (row,) = interpreted("姓名,党费收缴情况,党费交至年月", "张三,免缴,/")
    assert (row.values["dues"], row.faults) == ({"state": "exempt", "paid_to": None}, ())


@pytest.mark.parametrize(
    ("kind", "whether", "meant", "codes"),
    [
        ("正式党员", "是", "formal", []),
        ("", "是", None, []),
        ("", "否", None, ["not_a_member"]),
        ("正式党员", "否", "formal", ["not_a_member"]),
        ("积极分子", "是", None, ["not_a_member"]),
        ("党员", "预备党员", "probationary", []),
    ],
)
def test_whether_he_is_a_member_at_all_is_read_beside_the_kind(kind, whether, meant, codes):
    (row,) = interpreted("姓名,人员类别,是否党员", f"张三,{kind},{whether}")
    assert row.values.get("kind") == meant
    assert [fault.code for fault in row.faults] == codes
