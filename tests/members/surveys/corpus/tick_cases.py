"""Forms that are ticked: the choices in one cell, or each in a column of its own."""

from tests.members.surveys.corpus.books import BookSheet, xlsx
from tests.members.surveys.corpus.cases import Case, data, dues, lines, phone, skipped

_PHONE = phone("13800138005")
_ZHANG = {"name": "张三", "origin": "南昌县", "contact": _PHONE}

CASES = [
    Case(
        "choices_in_one_cell",
        lines(
            "姓名,流出地,党员类别,党费收缴情况,联系电话",
            *(
                f"张三,南昌县,{kind},{paid},13800138005"
                for kind, paid in [
                    ("☑正式 □预备", "□已交 ☑未交"),
                    ("正式□ 预备☑", "已交√ 未交"),
                    ("正式√ 预备", "●已缴 ○未缴"),
                    ("正式（ ）预备（√）", "□已缴 □未缴"),
                    ("□正式 □预备", "☑已缴☑未缴"),
                    ("☑正式☑预备", "√"),
                ]
            ),
        ),
        "what is ticked, however; two ticks are asked about, and none says nothing",
        {"header_line": 1},
        [
            ("姓名", "name"),
            ("流出地", "origin"),
            ("党员类别", "kind"),
            ("党费收缴情况", "dues"),
            ("联系电话", "contact"),
        ],
        [
            *skipped("header", 1),
            data(2, **_ZHANG, kind="formal", dues=dues("unpaid")),
            data(3, **_ZHANG, kind="probationary", dues=dues("paid")),
            data(4, **_ZHANG, kind="formal", dues=dues("paid")),
            data(5, **_ZHANG, kind="probationary"),
            data(6, "dues:unknown_value", **_ZHANG),
            data(7, "kind:unknown_value!", "dues:unknown_value", **_ZHANG),
        ],
    ),
    Case(
        "choices_in_columns",
        xlsx(
            BookSheet(
                "花名册",
                [
                    ["姓名", "党员类别", None, "性别", None, "流出地", "党费收缴情况", None, None, "联系电话"],
                    [None, "正式", "预备", "男", "女", None, "已交", "未交", "交至", None],
                    ["张三", "√", None, "√", None, "南昌县", "☑", None, 2016.06, "13800138005"],
                    ["张三", None, "是", None, "√", "南昌县", None, "V", "2015年12月", "13800138005"],
                    ["张三", 1, 0, "√", None, "南昌县", "√", "×", "/", "13800138005"],
                    ["张三", "○", None, "√", None, "南昌县", None, None, None, "13800138005"],
                    ["张三", "√", "√", "√", None, "南昌县", "√", "√", None, "13800138005"],
                    ["张三", "正式党员", None, "√", None, "南昌县", "3个月", None, None, "13800138005"],
                ],
                merges=["A1:A2", "B1:C1", "D1:E1", "F1:F2", "G1:I1", "J1:J2"],
            )
        ),
        "a column for each value, filled with whatever passes for a tick; two ticks in a row say nothing, and none says nothing",
        {"header_line": 1},
        [
            ("姓名", "name"),
            ("党员类别/正式", "kind"),
            ("党员类别/预备", "kind"),
            ("性别/男", None),
            ("性别/女", None),
            ("流出地", "origin"),
            ("党费收缴情况/已交", "dues"),
            ("党费收缴情况/未交", "dues"),
            ("党费收缴情况/交至", "dues"),
            ("联系电话", "contact"),
        ],
        [
            *skipped("header", 1, 2),
            data(3, **_ZHANG, kind="formal", dues=dues("paid", "2016-06")),
            data(4, **_ZHANG, kind="probationary", dues=dues("unpaid", "2015-12")),
            data(5, **_ZHANG, kind="formal", dues=dues("paid")),
            data(6, **_ZHANG, kind="formal"),
            data(7, "kind:contradictory!", "dues:contradictory", **_ZHANG),
            data(8, "dues:unknown_value", **_ZHANG, kind="formal"),
        ],
    ),
    Case(
        "yes_and_no_in_columns",
        lines(
            "姓名,流出地,是否党员,,是否返乡,,是否流动党员,,正式党员,预备党员,群众",
            ",,是,否,是,否,是,否,,,",
            "张三,南昌县,√,,,√,√,,√,,",
            "张三,南昌县,√,,,√,√,,,√,",
            "张三,南昌县,,√,,√,√,,,,",
            "张三,南昌县,√,,√,,√,,√,,",
            "张三,南昌县,√,,,,,√,√,,",
            "张三,南昌县,√,,,,,,,,√",
        ),
        "a question over its two answers, and values that are headings with nothing above them",
        {"header_line": 1},
        [
            ("姓名", "name"),
            ("流出地", "origin"),
            ("是否党员/是", "kind"),
            ("是否党员/否", "kind"),
            ("是否返乡/是", None),
            ("是否返乡/否", None),
            ("是否流动党员/是", None),
            ("是否流动党员/否", None),
            ("正式党员", "kind"),
            ("预备党员", "kind"),
            ("群众", "kind"),
        ],
        [
            *skipped("header", 1, 2),
            data(3, name="张三", origin="南昌县", kind="formal"),
            data(4, name="张三", origin="南昌县", kind="probationary"),
            data(5, "kind:not_a_member!", name="张三", origin="南昌县"),
            data(6, "note:standing_in_note!", name="张三", origin="南昌县", kind="formal"),
            data(7, "note:standing_in_note!", name="张三", origin="南昌县", kind="formal"),
            data(8, "kind:not_a_member!", name="张三", origin="南昌县"),
        ],
    ),
    Case(
        "occupations_in_columns",
        lines(
            "姓名,从事职业,,,外出原因,,流出地",
            ",务工,经商,其他,务工,随迁,",
            "张三,√,,,√,,南昌县",
            "张三,√,√,,,√,南昌县",
            "张三,,,修车,√,,南昌县",
            "张三,建筑工,,,,,南昌县",
            "张三,,,,√,,南昌县",
        ),
        "an occupation that is ticked, several of them, one in words; why somebody left is none",
        {"header_line": 1},
        [
            ("姓名", "name"),
            ("从事职业/务工", "occupation"),
            ("从事职业/经商", "occupation"),
            ("从事职业/其他", "occupation"),
            ("外出原因/务工", None),
            ("外出原因/随迁", None),
            ("流出地", "origin"),
        ],
        [
            *skipped("header", 1, 2),
            data(3, name="张三", origin="南昌县", occupation={"category": "worker", "text": "务工"}),
            data(4, name="张三", origin="南昌县", occupation={"category": "self_employed", "text": "务工、经商"}),
            data(5, name="张三", origin="南昌县", occupation={"category": "", "text": "修车"}),
            data(6, name="张三", origin="南昌县", occupation={"category": "worker", "text": "建筑工"}),
            data(7, name="张三", origin="南昌县"),
        ],
    ),
    Case(
        "moved_in_columns",
        lines(
            "姓名,所在支部,组织关系,,流出地",
            ",,已转出,未转,",
            "张三,某村党支部,,√,南昌县",
            "李四,某村党支部,√,,南昌县",
            "王五,,,,南昌县",
        ),
        "whether the relation was moved, in a column for each answer, beside the organisation that holds it",
        {"header_line": 1},
        [
            ("姓名", "name"),
            ("所在支部", "home_org"),
            ("组织关系/已转出", "home_org"),
            ("组织关系/未转", "home_org"),
            ("流出地", "origin"),
        ],
        [
            *skipped("header", 1, 2),
            data(3, name="张三", home_org="某村党支部", origin="南昌县"),
            data(4, "home_org:standing_in_note!", name="李四", home_org="某村党支部", origin="南昌县"),
            data(5, name="王五", origin="南昌县"),
        ],
    ),
]
