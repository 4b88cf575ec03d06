"""Workbooks: typed cells, several sheets, merged cells, hidden rows, formatting without end."""

from tests.members.surveys.corpus.books import (
    ODS_COVERED,
    BookSheet,
    Raw,
    Styled,
    XlsError,
    ods,
    ods_cell,
    ods_error,
    xls,
    xlsx,
)
from tests.members.surveys.corpus.cases import Case, data, day, identity, phone, skipped

_HEADER = ["姓名", "流出地", "外出时间", "联系电话"]
_COLUMNS = [("姓名", "name"), ("流出地", "origin"), ("外出时间", "left_on"), ("联系电话", "contact")]
_ONE = ["张三", "南昌县", "2014.5", 13800138005]
_ONE_READ = data(2, name="张三", origin="南昌县", left_on=day("2014-05"), contact=phone("13800138005"))


def _book(name: str, why: str, sheet: BookSheet, rows: list, **facts: object) -> Case:
    file = {"encoding": None, "delimiter": None, "sheet": sheet.name, "header_line": 1} | facts
    return Case(name, xlsx(sheet), why, file, _COLUMNS, [*skipped("header", 1), *rows])


_TWO_ROW_SHEET = BookSheet(
    "名册",
    [
        ["2016年驻京流动党员登记表"],
        ["序号", "姓名", "流出地", None, "外出时间", "联系方式"],
        [None, None, "县（市、区）", "乡镇", None, "手机", "微信"],
        [1, "张三", "西湖区", "桃源街道", "2014.5", 13800138005, "zhang_san"],
        [2, "李四", None, "朝阳洲街道", "2014.6", 13800138006],
        [3, "王五", None, "系马桩街道", "2014.7", 13800138007],
        ["合计", None, "3人"],
    ],
    merges=["A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:G2", "C4:C5"],
)

_LEDGER = BookSheet(
    "名册",
    [
        ["2016年流动党员台账"],
        ["填报单位：某镇党委", None, None, None, "填报时间：2016年11月"],
        ["序号", "村", "姓名", "外出情况", None, None, "联系方式"],
        [None, None, None, "时间", "地点", "职业"],
        [1, "甲村", "张三", "2014.5", "丰台区", "保安", 13800138005],
        [2, None, "李四", "2014.6", "海淀区", "厨师", 13800138006],
        [1, "乙村", "王五", "2014.7", "朝阳区", "保洁", 13800138007],
        ["合计", None, "3人"],
        ["填表人：", "赵六", None, "审核人："],
    ],
    merges=["A1:G1", "A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:G4", "B5:B6"],
)

