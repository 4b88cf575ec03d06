"""Forms that are ticked: the choices in one cell, or each in a column of its own."""

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
]
