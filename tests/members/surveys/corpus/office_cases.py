"""What offices make of a form of their own: signatures across the sheet, nil returns in words, a heading that goes wrong."""

from tests.members.surveys.corpus.cases import Case, data, day, lines, phone, skipped

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
]
