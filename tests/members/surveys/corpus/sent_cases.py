"""Lists as a phone, an online form or a hasty hand sends them."""

from tests.members.surveys.corpus.cases import Case, data, day, lines, phone, skipped

_COLUMNS = [
    ("序号", None),
    ("姓名", "name"),
    ("流出地", "origin"),
    ("外出时间", "left_on"),
    ("联系电话", "contact"),
]
_HEADER = "序号,姓名,流出地,外出时间,联系电话"


def _member(line: int, name: str, number: str, *faults: str):
    return data(line, *faults, name=name, origin="南昌县", left_on=day("2014-05"), contact=phone(number))


CASES = [
    Case(
        "sorted_with_its_heading",
        lines(
            "流动党员名单,,,,",
            "单位,南昌县,填表人,李某,电话：0791-86812345",
            "2,张三,南昌县,2014.5,13800138005",
            "1,李四,南昌县,2014.5,13800138006",
            _HEADER,
            "合计,王五,南昌县,2014.5,13800138007",
            "合计,3人,,,",
        ),
        "whoever sorts a list together with its heading has people above it; a word of a total beside all of somebody is a slip",
        {"header_line": 5},
        _COLUMNS,
        [
            *skipped("title", 1, 2),
            _member(3, "张三", "13800138005"),
            _member(4, "李四", "13800138006"),
            *skipped("header", 5),
            _member(6, "王五", "13800138007"),
            *skipped("total", 7),
        ],
    ),
    Case(
        "an_online_form",
        lines(
            "提交者（自动）,提交时间（自动）,*1.姓名,2、户籍所在县（必填）,Q3.外出联系电话,4.何种职业",
            "老张,2016-12-01 09:12:33,张三,南昌县,13800138005,北漂",
        ),
        "questions are numbered and marked; who sent the answer and when is nothing of the member",
        {"header_line": 1},
        [
            ("提交者（自动）", None),
            ("提交时间（自动）", None),
            ("*1.姓名", "name"),
            ("2、户籍所在县（必填）", "origin"),
            ("Q3.外出联系电话", "contact"),
            ("4.何种职业", "occupation"),
        ],
        [
            *skipped("header", 1),
            data(
                2,
                name="张三",
                origin="南昌县",
                contact=phone("13800138005"),
                occupation={"category": "", "text": "北漂"},
            ),
        ],
    ),
    Case(
        "where_somebody_is_now",
        lines("姓名,县,在京区县,在京街道,在京支部名称", "张三,南昌县,丰台区,东铁匠营街道,某驻京流动党支部"),
        "a district in Beijing is no county of origin, a branch there is not the one at home",
        {"header_line": 1},
        [
            ("姓名", "name"),
            ("县", "origin"),
            ("在京区县", "work_address"),
            ("在京街道", "work_address"),
            ("在京支部名称", "branch"),
        ],
        [
            *skipped("header", 1),
            data(2, name="张三", origin="南昌县", work_address="丰台区东铁匠营街道", branch="某驻京流动党支部"),
        ],
    ),
    Case(
        "whose_phone_it_is",
        lines(
            "姓名,流出地,家庭电话,紧急联系人,紧急联系人电话,手机",
            "张三,南昌县,0791-86812345,李四,13800138000,13800138005",
            "李四,南昌县,13800138007（妻）,,,无",
            '"王五',
            '赵六",南昌县,,,,13800138008',
            '钱七,南昌县,,,,"138001',
            '38009"',
        ),
        "his own goes before the fixed line at home, that of a wife is not his; two names in a cell are nobody's, a broken number is one",
        {"header_line": 1},
        [
            ("姓名", "name"),
            ("流出地", "origin"),
            ("家庭电话", "contact"),
            ("紧急联系人", None),
            ("紧急联系人电话", None),
            ("手机", "contact"),
        ],
        [
            *skipped("header", 1),
            data(2, name="张三", origin="南昌县", contact=phone("13800138005", "079186812345")),
            data(3, "contact:phone_of_another", name="李四", origin="南昌县", contact=phone(other="13800138007(妻)")),
            data(4, "name:not_a_name!", origin="南昌县", contact=phone("13800138008")),
            data(6, name="钱七", origin="南昌县", contact=phone("13800138009")),
        ],
    ),
    Case(
        "each_line_a_form",
        lines(
            "姓名,张三,性别,男,流出地,南昌县,电话,13800138005",
            "姓名,李四,性别,女,流出地,南昌县,电话,13800138006",
        ),
        "every value behind its heading, in each line anew: nobody would be read of it",
        unusable="form",
    ),
    Case(
        "headings_known_and_unknown_by_turns",
        lines("姓名,外号,电话,短号,流出地,组别", "张三,老三,13800138005,605,南昌县,甲"),
        "a list all the same: below 姓名 stands a name",
        {"header_line": 1},
        [("姓名", "name"), ("外号", None), ("电话", "contact"), ("短号", None), ("流出地", "origin"), ("组别", None)],
        [*skipped("header", 1), data(2, name="张三", origin="南昌县", contact=phone("13800138005"))],
    ),
]
