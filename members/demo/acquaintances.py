"""Twelve invented members whom the survey files in demo/ meet again. They are entered first: M000001 to M000012.

The files are made from these very values (survey_files.py), so that a newcomer sees unchanged and changed rows in his first preview.
"""

import datetime
from collections.abc import Callable
from typing import Any

from members.demo.roster import Person
from registry.dates import Precision

_SURVEYED_ON = datetime.date(2016, 11, 2)
_XIHU, _ANYI = 360103, 360123
XIHU_BRANCH, ANYI_BRANCH = "南昌市西湖区驻京流动党支部", "安义县驻京流动党支部"


def acquaintances(branch_code: Callable[[str], int], since: Callable[[str], datetime.date]) -> list[Person]:
    """The twelve, each in the branch named: ``branch_code`` and ``since`` say its code and the day of its founding."""
    people = []
    for name, county, origin, left_on, district, address, occupation, phone, dues in _ROWS:
        branch = XIHU_BRANCH if county == _XIHU else ANYI_BRANCH
        person = Person(
            name=name,
            home=county,
            source={"channel": "county", "on": _SURVEYED_ON.isoformat()},
            branch=branch_code(branch),
            since=since(branch),
            fields={"kind": "formal", "joined_on": datetime.date(2004, 7, 1), "joined_on_precision": Precision.MONTH}
            | {"confirmed_on": datetime.date(2005, 7, 1), "confirmed_on_precision": Precision.MONTH},
            knowns={
                "left_on": {"date": left_on, "precision": "month"},
                "work_address": {"text": address, "district": district},
                "origin": {"code": county, "text": origin, "township": None},
                "occupation": {"text": occupation, "category": ""},
                "contact": {"phones": [phone], "other": ""},
                "dues": {"state": dues, "paid_to": None},
            },
            formal_branch=f"{origin}党支部",
        )
        people.append(person)
    return people


# name, county, origin as written, left on, district and address of work, occupation, phone, dues
_ROWS: list[tuple[Any, ...]] = [
    (
        "涂永根",
        _XIHU,
        "南昌市西湖区桃花镇",
        "2009-03",
        110106,
        "北京市丰台区大红门街道12号",
        "服装批发",
        "15400010001",
        "paid",
    ),
    (
        "万晓霞",
        _XIHU,
        "南昌市西湖区朝阳洲街道",
        "2011-09",
        110105,
        "北京市朝阳区望京街道7号",
        "餐厅经理",
        "15400010002",
        "paid",
    ),
    (
        "邓国平",
        _XIHU,
        "南昌市西湖区十字街街道",
        "2006-05",
        110102,
        "北京市西城区德胜门外大街31号",
        "商贸公司经理",
        "15400010003",
        "unpaid",
    ),
    (
        "熊细妹",
        _XIHU,
        "南昌市西湖区桃花镇",
        "2013-02",
        110106,
        "北京市丰台区马家堡西路5号",
        "家政服务",
        "15400010004",
        "paid_at_origin",
    ),
    (
        "胡建辉",
        _XIHU,
        "南昌市西湖区丁公路街道",
        "2008-10",
        110101,
        "北京市东城区崇文门外大街22号",
        "会计",
        "15400010005",
        "paid",
    ),
    (
        "刘䶮",
        _XIHU,
        "南昌市西湖区西湖街道",
        "2014-07",
        110108,
        "北京市海淀区中关村大街9号",
        "软件工程师",
        "15400010006",
        "paid",
    ),
    (
        "熊水根",
        _ANYI,
        "安义县龙津镇",
        "2003-04",
        110105,
        "北京市朝阳区十里河建材市场16号",
        "门窗店店主",
        "15400010007",
        "paid",
    ),
    ("黄冬梅", _ANYI, "安义县石鼻镇", "2007-08", 110115, "北京市大兴区西红门镇3号", "铝材销售", "15400010008", "paid"),
    (
        "龚福生",
        _ANYI,
        "安义县鼎湖镇",
        "2005-06",
        110112,
        "北京市通州区马驹桥镇44号",
        "铝合金门窗安装",
        "15400010009",
        "paid_at_origin",
    ),
    (
        "余金莲",
        _ANYI,
        "安义县万埠镇",
        "2012-03",
        110105,
        "北京市朝阳区十里河建材市场21号",
        "门窗店店员",
        "15400010010",
        "paid",
    ),
    (
        "杨志勇",
        _ANYI,
        "安义县长埠镇",
        "2010-11",
        110111,
        "北京市房山区良乡镇8号",
        "门窗厂负责人",
        "15400010011",
        "unpaid",
    ),
    (
        "帅文祥",
        _ANYI,
        "安义县东阳镇",
        "2015-05",
        110115,
        "北京市大兴区西红门镇19号",
        "铝合金门窗安装",
        "15400010012",
        "paid",
    ),
]
