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
]
