"""What offices make of a form of their own: signatures across the sheet, nil returns in words, a heading that goes wrong."""

from tests.members.surveys.corpus.books import BookSheet, xlsx
from tests.members.surveys.corpus.cases import Case, data, day, dues, lines, phone, skipped

_FIVE = [("序号", None), ("姓名", "name"), ("流出地", "origin"), ("外出时间", "left_on"), ("联系电话", "contact")]
_HEADER = "序号,姓名,流出地,外出时间,联系电话"


def _member(line: int, name: str, number: str, *faults: str):
    return data(line, *faults, name=name, origin="南昌县", left_on=day("2014-05"), contact=phone(number))


CASES = [
    Case(
        "signed_across_the_sheet",
        lines(
            _HEADER,
            "1,张三,南昌县,2014.5,13800138005",
            "2,零报告,,,",
            "3,此页无内容,,,",
            "本村无外出人员,,,,",
            "主要领导签字：,,分管领导签字：,,经办人：",
            "党委（盖章）：,,,,2016年11月",
        ),
        "signatures in several cells; that there is nobody, behind a serial number",
        {"header_line": 1},
        _FIVE,
        [*skipped("header", 1), _member(2, "张三", "13800138005"), *skipped("note", 3, 4, 5, 6, 7)],
    ),
    Case(
        "an_office_for_a_name",
        lines(
            "姓名,流出地,外出时间,联系电话",
            "书记,南昌县,2014.5,13800138005",
            "书记李四,南昌县,2014.5,13800138006",
            "书记,李四,,13800138006",
            "填表人,李四,审核人,王五",
        ),
        "a full row whose name is an office is refused, not passed over; rows of signatures are notes",
        {"header_line": 1},
        _FIVE[1:],
        [
            *skipped("header", 1),
            data(
                2,
                "name:not_a_name!",
                origin="南昌县",
                left_on=day("2014-05"),
                contact=phone("13800138005"),
            ),
            _member(3, "李四", "13800138006", "name:name_with_note"),
            *skipped("note", 4, 5),
        ],
    ),
    Case(
        "slipped_values",
        lines(
            "姓名,入党时间,转正时间,务工地址,从事职业,手机,微信号",
            "张三,2015.12,预备期,13800138005,2014.5,微信同号 13800138005,同手机",
            "李四,2015-00-00,2016.12,北京市丰台区,保安,13800138006,li_si",
        ),
        "a phone and a date where words belong; words where a date belongs; a number said to be the name in WeChat too",
        {"header_line": 1},
        [
            ("姓名", "name"),
            ("入党时间", "joined_on"),
            ("转正时间", "confirmed_on"),
            ("务工地址", "work_address"),
            ("从事职业", "occupation"),
            ("手机", "contact"),
            ("微信号", "contact"),
        ],
        [
            *skipped("header", 1),
            data(
                2,
                "work_address:unknown_value",
                "occupation:unknown_value",
                name="张三",
                joined_on=day("2015-12"),
                confirmed_on=None,
                contact=phone("13800138005", other="微信同号"),
            ),
            data(
                3,
                name="李四",
                joined_on=day("2015"),
                confirmed_on=day("2016-12"),
                work_address="北京市丰台区",
                occupation={"category": "worker", "text": "保安"},
                contact=phone("13800138006", other="微信 li_si"),
            ),
        ],
    ),
    Case(
        "surname_and_given_name",
        lines(
            "序号,姓,名,流出地,外出时间,联系电话",
            "1,张,三,南昌县,2014.5,13800138005",
            "2,欧阳,小 四,南昌县,2014.5,13800138006",
            "3,,三丰,南昌县,2014.5,13800138007",
        ),
        "the name in two columns; a given name alone is nobody's",
        {"header_line": 1, "warnings": []},
        [("序号", None), ("姓", "name"), ("名", "name"), *_FIVE[2:]],
        [
            *skipped("header", 1),
            _member(2, "张三", "13800138005"),
            _member(3, "欧阳小四", "13800138006"),
            data(4, "name:missing!", origin="南昌县", left_on=day("2014-05"), contact=phone("13800138007")),
        ],
    ),
    Case(
        "counts_and_no_names",
        lines("序号,县(市、区),乡镇(街道),流动党员人数,备注", "1,南昌县,向塘镇,12,"),
        "a summary of figures: told as a whole, and no line of it is anybody",
        {"header_line": 1, "warnings": ["no_names"]},
        [("序号", None), ("县(市、区)", "origin"), ("乡镇(街道)", "origin"), ("流动党员人数", None), ("备注", None)],
        [*skipped("header", 1), data(2, "name:missing!", origin="南昌县向塘镇")],
    ),
    Case(
        "dues_month_by_month",
        lines(
            "姓名,流出地,联系电话,党费缴纳情况,,,党费交至",
            ",,,1月,2月,3月,",
            "张三,南昌县,13800138005,20,20,20,2016.3",
        ),
        "sums month by month under one heading are not kept, and say nothing of how dues stand",
        {"header_line": 1},
        [
            ("姓名", "name"),
            ("流出地", "origin"),
            ("联系电话", "contact"),
            ("党费缴纳情况/1月", None),
            ("党费缴纳情况/2月", None),
            ("党费缴纳情况/3月", None),
            ("党费交至", "dues"),
        ],
        [
            *skipped("header", 1, 2),
            data(3, name="张三", origin="南昌县", contact=phone("13800138005"), dues=dues("paid", "2016-03")),
        ],
    ),
    Case(
        "who_came_back",
        lines(
            "姓名,流出日期,流出组织,流出组织电话,流入地址,联系方式,联系情况,回归时间,状态,党籍状态",
            "张三,2013-02-20,某村支部,0792-6331234,北京市房山区,13800138005,经常联系,,流出,正常",
            "李四,2012-02-20,某村支部,0792-6331234,北京市房山区,13800138006,经常联系,2015-06-01,返回,正常",
            "王五,2012-02-20,某村支部,0792-6331234,北京市房山区,13800138007,失去联系,,流出,正常",
            "赵六,2012-02-20,某村支部,0792-6331234,北京市房山区,13800138008,经常联系,,流出,开除党籍",
        ),
        "a platform's list says in columns of its own who has returned, is out of contact, or no member any more",
        {"header_line": 1},
        [
            ("姓名", "name"),
            ("流出日期", "left_on"),
            ("流出组织", "home_org"),
            ("流出组织电话", None),
            ("流入地址", "work_address"),
            ("联系方式", "contact"),
            ("联系情况", None),
            ("回归时间", None),
            ("状态", None),
            ("党籍状态", None),
        ],
        [
            *skipped("header", 1),
            *(
                data(
                    line,
                    *faults,
                    name=name,
                    left_on=day(left_on),
                    home_org="某村支部",
                    work_address="北京市房山区",
                    contact=phone(f"1380013800{line + 3}"),
                )
                for line, name, left_on, faults in [
                    (2, "张三", "2013-02-20", []),
                    (3, "李四", "2012-02-20", ["note:standing_in_note!", "note:standing_in_note!"]),
                    (4, "王五", "2012-02-20", ["note:out_of_contact"]),
                    (5, "赵六", "2012-02-20", ["note:standing_in_note!"]),
                ]
            ),
        ],
    ),
    Case(
        "three_rows_of_headings",
        xlsx(
            BookSheet(
                "调查表",
                [
                    ["流动党员调查表"],
                    ["姓名", "流出情况", None, None, "流入情况", None, "联系方式", "党费缴纳情况"],
                    [None, "流出地", None, "时间", "地址", "单位", None, "标准", "缴至"],
                    [None, "乡镇", "村", None, None, None, "（手机）", "（元/月）", "（年月）"],
                    ["张三", "向塘镇", "某村", "2014年5月", "丰台区", "某公司", 13800138005, 20, "2016年6月"],
                ],
                merges=["A1:I1", "A2:A4", "B2:D2", "E2:F2", "B3:C3", "D3:D4", "E3:E4", "F3:F4", "G2:G3", "H2:I2"],
            )
        ),
        "groups above groups, and notes in brackets below the headings they belong to",
        {"sheet": "调查表", "header_line": 2},
        [
            ("姓名", "name"),
            ("流出地/乡镇", "origin"),
            ("流出地/村", "origin"),
            ("流出情况/时间", "left_on"),
            ("流入情况/地址", "work_address"),
            ("流入情况/单位", "employer"),
            ("联系方式（手机）", "contact"),
            ("党费缴纳情况/标准（元/月）", None),
            ("党费缴纳情况/缴至（年月）", "dues"),
        ],
        [
            *skipped("title", 1),
            *skipped("header", 2, 3, 4),
            data(
                5,
                name="张三",
                origin="向塘镇某村",
                left_on=day("2014-05"),
                work_address="丰台区",
                employer="某公司",
                contact=phone("13800138005"),
                dues=dues("paid", "2016-06"),
            ),
        ],
    ),
    Case(
        "others_than_members",
        lines(
            "姓名,是否中共党员,县（市、区）、乡镇、村,党组织关系所在支部,联系电话",
            "张三,是,南昌县向塘镇某村,某村支部,13800138005",
            "李四,否,南昌县向塘镇某村,,13800138006",
            "村名,联系人,职务,联系电话,",
            "合计贰人,,,,",
        ),
        "a column that asks whether somebody is a member at all; a total in Chinese numerals; the heading of another table",
        {"header_line": 1},
        [
            ("姓名", "name"),
            ("是否中共党员", "kind"),
            ("县（市、区）、乡镇、村", "origin"),
            ("党组织关系所在支部", "home_org"),
            ("联系电话", "contact"),
        ],
        [
            *skipped("header", 1),
            data(2, name="张三", origin="南昌县向塘镇某村", home_org="某村支部", contact=phone("13800138005")),
            data(3, "kind:not_a_member!", name="李四", origin="南昌县向塘镇某村", contact=phone("13800138006")),
            data(
                4,
                "name:not_a_name!",
                "kind:unknown_value!",
                origin="职务",
                home_org="联系电话",
            ),
            *skipped("total", 5),
        ],
    ),
]
