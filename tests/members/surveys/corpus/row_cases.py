"""What stands around the data: titles, totals, notes, blanks, rows too short and too long."""

from tests.members.surveys.corpus.cases import Case, data, day, lines, phone, skipped

_FOUR = [("姓名", "name"), ("流出地", "origin"), ("外出时间", "left_on"), ("联系电话", "contact")]
_HEADER = "姓名,流出地,外出时间,联系电话"


def _member(line: int, name: str, number: str, *faults: str, origin: str = "南昌县", left_on: str = "2014-05"):
    return data(line, *faults, name=name, origin=origin, left_on=day(left_on), contact=phone(number))


CASES = [
    Case(
        "titles_totals_notes",
        lines(
            "2016年驻京流动党员摸底调查表,,,",
            "填报单位：（盖章）,,填报时间：2016年11月,",
            _HEADER,
            "张三,南昌县,2014.5,13800138005",
            "小计,1人,,",
            ",,,",
            "李四,南昌县,2014.6,13800138006",
            "合 计,2,,",
            "填表人：王五,,审核人：赵六,",
            "注：以上数字截至2016年11月。,,,",
            encoding="gb18030",
        ),
        "everything around the data: title, unit, sub-total, blank, total, signatures, note",
        {"encoding": "gb18030", "header_line": 3},
        _FOUR,
        [
            *skipped("title", 1, 2),
            *skipped("header", 3),
            _member(4, "张三", "13800138005"),
            *skipped("total", 5),
            *skipped("blank", 6),
            _member(7, "李四", "13800138006", left_on="2014-06"),
            *skipped("total", 8),
            *skipped("note", 9, 10),
        ],
    ),
    Case(
        "heading_repeated",
        lines(
            _HEADER,
            "张三,南昌县,2014.5,13800138005",
            "2016年登记表（续）,,,",
            _HEADER,
            "李四,南昌县,2014.6,13800138006",
        ),
        "pages pasted one below the other, each with its title and heading",
        {"header_line": 1},
        _FOUR,
        [
            *skipped("header", 1),
            _member(2, "张三", "13800138005"),
            data(3, "name:not_a_name!"),
            *skipped("header", 4),
            _member(5, "李四", "13800138006", left_on="2014-06"),
        ],
    ),
    Case(
        "places_between",
        lines(
            "序号,姓名,流出地,外出时间,联系电话",
            "桃源街道,,,,",
            "1,张三,南昌县,2014.5,13800138005",
            "二、朝阳洲街道,,,,",
            "2,李四,南昌县,2014.6,13800138006",
        ),
        "the township stands on a line of its own above its people",
        {"header_line": 1},
        [("序号", None), *_FOUR],
        [
            *skipped("header", 1),
            *skipped("title", 2),
            _member(3, "张三", "13800138005"),
            *skipped("title", 4),
            _member(5, "李四", "13800138006", left_on="2014-06"),
        ],
    ),
    Case(
        "ragged_rows",
        lines(
            _HEADER,
            "张三,南昌县",
            "李四,南昌县,2014.6,13800138006,,",
            "王五,南昌县,2014.7,13800138007,多出来的,",
        ),
        "rows shorter and longer than the heading",
        {"header_line": 1},
        _FOUR,
        [
            *skipped("header", 1),
            data(2, name="张三", origin="南昌县"),
            _member(3, "李四", "13800138006", left_on="2014-06"),
            _member(4, "王五", "13800138007", ":extra_cells", left_on="2014-07"),
        ],
    ),
    Case(
        "blank_lines",
        lines("", "", _HEADER, "", "张三,南昌县,2014.5,13800138005", ",,,", "   ,,　,", ""),
        "blank lines before, between and after",
        {"header_line": 3},
        _FOUR,
        [
            *skipped("blank", 1, 2),
            *skipped("header", 3),
            *skipped("blank", 4),
            _member(5, "张三", "13800138005"),
            *skipped("blank", 6, 7, 8),
        ],
    ),
    Case(
        "heading_only",
        lines("驻京流动党员登记表,,,", _HEADER),
        "a nil return: the unit has nobody, and says so",
        {"header_line": 2},
        _FOUR,
        [*skipped("title", 1), *skipped("header", 2)],
    ),
    Case(
        "names_only",
        lines("姓名", "张三", "李　四"),
        "a list of one column",
        {"header_line": 1},
        [("姓名", "name")],
        [*skipped("header", 1), data(2, name="张三"), data(3, name="李四")],
    ),
    Case(
        "unit_line_like_a_heading",
        lines(
            "填报单位,西湖区,联系人,李四,联系电话,0791-86812345,填报时间,2016年11月",
            "序号,姓名,流出地,外出时间,联系电话,,,",
            "（1）,（2）,（3）,（4）,（5）,,,",
            "例,王小明,南昌县,2014.5,13800138000,,,",
            "1,张三,南昌县,2014.5,13800138005,,,",
            "填表人,,李四,,,,,",
            ",,,,2016年11月24日,,,",
        ),
        "a line above that has headings of its own, numbered columns, an example, signatures without a colon",
        {"header_line": 2},
        [("序号", None), *_FOUR],
        [
            *skipped("title", 1),
            *skipped("header", 2, 3),
            *skipped("note", 4),
            _member(5, "张三", "13800138005"),
            *skipped("note", 6, 7),
        ],
    ),
    Case(
        "instructions_below",
        lines(
            _HEADER,
            "张三,南昌县,2014.5,13800138005",
            "填表说明：,,,",
            "1、外出时间填写到月，如2016.3；不掌握的填“不详”。,,,",
            "2、此表由流出地党组织填写,,,",
        ),
        "the form's own instructions under the table",
        {"header_line": 1},
        _FOUR,
        [*skipped("header", 1), _member(2, "张三", "13800138005"), *skipped("note", 3, 4, 5)],
    ),
]
