"""Who somebody is: names, identity numbers, kinds of member (domain 5.3)."""

from tests.members.surveys.corpus.cases import Case, data, day, identity, lines, phone, skipped

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
    ("买买提．吐尔逊", "买买提·吐尔逊", []),
    ("买买提 吐尔逊", "买买提吐尔逊", []),
    ("欧阳　修", "欧阳修", []),
    ("張三豐同志", "張三豐", ["name:name_with_note"]),
    ("张三★", "张三", []),
    ("Zhang San", "Zhang San", []),
    ("张三 李四", None, ["name:not_a_name!"]),
    ("张三夫妇", None, ["name:not_a_name!"]),
    ("张三妻子", None, ["name:not_a_name!"]),
    ("李女士", None, ["name:not_a_name!"]),
    ("张书记", None, ["name:not_a_name!"]),
    ("安义县", None, ["name:not_a_name!"]),
    ("张三（已故）", "张三", ["name:perhaps_gone!"]),
    ("张三（转出）", "张三", ["name:perhaps_gone!"]),
    ("张三（群众）", None, ["name:not_a_member!"]),
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
                data(line, "note:unknown_value", *faults, name="张三", origin="南昌县") | {"identified": bool(digest)}
                for line, (_, digest, faults) in enumerate(_IDENTITIES, start=2)
            ),
        ],
        options={"columns": {"备注": "note"}},
    )


_NOTES = [
    ("", []),
    ("老党员", []),
    ("已去世", ["note:standing_in_note!"]),
    ("2015年3月去世", ["note:standing_in_note!"]),
    ("组织关系已转出", ["note:standing_in_note!"]),
    ("组织关系2016年转至北京市丰台区", ["note:standing_in_note!"]),
    ("已返乡", ["note:standing_in_note!"]),
    ("被开除党籍", ["note:standing_in_note!"]),
    ("入党积极分子", ["note:standing_in_note!"]),
    ("发展对象", ["note:standing_in_note!"]),
    ("群众", ["note:standing_in_note!"]),
    ("失联", ["note:out_of_contact"]),
    ("父亲已去世", []),
    ("父亲李四、已去世", []),
    ("妻子是群众", []),
    ("未转出", []),
    ("拟转出", []),
    ("组织关系转回原支部", []),
    ("春节返乡", []),
    ("群众反映良好", []),
]


