"""Dates as people and spreadsheet programs write them (domain 5.3)."""

from tests.members.surveys.corpus.cases import Case, data, day, lines, phone, skipped

_DATES = [
    # (written, value, faults)
    ("2016.3", day("2016-03"), []),
    ("2016年3月", day("2016-03"), []),
    ("2016-3-5", day("2016-03-05"), []),
    ("201603", day("2016-03"), []),
    ("20160305", day("2016-03-05"), []),
    ("16.3", day("2016-03"), ["left_on:short_year"]),
    ("2016/03/", day("2016-03"), []),
    ("２０１６年３月", day("2016-03"), []),
    ("二〇一六年三月", day("2016-03"), []),
    ("二零一六年十二月二十三日", day("2016-12-23"), []),
    ("42430", day("2016-03"), ["left_on:excel_serial"]),
    ("2016", day("2016"), []),
    ("2016.1", day("2016"), ["left_on:ambiguous_date"]),
    ("3/5/2016", day("2016"), ["left_on:ambiguous_date"]),
    ("2016年3月底", day("2016-03"), ["left_on:vague_date"]),
    ("2016-02-30", None, ["left_on:no_such_day!"]),
    ("2016-13", None, ["left_on:no_such_day!"]),
    ("2031.5", None, ["left_on:future_date!"]),
    ("去年春节", None, ["left_on:unreadable_date!"]),
    ("十多年", None, ["left_on:unreadable_date!"]),
    ("3月16日", None, ["left_on:unreadable_date!"]),
    ("不详", None, []),
    ("", None, []),
    ("二O一六年三月", day("2016-03"), []),
    ("20163", None, ["left_on:ambiguous_date!"]),
    ("民国103年5月", None, ["left_on:unreadable_date!"]),
    ("农历2014年三月", None, ["left_on:unreadable_date!"]),
    ("2016年三月初五", None, ["left_on:unreadable_date!"]),
    ("2016.13", None, ["left_on:no_such_day!"]),
    ("2016.3-2017.5", None, ["left_on:unreadable_date!"]),
    ("2014年5月1日至今", day("2014-05-01"), []),
    ("2016-03-05 00:00:00", day("2016-03-05"), []),
    ("Mar-16", day("2016-03"), ["left_on:short_year"]),
    ("1900-01-00", None, ["left_on:no_such_day!"]),
]


def _dates() -> Case:
    rows = [f"张三,{written},13800138005" for written, _, _ in _DATES]
    return Case(
        "dates_of_every_form",
        lines("姓名,外出时间,联系电话", *rows, encoding="gb18030"),
        "every form of a date, to the year, the month or the day; none invented",
        {"header_line": 1},
        [("姓名", "name"), ("外出时间", "left_on"), ("联系电话", "contact")],
        [
            *skipped("header", 1),
            *(
                data(line, *faults, name="张三", **({"left_on": value} if value else {}), contact=phone("13800138005"))
                for line, (_, value, faults) in enumerate(_DATES, start=2)
            ),
        ],
    )


CASES = [
    _dates(),
    Case(
        "order_shown_by_the_column",
        lines("姓名,流出地,入党时间,外出时间", "张三,南昌县,3/5/2006,25/4/2014", "李四,南昌县,25/3/2006,4/5/2014"),
        "a day above 12 in the same column shows the order of the others",
        {"header_line": 1},
        [("姓名", "name"), ("流出地", "origin"), ("入党时间", "joined_on"), ("外出时间", "left_on")],
        [
            *skipped("header", 1),
            data(2, name="张三", origin="南昌县", joined_on=day("2006-05-03"), left_on=day("2014-04-25")),
            data(3, name="李四", origin="南昌县", joined_on=day("2006-03-25"), left_on=day("2014-05-04")),
        ],
    ),
    Case(
        "zero_kept_by_the_column",
        lines("姓名,流出地,外出时间,联系电话", "张三,南昌县,2016.1,13800138005", "李四,南昌县,2015.10,13800138006"),
        "a kept zero of 2015.10 shows that 2016.1 is January",
        {"header_line": 1},
        [("姓名", "name"), ("流出地", "origin"), ("外出时间", "left_on"), ("联系电话", "contact")],
        [
            *skipped("header", 1),
            data(2, name="张三", origin="南昌县", left_on=day("2016-01"), contact=phone("13800138005")),
            data(3, name="李四", origin="南昌县", left_on=day("2015-10"), contact=phone("13800138006")),
        ],
    ),
    Case(
        "joining_and_confirmation",
        lines(
            "姓名,人员类别,入党日期,转正日期",
            "张三,正式党员,2010-07-01,2011-07-01",
            "李四,正式党员,1971-05-04,1971-05-04",
            "王五,正式党员,1995-07-01,1995-07-01",
            "赵六,正式党员,2010-07-01,2009-07-01",
        ),
        "no probation from 1969 to 1977; nobody is confirmed before joining",
        {"header_line": 1},
        [("姓名", "name"), ("人员类别", "kind"), ("入党日期", "joined_on"), ("转正日期", "confirmed_on")],
        [
            *skipped("header", 1),
            data(2, name="张三", kind="formal", joined_on=day("2010-07-01"), confirmed_on=day("2011-07-01")),
            data(3, name="李四", kind="formal", joined_on=day("1971-05-04"), confirmed_on=day("1971-05-04")),
            data(
                4,
                "confirmed_on:probation_length",
                name="王五",
                kind="formal",
                joined_on=day("1995-07-01"),
                confirmed_on=day("1995-07-01"),
            ),
            data(
                5,
                "confirmed_on:confirmed_before_joined!",
                name="赵六",
                kind="formal",
                joined_on=day("2010-07-01"),
                confirmed_on=day("2009-07-01"),
            ),
        ],
    ),
]