CASES = [
    _book(
        "numbers_dates_serials",
        "phones stored as numbers, real dates, dates shown without a day, day numbers, 2016.1 typed as a number",
        BookSheet(
            "名册",
            [
                _HEADER,
                ["张三", "南昌县", Styled(41713, "date"), 13800138005],
                ["李四", "南昌县", Styled(41699, "month"), 13800138006.0],
                ["王五", "南昌县", 42430, "13800138007.0"],
                ["赵六", "南昌县", 2016.1, 13800000000],
                ["钱七", "南昌县", "2016.1", "13800138008"],
                ["孙八", "南昌县", 2016.3, 13800138009],
                ["周九", "南昌县", 201603, 13800138010],
            ],
        ),
        [
            data(2, name="张三", origin="南昌县", left_on=day("2014-03-15"), contact=phone("13800138005")),
            data(3, name="李四", origin="南昌县", left_on=day("2014-03"), contact=phone("13800138006")),
            data(
                4,
                "left_on:excel_serial",
                name="王五",
                origin="南昌县",
                left_on=day("2016-03"),
                contact=phone("13800138007"),
            ),
            data(
                5, "left_on:ambiguous_date", "contact:digits_lost!", name="赵六", origin="南昌县", left_on=day("2016")
            ),
            data(6, name="钱七", origin="南昌县", left_on=day("2016-01"), contact=phone("13800138008")),
            data(7, name="孙八", origin="南昌县", left_on=day("2016-03"), contact=phone("13800138009")),
            data(8, name="周九", origin="南昌县", left_on=day("2016-03"), contact=phone("13800138010")),
        ],
    ),
    Case(
        "identity_as_number",
        xlsx(
            BookSheet(
                "名册",
                [
                    ["姓名", "身份证号", "流出地", "联系电话"],
                    ["张三", 999999199001010000, "南昌县", 13800138005],
                    ["李四", identity(), "南昌县", 13800138006],
                ],
            )
        ),
        "a spreadsheet program keeps 15 digits of 18",
        {"sheet": "名册", "header_line": 1},
        [("姓名", "name"), ("身份证号", "id_number"), ("流出地", "origin"), ("联系电话", "contact")],
        [
            *skipped("header", 1),
            data(2, "id_number:digits_lost!", name="张三", origin="南昌县", contact=phone("13800138005")),
            data(3, name="李四", origin="南昌县", contact=phone("13800138006")) | {"identified": True},
        ],
    ),
    Case(
        "two_row_heading_merged",
        xlsx(_TWO_ROW_SHEET),
        "a heading of two rows; a county merged over two of its three people goes to two",
        {"sheet": "名册", "header_line": 2},
        [
            ("序号", None),
            ("姓名", "name"),
            ("流出地/县（市、区）", "origin"),
            ("流出地/乡镇", "origin"),
            ("外出时间", "left_on"),
            ("联系方式/手机", "contact"),
            ("联系方式/微信", "contact"),
        ],
        [
            *skipped("title", 1),
            *skipped("header", 2, 3),
            data(
                4,
                name="张三",
                origin="西湖区桃源街道",
                left_on=day("2014-05"),
                contact=phone("13800138005", other="微信 zhang_san"),
            ),
            data(5, name="李四", origin="西湖区朝阳洲街道", left_on=day("2014-06"), contact=phone("13800138006")),
            data(6, name="王五", origin="系马桩街道", left_on=day("2014-07"), contact=phone("13800138007")),
            *skipped("total", 7),
        ],
    ),
    Case(
        "several_sheets",
        xlsx(
            BookSheet("填表说明", [["一、本表由流出地党组织填写"], ["二、外出时间填到月"]]),
            BookSheet("桃源街道", [_HEADER, _ONE]),
            BookSheet("朝阳洲街道", [_HEADER, ["李四", "南昌县", "2014.6", 13800138006]]),
            BookSheet("草稿", [_HEADER, ["王五", "南昌县", "2014.7", 13800138007]], hidden=True),
        ),
        "the first sheet holds instructions; the others are named, hidden ones too",
        {
            "sheet": "桃源街道",
            "other_sheets": ["填表说明", "朝阳洲街道", "草稿"],
            "header_line": 1,
            "warnings": ["other_lists", "hidden_sheets"],
        },
        _COLUMNS,
        [*skipped("header", 1), _ONE_READ],
    ),
    Case(
        "headings_and_nobody_before_the_list",
        xlsx(BookSheet("样表", [_HEADER]), BookSheet("名册", [_HEADER, _ONE]), BookSheet("Sheet3", [])),
        "the first sheet is the empty form, the last one is empty: the list is read, and nothing is left out",
        {"sheet": "名册", "other_sheets": ["样表", "Sheet3"], "header_line": 1, "warnings": []},
        _COLUMNS,
        [*skipped("header", 1), _ONE_READ],
    ),
    Case(
        "sheet_chosen",
        xlsx(BookSheet("甲", [_HEADER, _ONE]), BookSheet("乙", [_HEADER, ["李四", "南昌县", "2014.6", 13800138006]])),
        "the user names the sheet",
        {"sheet": "乙", "other_sheets": ["甲"], "header_line": 1, "warnings": []},
        _COLUMNS,
        [
            *skipped("header", 1),
            data(2, name="李四", origin="南昌县", left_on=day("2014-06"), contact=phone("13800138006")),
        ],
        options={"sheet": "乙"},
    ),
    Case(
        "no_such_sheet",
        xlsx(BookSheet("甲", [_HEADER, _ONE])),
        "the user names a sheet there is not",
        options={"sheet": "丙"},
        unusable="no_such_sheet",
    ),
    _book(
        "hidden_row",
        "a hidden row is read, and said to be hidden",
        BookSheet("名册", [_HEADER, _ONE, ["李四", "南昌县", "2014.6", 13800138006]], hidden_rows=[3]),
        [
            _ONE_READ,
            data(3, name="李四", origin="南昌县", left_on=day("2014-06"), contact=phone("13800138006")),
        ],
        warnings=["hidden_rows"],
    ),
    _book(
        "struck_out_row",
        "a row that is struck out is read, and said to be struck out",
        BookSheet(
            "名册",
            [_HEADER, _ONE, ["李四", "南昌县", "2014.6", Styled(13800138006, "struck")]],
            blank_formatted_to=9,
        ),
        [
            _ONE_READ,
            data(3, name="李四", origin="南昌县", left_on=day("2014-06"), contact=phone("13800138006")),
        ],
        warnings=["struck_rows"],
    ),
    Case(
        "ods_hidden",
        ods(
            "名册",
            [
                [ods_cell(text) for text in _HEADER],
                [ods_cell(text) for text in ("张三", "南昌县", "2014.5", "13800138005")],
                [ods_cell(text) for text in ("李四", "南昌县", "2014.6", "13800138006")],
            ],
            hidden_rows=[3],
        ),
        "a hidden row of an OpenDocument sheet is read, and said to be hidden",
        {"sheet": "名册", "header_line": 1, "warnings": ["hidden_rows"]},
        _COLUMNS,
        [
            *skipped("header", 1),
            _ONE_READ,
            data(3, name="李四", origin="南昌县", left_on=day("2014-06"), contact=phone("13800138006")),
        ],
    ),
    Case(
        "ods_errors",
        ods(
            "名册",
            [
                [ods_cell(text) for text in _HEADER],
                [ods_cell("张三"), ods_error("#N/A"), ods_error("Err:502", number=True), ods_cell("13800138005")],
                [ods_cell("李四"), ods_cell("南昌县"), ods_error("#DIV/0!", across=2)],
            ],
        ),
        "errors of an OpenDocument sheet are no blanks, and no zeros",
        {"sheet": "名册", "header_line": 1},
        _COLUMNS,
        [
            *skipped("header", 1),
            data(2, "origin:error_cell", "left_on:error_cell", name="张三", contact=phone("13800138005")),
            data(3, "left_on:error_cell", "contact:error_cell", name="李四", origin="南昌县"),
        ],
    ),
    Case(
        "hidden_sheet_alone",
        xlsx(BookSheet("名册", [_HEADER, _ONE], hidden=True)),
        "the one sheet is hidden: it is read, and not said to be left out",
        {"sheet": "名册", "other_sheets": [], "header_line": 1, "warnings": []},
        _COLUMNS,
        [*skipped("header", 1), _ONE_READ],
    ),
    Case(
        "two_rows_of_headings_township_ledger",
        xlsx(_LEDGER),
        "a ledger of a township: title, unit, groups, numbers that begin anew, villages merged down, signatures",
        {"sheet": "名册", "header_line": 3},
        [
            ("序号", None),
            ("村", "origin"),
            ("姓名", "name"),
            ("外出情况/时间", "left_on"),
            ("外出情况/地点", "work_address"),
            ("外出情况/职业", "occupation"),
            ("联系方式", "contact"),
        ],
        [
            *skipped("title", 1, 2),
            *skipped("header", 3, 4),
            *(
                data(
                    line,
                    name=name,
                    origin=village,
                    left_on=day(f"2014-0{line}"),
                    work_address=district,
                    occupation={"category": "worker", "text": work},
                    contact=phone(f"1380013800{line}"),
                )
                for line, name, village, district, work in (
                    (5, "张三", "甲村", "丰台区", "保安"),
                    (6, "李四", "甲村", "海淀区", "厨师"),
                    (7, "王五", "乙村", "朝阳区", "保洁"),
                )
            ),
            *skipped("total", 8),
            *skipped("note", 9),
        ],
    ),
    Case(
        "xls_details",
        xls(
            "名册",
            [
                _HEADER,
                ["张三", "南昌县", Styled(40251, "date"), 13800138005],
                ["李四", "南昌县", Styled(40237, "month"), 13800138006],
                ["王五", "南昌县", 40969, XlsError(0x2A)],
                ["赵六", "南昌县", "2014.6", Styled(13800138008, "struck")],
            ],
            hidden_rows=[3],
            since_1904=True,
        ),
        "an old workbook: days counted from 1904, a date shown without its day, an error, a hidden and a struck-out row",
        {"sheet": "名册", "header_line": 1, "warnings": ["hidden_rows", "struck_rows"]},
        _COLUMNS,
        [
            *skipped("header", 1),
            data(2, name="张三", origin="南昌县", left_on=day("2014-03-15"), contact=phone("13800138005")),
            data(3, name="李四", origin="南昌县", left_on=day("2014-03"), contact=phone("13800138006")),
            data(
                4, "left_on:excel_serial", "contact:error_cell", name="王五", origin="南昌县", left_on=day("2016-03-02")
            ),
            data(5, name="赵六", origin="南昌县", left_on=day("2014-06"), contact=phone("13800138008")),
        ],
    ),
    _book(
        "formatted_without_end",
        "formatting goes on below the last row: no rows there",
        BookSheet("名册", [_HEADER, _ONE], blank_formatted_to=5000),
        [_ONE_READ],
    ),
    _book(
        "formulas_and_errors",
        "a formula with its result, one without, an error",
        BookSheet(
            "名册",
            [
                _HEADER,
                [Raw('<c t="str"><f>"张"&amp;"三"</f><v>张三</v></c>'), "南昌县", "2014.5", 13800138005],
                ["李四", Raw("<c><f>B2</f></c>"), Raw('<c t="e"><v>#REF!</v></c>'), 13800138006],
            ],
        ),
        [_ONE_READ, data(3, "left_on:error_cell", name="李四", contact=phone("13800138006"))],
        warnings=["formulas_without_results"],
    ),
    Case(
        "since_1904",
        xlsx(
            BookSheet(
                "名册",
                [
                    _HEADER,
                    ["张三", "南昌县", Styled(40251, "date"), 13800138005],
                    ["李四", "南昌县", 40969, 13800138006],
                ],
            ),
            since_1904=True,
        ),
        "days counted from 1904, as on old Macs",
        {"sheet": "名册", "header_line": 1},
        _COLUMNS,
        [
            *skipped("header", 1),
            data(2, name="张三", origin="南昌县", left_on=day("2014-03-15"), contact=phone("13800138005")),
            data(
                3,
                "left_on:excel_serial",
                name="李四",
                origin="南昌县",
                left_on=day("2016-03-02"),
                contact=phone("13800138006"),
            ),
        ],
    ),
    Case(
        "ods_merged",
        ods(
            "名册",
            [
                [ods_cell(text) for text in _HEADER],
                [ods_cell("张三"), ods_cell("南昌县", down=2), ods_cell("2014.5"), ods_cell(13800138005)],
                [ods_cell("李四"), ODS_COVERED, ods_cell("2014.6"), ods_cell(13800138006)],
            ],
        ),
        "an OpenDocument sheet, its county merged down",
        {"sheet": "名册", "header_line": 1},
        _COLUMNS,
        [
            *skipped("header", 1),
            _ONE_READ,
            data(3, name="李四", origin="南昌县", left_on=day("2014-06"), contact=phone("13800138006")),
        ],
    ),
    Case(
        "title_rows_blank_rows",
        xlsx(BookSheet("名册", [["登记表"], [], _HEADER, [], _ONE, [None, " "]], first_row=3)),
        "the table does not begin in the first row; blank rows stand before and between",
        {"sheet": "名册", "header_line": 5},
        _COLUMNS,
        [
            *skipped("blank", 1, 2),
            *skipped("title", 3),
            *skipped("blank", 4),
            *skipped("header", 5),
            *skipped("blank", 6),
            _ONE_READ | {"line": 7},
        ],
    ),
    Case(
        "list_behind_other_lists",
        xlsx(
            BookSheet("支部", [["序号", "支部名称", "书记", "联系电话"], [1, "甲支部", "李四", 13900139005]]),
            BookSheet(
                "字典", [["人员类别", "党费收缴情况", "职业类别", "县区"], ["正式党员", "已交", "务工", "南昌县"]]
            ),
            BookSheet("名册", [["姓名", "流出地", "联系电话"], ["张三", "南昌县", 13800138005]]),
        ),
        "sheets with known headings and no names stand before the list",
        {"sheet": "名册", "other_sheets": ["支部", "字典"], "header_line": 1},
        [("姓名", "name"), ("流出地", "origin"), ("联系电话", "contact")],
        [*skipped("header", 1), data(2, name="张三", origin="南昌县", contact=phone("13800138005"))],
    ),
]
