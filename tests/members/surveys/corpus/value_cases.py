"""Values as people and spreadsheet programs write them (domain 5.3)."""

from tests.members.surveys.corpus.cases import Case, data, day, dues, identity, lines, phone, skipped

_DATES = [
    # (written, value, faults)
    ("2016.3", day("2016-03"), []),
    ("2016年3月", day("2016-03"), []),
    ("2016-3-5", day("2016-03-05"), []),
    ("201603", day("2016-03"), []),
    ("20160305", day("2016-03-05"), []),
    ("16.3", day("2016-03"), ["left_on:short_year"]),
    ("2016/03/", day("2016-03"), []),
    ("２０１６年３月", day("2016-03"), []),
    ("二〇一六年三月", day("2016-03"), []),
    ("二零一六年十二月二十三日", day("2016-12-23"), []),
    ("42430", day("2016-03"), ["left_on:excel_serial"]),
    ("2016", day("2016"), []),
    ("2016.1", day("2016"), ["left_on:ambiguous_date"]),
    ("3/5/2016", day("2016"), ["left_on:ambiguous_date"]),
    ("2016年3月底", day("2016-03"), ["left_on:vague_date"]),
    ("2016-02-30", None, ["left_on:no_such_day!"]),
    ("2016-13", None, ["left_on:no_such_day!"]),
    ("2031.5", None, ["left_on:future_date!"]),
    ("去年春节", None, ["left_on:unreadable_date!"]),
    ("十多年", None, ["left_on:unreadable_date!"]),
    ("3月16日", None, ["left_on:unreadable_date!"]),
    ("不详", None, []),
    ("", None, []),
]


def _dates() -> Case:
    rows = [f"张三,{written},13800138005" for written, _, _ in _DATES]
    return Case(
        "dates_of_every_form",
        lines("姓名,外出时间,联系电话", *rows, encoding="gb18030"),
        "every form of a date, to the year, the month or the day; none invented",
        {"header_line": 1},
        [("姓名", "name"), ("外出时间", "left_on"), ("联系电话", "contact")],
        [
            *skipped("header", 1),
            *(
                data(line, *faults, name="张三", **({"left_on": value} if value else {}), contact=phone("13800138005"))
                for line, (_, value, faults) in enumerate(_DATES, start=2)
            ),
        ],
    )


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


_NAMES = [
    ("李　强", "李强", []),
    ("李 强", "李强", []),
    ("阿不都•热合曼", "阿不都·热合曼", []),
    ("阿不都・热合曼", "阿不都·热合曼", []),
    ("㛃䶮", "㛃䶮", []),
    ("張偉", "張偉", []),
    ("\u202d张三\u202c", "张三", []),
    ("李四（预备）", "李四", ["name:name_with_note"]),
    ("", None, ["name:missing!"]),
    ("无", None, ["name:missing!"]),
    ("13800138005", None, ["name:not_a_name!"]),
    ("张三1", None, ["name:not_a_name!"]),
    ("李某", None, ["name:not_a_name!"]),
    ("张*", None, ["name:not_a_name!"]),
    ("李四、王五", None, ["name:not_a_name!"]),
    ("南昌市西湖区驻京流动党支部", None, ["name:not_a_name!"]),
    ("同上", None, ["name:ditto!"]),
    ("李\ue863", None, ["name:damaged_text!"]),
]


def _names() -> Case:
    rows = [f"{at},{written},南昌县,13800138005" for at, (written, _, _) in enumerate(_NAMES, start=1)]
    return Case(
        "names_and_no_names",
        lines("序号,姓名,流出地,联系电话", *rows),
        "names with inner spaces, middle dots, rare and traditional characters; and what is no name",
        {"header_line": 1},
        [("序号", None), ("姓名", "name"), ("流出地", "origin"), ("联系电话", "contact")],
        [
            *skipped("header", 1),
            *(
                data(line, *faults, **({"name": name} if name else {}), origin="南昌县", contact=phone("13800138005"))
                for line, (_, name, faults) in enumerate(_NAMES, start=2)
            ),
        ],
    )