def _notes(*, is_kept: bool) -> Case:
    rows = [f"张三,南昌县,13800138005,{written}" for written, _ in _NOTES]
    return Case(
        "notes_that_are_kept" if is_kept else "notes_that_are_only_read",
        lines("姓名,流出地,联系电话,备注", *rows),
        "a note that says by itself that somebody is gone or no member is asked about; prose, and notes on others, are not",
        {"header_line": 1},
        [("姓名", "name"), ("流出地", "origin"), ("联系电话", "contact"), ("备注", "note" if is_kept else None)],
        [
            *skipped("header", 1),
            *(
                data(
                    line,
                    *faults,
                    name="张三",
                    origin="南昌县",
                    contact=phone("13800138005"),
                    **({"note": written} if is_kept and written else {}),
                )
                for line, (written, faults) in enumerate(_NOTES, start=2)
            ),
        ],
        options={"columns": {"备注": "note"}} if is_kept else {},
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
    ("党员（预备）", "probationary", []),
    ("中共党员(正式)", "formal", []),
    ("预备期", "probationary", []),
    ("預備黨員", "probationary", []),
    ("民革党员", None, ["kind:not_a_member!"]),
    ("停止党籍", None, ["kind:unknown_value!"]),
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


_BESIDE = [
    ("男", "1980.10", "id", []),
    ("男性", "1980年10月5日", "id", []),
    ("女", "1980-10", "id", ["id_number:other_sex"]),
    ("男", "1981", "id", ["id_number:born_otherwise"]),
    ("女", "19801006", "id", ["id_number:born_otherwise", "id_number:other_sex"]),
    ("女", "1980.10", "old", ["id_number:other_sex"]),
    ("", "不详", "id", []),
    ("1", "属猴", "id", []),
    ("女", "1990.1", "", []),
]


def _beside_the_number() -> Case:
    number = identity("19801005", "001")
    numbers = {"id": number, "old": number[:6] + number[8:17], "": ""}
    columns = [("出生年月", None), ("性别", None), ("姓名", "name"), ("身份证号", "id_number"), ("流出地", "origin")]
    return Case(
        "birth_and_sex_beside_the_number",
        lines(
            ",".join(heading for heading, _ in columns),
            *(f"{born},{sex},张三,{numbers[kind]},南昌县" for sex, born, kind, _ in _BESIDE),
        ),
        "neither is kept; where they are not those of the number, perhaps the number is not his",
        {"header_line": 1},
        columns,
        [
            *skipped("header", 1),
            *(
                data(line, *faults, name="张三", origin="南昌县") | {"identified": bool(kind)}
                for line, (_, _, kind, faults) in enumerate(_BESIDE, start=2)
            ),
        ],
    )


CASES = [
    _names(),
    _identities(),
    _notes(is_kept=False),
    _notes(is_kept=True),
    _kinds(),
    Case(
        "identity_in_other_columns",
        lines(
            "姓名,从事职业,工作单位,务工地址,联系电话,身份证号",
            f"张三,{_GOOD},{_GOOD},{_GOOD},13800138005,保密",
            f"李四,厨师{_GOOD},某公司,丰台区,13800138006,未提供",
        ),
        "an identity number in a column of something else: it is masked, and of the other thing nothing is known",
        {"header_line": 1},
        [
            ("姓名", "name"),
            ("从事职业", "occupation"),
            ("工作单位", "employer"),
            ("务工地址", "work_address"),
            ("联系电话", "contact"),
            ("身份证号", "id_number"),
        ],
        [
            *skipped("header", 1),
            data(
                2,
                "occupation:unknown_value",
                "employer:unknown_value",
                "work_address:unknown_value",
                name="张三",
                contact=phone("13800138005"),
            ),
            data(
                3,
                name="李四",
                occupation={"category": "worker", "text": "厨师******"},
                employer="某公司",
                work_address="丰台区",
                contact=phone("13800138006"),
            ),
        ],
    ),
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
        "offices_before_names",
        lines(
            "姓名,流出地,外出时间,联系电话",
            "书记：张三,南昌县,2014.5,13800138005",
            "组长：李四,,,13800138005",
            "王五（书记）,南昌县,,",
            "联系人：赵六,南昌县,2014.5,13800138005",
            "联系人 赵六,,,13800138005",
            "联系人：赵六,,,13800138005",
            "联系人：赵六,,联系电话：13800138005,",
            "联系人：赵六,13800138005,,",
            "书记：张三,,,",
            "填报人：赵六,审核人：钱七,2016.5.3,",
            "审核人：钱七,,2016.5.3,",
        ),
        "with more beside him than a signature has he is somebody on the list: read with his office, asked about where he may have signed",
        {"header_line": 1},
        [("姓名", "name"), ("流出地", "origin"), ("外出时间", "left_on"), ("联系电话", "contact")],
        [
            *skipped("header", 1),
            data(
                2,
                "name:name_with_note",
                name="张三",
                origin="南昌县",
                left_on=day("2014-05"),
                contact=phone("13800138005"),
            ),
            data(3, "name:name_with_note", name="李四", contact=phone("13800138005")),
            data(4, "name:name_with_note", name="王五", origin="南昌县"),
            data(5, "name:not_a_name!", origin="南昌县", left_on=day("2014-05"), contact=phone("13800138005")),
            data(6, "name:not_a_name!", contact=phone("13800138005")),
            data(7, "name:not_a_name!", contact=phone("13800138005")),
            *skipped("note", 8, 9, 10, 11, 12),
        ],
    ),
    _beside_the_number(),
]
