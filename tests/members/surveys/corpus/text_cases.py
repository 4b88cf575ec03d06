"""Text files: delimiters, line ends, line breaks in cells, quotes."""

from tests.members.surveys.corpus.cases import Case, data, day, lines, phone, skipped

_FOUR = [("姓名", "name"), ("流出地", "origin"), ("外出时间", "left_on"), ("联系电话", "contact")]
_HEADER = "姓名,流出地,外出时间,联系电话"


def _member(line: int, name: str, number: str, *faults: str, origin: str = "南昌县", left_on: str = "2014-05"):
    return data(line, *faults, name=name, origin=origin, left_on=day(left_on), contact=phone(number))


def _parted(name: str, mark: str, why: str, *, end: str = "\n") -> Case:
    rows = [
        row.replace(",", mark) for row in (_HEADER, "张三,南昌县,2014.5,13800138005", "李四,南昌县,2014.6,13800138006")
    ]
    return Case(
        name,
        lines(*rows, end=end),
        why,
        {"delimiter": mark, "header_line": 1},
        _FOUR,
        [
            *skipped("header", 1),
            _member(2, "张三", "13800138005"),
            _member(3, "李四", "13800138006", left_on="2014-06"),
        ],
    )


CASES = [
    _parted("tabs", "\t", "parted by tabs"),
    _parted("semicolons", ";", "parted by semicolons"),
    _parted("bars", "|", "parted by bars"),
    _parted("full_width_commas", "，", "typed in a chat, parted by Chinese commas"),
    _parted("full_width_semicolons", "；", "typed in a chat, parted by Chinese semicolons"),
    _parted("enumeration_commas", "、", "typed in a chat, parted by the comma of enumerations"),
    _parted("line_ends_cr", ",", "line ends of an old Mac: CR alone", end="\r"),
    _parted("line_ends_crlf", ",", "line ends of Windows", end="\r\n"),
    Case(
        "line_break_in_cell",
        lines(
            "姓名,流出地,外出时间,联系电话",
            '张三,"南昌市',
            '西湖区",2014.5,"13800138005',
            '13900139005"',
            "李四,南昌县,2014.6,13800138006",
        ),
        "line breaks inside quotes: lines are counted as an editor counts them",
        {"header_line": 1},
        _FOUR,
        [
            *skipped("header", 1),
            data(
                2,
                name="张三",
                origin="南昌市 西湖区",
                left_on=day("2014-05"),
                contact=phone("13800138005", "13900139005"),
            ),
            _member(5, "李四", "13800138006", left_on="2014-06"),
        ],
    ),
    Case(
        "stray_quote",
        lines(
            _HEADER,
            '"张三,南昌县,2014.5,13800138005',
            "李四,南昌县,2014.6,13800138006",
            '王五,"南昌县"莲塘镇,2014.7,13800138007',
            "赵六,南昌县,2014.8,13800138008",
        ),
        "a quote that nobody closed must not swallow the people after it",
        {"header_line": 1},
        _FOUR,
        [
            *skipped("header", 1),
            _member(2, "张三", "13800138005"),
            _member(3, "李四", "13800138006", left_on="2014-06"),
            _member(4, "王五", "13800138007", origin="南昌县莲塘镇", left_on="2014-07"),
            _member(5, "赵六", "13800138008", left_on="2014-08"),
        ],
    ),
    Case(
        "long_note_in_quotes",
        lines(
            f"{_HEADER},备注",
            '张三,南昌县,2014.5,13800138005,"' + "情况说明\n" * 50 + '"',
            "李四,南昌县,2014.6,13800138006,",
        ),
        "a note of fifty lines, rightly quoted, is one cell and not fifty people",
        {"header_line": 1},
        [*_FOUR, ("备注", None)],
        [
            *skipped("header", 1),
            _member(2, "张三", "13800138005"),
            _member(53, "李四", "13800138006", left_on="2014-06"),
        ],
    ),
    Case(
        "control_characters",
        lines(_HEADER, "张\0三,南昌县,2014.5,13800138005", "李\x01四,南昌县,2014.6\x7f,13800138006") + b"\x1a",
        "zero bytes of an old database, and the mark with which old programs end a file",
        {"encoding": "utf-8", "header_line": 1},
        _FOUR,
        [
            *skipped("header", 1),
            _member(2, "张三", "13800138005"),
            _member(3, "李四", "13800138006", left_on="2014-06"),
            *skipped("blank", 4),
        ],
    ),
    Case(
        "ruled_table",
        lines(
            "| 姓名 | 流出地 | 外出时间 | 联系电话 |",
            "|------|------|------|------|",
            "| 张三 | 南昌县 | 2014.5 | 13800138005 |",
            "| 李四 | 南昌县 | 2014.6 | 13800138006 |",
        ),
        "a table drawn with bars and dashes",
        {"delimiter": "|", "header_line": 1},
        [("", None), *_FOUR],
        [
            *skipped("header", 1),
            *skipped("blank", 2),
            _member(3, "张三", "13800138005"),
            _member(4, "李四", "13800138006", left_on="2014-06"),
        ],
    ),
    Case(
        "every_line_end",
        "\n".join(
            [f"\ufeff{_HEADER}\r", '张三,"南昌市\r西湖区",2014.5,13800138005\r李四,南昌县,2014.6,13800138006\r', ""]
        ).encode(),
        "three kinds of line ends in one file, one of them inside a cell, behind a byte order mark",
        {"encoding": "utf-8-sig", "header_line": 1},
        _FOUR,
        [
            *skipped("header", 1),
            _member(2, "张三", "13800138005", origin="南昌市 西湖区"),
            _member(4, "李四", "13800138006", left_on="2014-06"),
        ],
    ),
    Case(
        "excel_sep_line",
        lines("sep=;", "姓名;流出地;外出时间;联系电话", "张三;南昌县;2014.5;13800138005"),
        "Excel's own first line that names the delimiter",
        {"delimiter": ";", "header_line": 2},
        _FOUR,
        [*skipped("title", 1), *skipped("header", 2), _member(3, "张三", "13800138005")],
    ),
    Case(
        "typed_in_columns",
        lines(
            "驻京流动党员名单",
            "姓名    流出地    外出时间  联系电话",
            "张三    南昌县    2014.5    13800138005",
            "李四　　南昌县　　2014.6　　13800138006",
        ),
        "a text typed in columns with blanks",
        {"delimiter": " ", "header_line": 2},
        _FOUR,
        [
            *skipped("title", 1),
            *skipped("header", 2),
            _member(3, "张三", "13800138005"),
            _member(4, "李四", "13800138006", left_on="2014-06"),
        ],
    ),
    Case(
        "kept_from_rounding",
        lines(
            _HEADER,
            '张三,南昌县,2014.5,="13800138005"',
            "'李四,'南昌县,'2014.6,'13800138006",
            '"王五", "南昌县", "2014.7", "13800138007"',
        ),
        "numbers kept from a spreadsheet program by formulas and apostrophes; blanks before quotes",
        {"header_line": 1},
        _FOUR,
        [
            *skipped("header", 1),
            _member(2, "张三", "13800138005"),
            _member(3, "李四", "13800138006", left_on="2014-06"),
            _member(4, "王五", "13800138007", left_on="2014-07"),
        ],
    ),
    Case(
        "commas_of_two_kinds",
        lines(
            _HEADER,
            "张三，南昌县，2014.5，13800138005",
            "李四\t南昌县\t2014.6\t13800138006",
            "王五 南昌县  2014.7 13800138007",
            "以上名单，由各支部核实，截至2016年11月，共3人。",
        ),
        "lines that were added with other commas than the heading has; a sentence stays one",
        {"delimiter": ",", "header_line": 1},
        _FOUR,
        [
            *skipped("header", 1),
            _member(2, "张三", "13800138005"),
            _member(3, "李四", "13800138006", left_on="2014-06"),
            _member(4, "王五", "13800138007", left_on="2014-07"),
            *skipped("note", 5),
        ],
    ),
    Case(
        "quotes_of_other_kinds",
        lines(
            _HEADER,
            "'张三','南昌县','2014.5','13800138005'",
            "“李四”,“南昌县”,“2014.6”,“13800138006”",
            '"王五" , "南昌县" , "2014.7" , "13800138007"',
        ),
        "cells in the quotes of a database or of a text program; blanks before and behind quotes",
        {"header_line": 1},
        _FOUR,
        [
            *skipped("header", 1),
            _member(2, "张三", "13800138005"),
            _member(3, "李四", "13800138006", left_on="2014-06"),
            _member(4, "王五", "13800138007", left_on="2014-07"),
        ],
    ),
    Case(
        "names_with_a_blank_inside",
        lines(
            "姓名      流出地    外出时间  联系电话",
            "张 三     南昌县    2014.5    13800138005",
            "欧阳小四  南昌县    2014.6    13800138006",
        ),
        "a text typed in columns, where a name of two characters was spread to the width of three",
        {"delimiter": " ", "header_line": 1},
        _FOUR,
        [
            *skipped("header", 1),
            _member(2, "张三", "13800138005"),
            _member(3, "欧阳小四", "13800138006", left_on="2014-06"),
        ],
    ),
    Case(
        "drawn_table",
        lines(
            "┌──┬───┬───┬──────┐",
            "│姓名│流出地│外出时间│联系电话│",
            "├──┼───┼───┼──────┤",
            "│张三│南昌县│2014.5│13800138005│",
            "└──┴───┴───┴──────┘",
            encoding="gb18030",
        ),
        "a table drawn with lines, as programs of old print it",
        {"encoding": "gb18030", "delimiter": "│", "header_line": 2},
        [("", None), *_FOUR],
        [
            *skipped("title", 1),
            *skipped("header", 2),
            *skipped("blank", 3),
            _member(4, "张三", "13800138005"),
            *skipped("blank", 5),
        ],
    ),
    Case(
        "zeros_behind",
        lines(_HEADER, "张三,南昌县,2014.5,13800138005") + bytes(300),
        "a file whose last block was filled with zeros",
        {"encoding": "utf-8", "header_line": 1},
        _FOUR,
        [*skipped("header", 1), _member(2, "张三", "13800138005"), *skipped("blank", 3)],
    ),
    Case(
        "whole_lines_in_quotes",
        lines(f'"{_HEADER}"', '"张三,南昌县,2014.5,13800138005"', '"以上名单，截至2016年11月"'),
        "a file that was written twice: each line is one cell in quotes",
        {"delimiter": ",", "header_line": 1},
        _FOUR,
        [*skipped("header", 1), _member(2, "张三", "13800138005"), *skipped("note", 3)],
    ),
]