_GOOD = identity()
_WRONG = _GOOD[:-1] + ("1" if _GOOD[-1] != "1" else "2")
_X = next(number for serial in range(1, 999) if (number := identity(serial=f"{serial:03}")).endswith("X"))
_IDENTITIES = [
    (_GOOD, "identified", []),
    (_GOOD[:6] + " " + _GOOD[6:14] + " " + _GOOD[14:], "identified", []),
    (_X.lower(), "identified", []),
    ("999999900101001", "identified", []),
    (_WRONG, "", ["id_number:bad_check_digit!"]),
    (_GOOD[:15] + "000", "", ["id_number:digits_lost!"]),
    ("9.99E+17", "", ["id_number:digits_lost!"]),
    (_GOOD[:17], "", ["id_number:short_identity!"]),
    ("护照E12345678", "", ["id_number:unreadable_identity!"]),
    ("不详", "", []),
    ("", "", []),
]


def _identities() -> Case:
    rows = [f"张三,{written},南昌县,{_GOOD}" for written, _, _ in _IDENTITIES]
    return Case(
        "identity_numbers",
        lines("姓名,公民身份号码,流出地,备注", *rows),
        "identity numbers recognise a person and are kept nowhere, not even from the note they were written into",
        {"header_line": 1},
        [("姓名", "name"), ("公民身份号码", "id_number"), ("流出地", "origin"), ("备注", "note")],
        [
            *skipped("header", 1),
            *(
                data(line, *faults, name="张三", origin="南昌县", note="******") | {"identified": bool(digest)}
                for line, (_, digest, faults) in enumerate(_IDENTITIES, start=2)
            ),
        ],
        options={"columns": {"备注": "note"}},
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


_KINDS = [
    ("正式党员", "formal", []),
    ("中共预备党员", "probationary", []),
    ("中共党员", None, []),
    ("", None, []),
    ("群众", None, ["kind:not_a_member!"]),
    ("入党积极分子", None, ["kind:not_a_member!"]),
    ("发展对象", None, ["kind:not_a_member!"]),
    ("共青团员", None, ["kind:not_a_member!"]),
    ("1", None, ["kind:unknown_value!"]),
]


def _kinds() -> Case:
    rows = [f"张三,{written},南昌县,13800138005" for written, _, _ in _KINDS]
    return Case(
        "kinds_of_member",
        lines("姓名,政治面貌,流出地,联系电话", *rows),
        "formal, probationary, or a member of a kind nobody said; whoever is no member is refused",
        {"header_line": 1},
        [("姓名", "name"), ("政治面貌", "kind"), ("流出地", "origin"), ("联系电话", "contact")],
        [
            *skipped("header", 1),
            *(
                data(
                    line,
                    *faults,
                    name="张三",
                    **({"kind": value} if value else {}),
                    origin="南昌县",
                    contact=phone("13800138005"),
                )
                for line, (_, value, faults) in enumerate(_KINDS, start=2)
            ),
        ],
    )


CASES = [
    _dates(),
    _phones(),
    _names(),
    _identities(),
    _dues(),
    _kinds(),
    Case(
        "none_blank_unknown",
        lines(
            "姓名,务工地址,工作单位,从事职业,活动证号",
            "张三,无,—,不详,/",
            "李四,,,,",
            "王五,丰台区,某公司,保安,赣流0001",
        ),
        "无, — and / say there is none; blank and 不详 say nobody knows",
        {"header_line": 1},
        [
            ("姓名", "name"),
            ("务工地址", "work_address"),
            ("工作单位", "employer"),
            ("从事职业", "occupation"),
            ("活动证号", "card_no"),
        ],
        [
            *skipped("header", 1),
            data(2, name="张三", work_address=None, employer=None, card_no=None),
            data(3, name="李四"),
            data(
                4,
                name="王五",
                work_address="丰台区",
                employer="某公司",
                occupation={"category": "worker", "text": "保安"},
                card_no="赣流0001",
            ),
        ],
    ),
    Case(
        "order_shown_by_the_column",
        lines("姓名,流出地,入党时间,外出时间", "张三,南昌县,3/5/2006,25/4/2014", "李四,南昌县,25/3/2006,4/5/2014"),
        "a day above 12 in the same column shows the order of the others",
        {"header_line": 1},
        [("姓名", "name"), ("流出地", "origin"), ("入党时间", "joined_on"), ("外出时间", "left_on")],
        [
            *skipped("header", 1),
            data(2, name="张三", origin="南昌县", joined_on=day("2006-05-03"), left_on=day("2014-04-25")),
            data(3, name="李四", origin="南昌县", joined_on=day("2006-03-25"), left_on=day("2014-05-04")),
        ],
    ),
    Case(
        "zero_kept_by_the_column",
        lines("姓名,流出地,外出时间,联系电话", "张三,南昌县,2016.1,13800138005", "李四,南昌县,2015.10,13800138006"),
        "a kept zero of 2015.10 shows that 2016.1 is January",
        {"header_line": 1},
        [("姓名", "name"), ("流出地", "origin"), ("外出时间", "left_on"), ("联系电话", "contact")],
        [
            *skipped("header", 1),
            data(2, name="张三", origin="南昌县", left_on=day("2016-01"), contact=phone("13800138005")),
            data(3, name="李四", origin="南昌县", left_on=day("2015-10"), contact=phone("13800138006")),
        ],
    ),
    Case(
        "joining_and_confirmation",
        lines(
            "姓名,人员类别,入党日期,转正日期",
            "张三,正式党员,2010-07-01,2011-07-01",
            "李四,正式党员,1971-05-04,1971-05-04",
            "王五,正式党员,1995-07-01,1995-07-01",
            "赵六,正式党员,2010-07-01,2009-07-01",
        ),
        "no probation from 1969 to 1977; nobody is confirmed before joining",
        {"header_line": 1},
        [("姓名", "name"), ("人员类别", "kind"), ("入党日期", "joined_on"), ("转正日期", "confirmed_on")],
        [
            *skipped("header", 1),
            data(2, name="张三", kind="formal", joined_on=day("2010-07-01"), confirmed_on=day("2011-07-01")),
            data(3, name="李四", kind="formal", joined_on=day("1971-05-04"), confirmed_on=day("1971-05-04")),
            data(
                4,
                "confirmed_on:probation_length",
                name="王五",
                kind="formal",
                joined_on=day("1995-07-01"),
                confirmed_on=day("1995-07-01"),
            ),
            data(
                5,
                "confirmed_on:confirmed_before_joined!",
                name="赵六",
                kind="formal",
                joined_on=day("2010-07-01"),
                confirmed_on=day("2009-07-01"),
            ),
        ],
    ),
    Case(
        "dues_in_two_columns",
        lines(
            "姓名,流出地,党费收缴情况,党费交至年月",
            "张三,南昌县,已交,2016.6",
            "李四,南昌县,未交,2015年12月",
            "王五,南昌县,,2016.5",
        ),
        "how dues stand in one column, up to when in another",
        {"header_line": 1},
        [("姓名", "name"), ("流出地", "origin"), ("党费收缴情况", "dues"), ("党费交至年月", "dues")],
        [
            *skipped("header", 1),
            data(2, name="张三", origin="南昌县", dues=dues("paid", "2016-06")),
            data(3, name="李四", origin="南昌县", dues=dues("unpaid", "2015-12")),
            data(4, name="王五", origin="南昌县", dues=dues("paid", "2016-05")),
        ],
    ),
]
