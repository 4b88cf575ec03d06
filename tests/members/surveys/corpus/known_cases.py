"""How to reach somebody and how his dues stand (domain 3 and 5.3)."""

from tests.members.surveys.corpus.cases import Case, data, dues, lines, phone, skipped

_PHONES = [
    ("13800138005", phone("13800138005"), []),
    ("138 0013 8005", phone("13800138005"), []),
    ("138-0013-8005", phone("13800138005"), []),
    ("１３８００１３８００５", phone("13800138005"), []),
    ("+86 13800138005", phone("13800138005"), []),
    ("\u202d13800138005\u202c", phone("13800138005"), []),
    ("13800138005.0", phone("13800138005"), []),
    ("13800138005、13900139005", phone("13800138005", "13900139005"), []),
    ("13800138005/0791-86812345", phone("13800138005", "079186812345"), []),
    ("13800138005 13900139005", phone("13800138005", "13900139005"), []),
    ("（0791）86812345", phone("079186812345"), []),
    ("010-67891234转801", phone("01067891234-801"), []),
    ("67891234", phone(other="67891234"), ["contact:no_area_code"]),
    ("13800138005（微信同号）", phone("13800138005", other="微信同号"), []),
    ("微信：zhang_san", phone(other="微信:zhang_san"), []),
    ("13800138005，QQ：12345678", phone("13800138005", other="QQ:12345678"), []),
    ("1.38E+10", None, ["contact:digits_lost!"]),
    ("13800000000", None, ["contact:digits_lost!"]),
    ("1380013800", None, ["contact:too_few_digits!"]),
    ("79186812345", None, ["contact:zero_lost!"]),
    ("138001380051", None, ["contact:unreadable_phone!"]),
    ("138****8005", None, ["contact:masked_phone"]),
    ("138xxxx8005", None, ["contact:masked_phone"]),
    ("138 **** 8005/13900139005", phone("13900139005"), ["contact:masked_phone"]),
    ("13800138005/12345", phone("13800138005"), ["contact:too_few_digits"]),
    ("无", "none", []),
    ("不详", None, []),
]


def _phones() -> Case:
    rows = [f'张三,南昌县,"{written}"' for written, _, _ in _PHONES]
    return Case(
        "phones_of_every_form",
        lines("姓名,流出地,联系方式", *rows),
        "phones with spaces, marks, labels, several in a cell, landlines, lost digits",
        {"header_line": 1},
        [("姓名", "name"), ("流出地", "origin"), ("联系方式", "contact")],
        [
            *skipped("header", 1),
            *(
                data(
                    line,
                    *faults,
                    name="张三",
                    origin="南昌县",
                    **({} if value is None else {"contact": None if value == "none" else value}),
                )
                for line, (_, value, faults) in enumerate(_PHONES, start=2)
            ),
        ],
    )


_DUES = [
    ("已缴", dues("paid"), []),
    ("已交", dues("paid"), []),
    ("未交", dues("unpaid"), []),
    ("欠3个月", dues("unpaid"), []),
    ("免", dues("exempt"), []),
    ("减免", dues("exempt"), []),
    ("在原籍缴", dues("paid_at_origin"), []),
    ("在流出地交", dues("paid_at_origin"), []),
    ("缴至2016年6月", dues("paid", "2016-06"), []),
    ("已交至2016年底", dues("paid", "2016-12"), []),
    ("已交至6月", dues("paid"), ["dues:unreadable_date"]),
    ("是", None, ["dues:unknown_value"]),
    ("120", None, ["dues:unknown_value"]),
    ("不详", None, []),
    ("", None, []),
]


def _dues() -> Case:
    rows = [f"张三,南昌县,{written},13800138005" for written, _, _ in _DUES]
    return Case(
        "dues_in_words",
        lines("姓名,流出地,党费收缴情况,联系电话", *rows),
        "how dues stand, in the words of many offices; unknown is not unpaid, and a yes is asked about",
        {"header_line": 1},
        [("姓名", "name"), ("流出地", "origin"), ("党费收缴情况", "dues"), ("联系电话", "contact")],
        [
            *skipped("header", 1),
            *(
                data(
                    line,
                    *faults,
                    name="张三",
                    origin="南昌县",
                    **({"dues": value} if value else {}),
                    contact=phone("13800138005"),
                )
                for line, (_, value, faults) in enumerate(_DUES, start=2)
            ),
        ],
    )


def _yes_and_no() -> Case:
    columns = [
        ("姓名", "name"), ("流出地", "origin"), ("转正时间", "confirmed_on"), ("是否交纳党费", "dues"), ("活动证号", "card_no"),
        ("工作单位", "employer"), ("联系电话", "contact"),
    ]  # fmt: skip
    left_out = ["confirmed_on:only_yes_or_no", "dues:unknown_value"]
    left_out += [f"{field}:only_yes_or_no" for field in ("card_no", "employer", "contact")]
    written = ["是", "否", "√", "Y", "1", "0", "01", "02"]
    return Case(
        "yes_and_no",
        lines(
            ",".join(heading for heading, _field in columns),
            *(",".join(["张三", "南昌县", *[code] * 5]) for code in written),
            "李四,南昌县,×,无,无,没有,×",
        ),
        "a yes is no day, no number and no employer; that there is none is something else",
        {"header_line": 1},
        columns,
        [
            *skipped("header", 1),
            *(data(line, *left_out, name="张三", origin="南昌县") for line in range(2, len(written) + 2)),
            data(
                len(written) + 2,
                "dues:unknown_value",
                name="李四",
                origin="南昌县",
                confirmed_on=None,
                card_no=None,
                employer=None,
                contact=None,
            ),
        ],
    )


CASES = [
    _phones(),
    _yes_and_no(),
    _dues(),
    Case(
        "dues_in_two_columns",
        lines(
            "姓名,流出地,党费收缴情况,党费交至年月",
            "张三,南昌县,已交,2016.6",
            "李四,南昌县,未交,2015年12月",
            "王五,南昌县,,2016.5",
            "赵六,南昌县,已交,未交",
            "钱七,南昌县,在原籍交,已交",
            "孙八,南昌县,已交,欠缴2015年",
            "周九,南昌县,免交,2016.5",
        ),
        "how dues stand in one column, up to when in another; of two that contradict each other nothing is taken",
        {"header_line": 1},
        [("姓名", "name"), ("流出地", "origin"), ("党费收缴情况", "dues"), ("党费交至年月", "dues")],
        [
            *skipped("header", 1),
            data(2, name="张三", origin="南昌县", dues=dues("paid", "2016-06")),
            data(3, name="李四", origin="南昌县", dues=dues("unpaid", "2015-12")),
            data(4, name="王五", origin="南昌县", dues=dues("paid", "2016-05")),
            data(5, "dues:contradictory", name="赵六", origin="南昌县"),
            data(6, name="钱七", origin="南昌县", dues=dues("paid_at_origin")),
            data(7, "dues:contradictory", name="孙八", origin="南昌县"),
            data(8, name="周九", origin="南昌县", dues=dues("exempt", "2016-05")),
        ],
    ),
]
