"""Dates to the year, the month or the day: every written form comes back, none is invented, nothing else is a date."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.surveys.values.date_columns import hints_of
from members.surveys.values.date_forms import readings
from members.surveys.values.dates import DateHints, order_faults, parse_confirmed, parse_date
from members.surveys.values.days import Day, json_date
from members.surveys.values.faults import ERROR, UNKNOWN

TODAY = datetime.date(2026, 11, 24)
DAYS = st.dates(datetime.date(1921, 7, 23), TODAY)
WRITTEN_DIGITS = "〇一二三四五六七八九"

DAY_FORMS = [
    "{y}-{m}-{d}",
    "{y}-{m:02}-{d:02}",
    "{y}/{m}/{d}",
    "{y}.{m}.{d}",
    "{y}年{m}月{d}日",
    "{y}年{m:02}月{d:02}号",
    "{y} 年 {m} 月 {d} 日",
    "{y}{m:02}{d:02}",
    "{y}。{m}。{d}",
    "{y}-{m:02}-{d:02}T10:20:30",
    "{y}/{m}/{d} 0:00:00",
    "{y}年{m}月{d}日 星期六",
]
MONTH_FORMS = [
    "{y}-{m}",
    "{y}-{m:02}",
    "{y}/{m}",
    "{y}/{m}/",
    "{y}.{m:02}",
    "{y}年{m}月",
    "{y}年{m}月份",
    "{y}{m:02}",
    "{y}{m:02}00",
    "{m}/{y}",
    "{y}年{m}月起",
    "自{y}年{m}月至今",
]
YEAR_FORMS = ["{y}", "{y}年", "{y}0000", "{y}.", "{y}年至今"]


def rendered(form: str, day: datetime.date) -> str:
    return form.format(y=day.year, m=day.month, d=day.day)


def in_full_width(text: str) -> str:
    return text.translate({ord(digit): ord(digit) - ord("0") + ord("０") for digit in "0123456789"})


def in_chinese(number: int) -> str:
    """12 -> 十二, 23 -> 二十三."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{WRITTEN_DIGITS[tens]}十"
    return head + (WRITTEN_DIGITS[ones] if ones else "")


@given(DAYS, st.sampled_from(DAY_FORMS), st.booleans())
def test_a_written_day_comes_back(day, form, full_width):
    text = rendered(form, day)
    parsed = parse_date(in_full_width(text) if full_width else text, today=TODAY)
    assert parsed == ({"date": day.isoformat(), "precision": "day"}, ())


@given(DAYS, st.sampled_from(MONTH_FORMS))
def test_a_month_comes_back_without_a_day(day, form):
    text = rendered(form, day)
    assert parse_date(text, today=TODAY) == ({"date": f"{day:%Y-%m}", "precision": "month"}, ())


@given(st.text("0123456789./-年月日", max_size=10), st.sampled_from([None, "ymd", "dmy"]))
def test_a_bare_date_is_read_as_one_with_a_word_before_it(text, order):
    assert readings(text, today=TODAY, order=order) == readings(f"在{text}", today=TODAY, order=order)


@given(DAYS, st.sampled_from(YEAR_FORMS))
def test_a_year_comes_back_without_a_month(day, form):
    assert parse_date(rendered(form, day), today=TODAY) == ({"date": f"{day:%Y}", "precision": "year"}, ())


@given(DAYS)
def test_chinese_numerals(day):
    year = "".join(WRITTEN_DIGITS[int(digit)] for digit in str(day.year))
    text = f"{year}年{in_chinese(day.month)}月{in_chinese(day.day)}日"
    assert parse_date(text, today=TODAY).value == {"date": day.isoformat(), "precision": "day"}


@given(DAYS.filter(lambda day: day.year >= 1930 and day.month != 1))
def test_a_year_of_two_digits_is_the_last_one_that_is_not_to_come(day):
    parsed = parse_date(f"{day.year % 100:02}年{day.month}月", today=TODAY)
    assert parsed.value == {"date": f"{day:%Y-%m}", "precision": "month"}
    assert [fault.code for fault in parsed.faults] == ["short_year"]


@given(DAYS)
def test_a_day_number_of_a_spreadsheet_program(day):
    serial = (day - datetime.date(1899, 12, 30)).days
    if serial < 10_000 or (19520 <= serial <= 20579 and serial % 10):
        return  # before 1927 four digits are a year; 20163 may be a year and a month
    parsed = parse_date(str(serial), today=TODAY, hints=DateHints(serial_days=True))
    assert parsed.value == {"date": day.isoformat(), "precision": "day"}
    assert [fault.code for fault in parsed.faults] == ["excel_serial"]


@pytest.mark.parametrize(("text", "month"), [("20163", "2016-03"), ("19859", "1985-09")])
def test_a_year_and_a_month_without_zero_is_no_day_number_of_the_fifties(text, month):
    parsed = parse_date(text, today=TODAY)
    assert parsed.value is UNKNOWN
    assert [(fault.code, fault.proposal["date"]) for fault in parsed.faults] == [("ambiguous_date", month)]


@pytest.mark.parametrize(
    ("text", "day"), [("二O一六年三月", "2016-03"), ("二oo五年", "2005"), ("一九九O年十月", "1990-10")]
)
def test_a_letter_for_the_chinese_zero(text, day):
    assert parse_date(text, today=TODAY).value["date"] == day


@given(st.text() | st.text("0123456789./-年月日号 ·。、〇一二十廿初底约T:"))
def test_any_text_is_a_date_of_the_past_or_says_why_not(text):
    parsed = parse_date(text, today=TODAY)
    if isinstance(parsed.value, dict):
        date, precision = parsed.value["date"], parsed.value["precision"]
        assert date.count("-") == ("year", "month", "day").index(precision)
        assert "1921" <= date <= TODAY.isoformat()
        assert all(fault.level != ERROR for fault in parsed.faults)
    else:
        assert parsed.value in (None, UNKNOWN)


@given(
    DAYS, st.sampled_from(MONTH_FORMS + YEAR_FORMS), st.sampled_from(["底", "初", "左右", " ", "。", "春节", "以后"])
)
def test_no_word_makes_a_day_out_of_a_month(day, form, word):
    value = parse_date(rendered(form, day) + word, today=TODAY).value
    assert value is UNKNOWN or value["precision"] != "day"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2016.1", "2016"),  # or 2016.10, typed as a number
        ("16.1", "2016"),
        ("3/5/2016", "2016"),
        ("12.10", None),  # October 2012, or a day without its year
        ("10年", None),  # 2010, or ten years away
        ("05-03-06", None),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_about(text, value):
    parsed = parse_date(text, today=TODAY)
    assert [fault.code for fault in parsed.faults] == ["ambiguous_date"]
    assert parsed.faults[0].proposal["date"]
    assert parsed.value == ({"date": value, "precision": "year"} if value else UNKNOWN)


def test_the_answer_for_a_column_settles_its_cells():
    day_first = DateHints(order="dmy")
    october = DateHints(october=True)
    assert parse_date("3/5/2016", today=TODAY, hints=day_first).value == {"date": "2016-05-03", "precision": "day"}
    assert parse_date(("number", "2016.1"), today=TODAY, hints=october).value["date"] == "2016-10"


def test_a_column_shows_its_order_only_where_its_cells_agree():
    assert hints_of(["3/5/2016", "25/4/2014"], is_workbook=False).order == "dmy"
    assert hints_of(["3/5/2016", "25/4/2014", "4/25/2014"], is_workbook=False).order is None


def test_a_day_that_is_not_in_the_calendar_proposes_its_month():
    parsed = parse_date("2015-02-29", today=TODAY)
    assert (parsed.value, parsed.faults[0].code) == (UNKNOWN, "no_such_day")
    assert parsed.faults[0].proposal == {"date": "2015-02", "precision": "month"}


@pytest.mark.parametrize(
    ("joined", "confirmed", "codes"),
    [
        ("2010-07-01", "2011-07-01", []),
        ("2010", "2011-03", []),
        ("2010-07-01", "2012-07-01", []),  # extended once
        ("1971-05-04", "1971-05-04", []),  # no probation from 1969 to 1977
        ("1995-07-01", "1995-07-01", ["probation_length"]),
        ("1995-07-01", "2005-07-01", ["probation_length"]),
        ("2010-07-01", "2009-07-01", ["confirmed_before_joined"]),
        ("1970-05", "1970", ["confirmed_not_exact"]),  # its first day would lie before joining
        ("1970", "1970-05", []),
        ("1955-03-01", "1955-03-01", ["probation_length"]),  # half a year at least, as the roll has it
        ("1944-03-01", "1944-03-01", []),  # the rules varied
    ],
)
def test_probation_of_the_time(joined, confirmed, codes):
    faults = order_faults(*(json_date(Day.from_iso(text)) for text in (joined, confirmed)))
    assert [fault.code for fault in faults] == codes


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016.03.00", "2016-03"),
        ("2016-00-00", "2016"),
        ("2016年3月（春节后）", "2016-03"),
        ("2016年3月5日上午", "2016-03-05"),
        ("2016年外出务工", "2016"),
        ("2016年元月", "2016-01"),
        ("20160000", "2016"),
        ("2016年第一季度", "2016"),
        ("2016年度", "2016"),
        ("2008年—今", "2008"),
        ("2008～至今", "2008"),
        ("2008.0", "2008"),
        ("200803.0", "2008-03"),
        ("20080308.0", "2008-03-08"),
        ("2016年3月赴京", "2016-03"),
        ("2016年3月到北京务工", "2016-03"),
        ("2016年3月出去打工", "2016-03"),
        ("2016年3月流出至今", "2016-03"),
        ("2016年3月15日下午3时", "2016-03-15"),
        ("2016年3月15日10时30分", "2016-03-15"),
        ("2016-3-15上午", "2016-03-15"),
        ("2016/3/15 AM", "2016-03-15"),
        ("2016年7月1日按期转正", "2016-07-01"),
        ("2016年3月到现在", "2016-03"),
        ("（2016.3）", "2016-03"),
        ("2016年3月；", "2016-03"),
        ("2016年3月来", "2016-03"),
        ("2016年3月离家", "2016-03"),
        ("2016年3月—现在", "2016-03"),
        ("2016年3月 至 今", "2016-03"),
        ("2016年初春", "2016"),
        ("〇八年", "2008"),
        ("08年", "2008"),
        ("2016.3-15", "2016-03-15"),
        ("2016年5-3", "2016-05-03"),
        ("2016-3-4", "2016-03-04"),
        ("2016.3.5-", "2016-03-05"),
        ("2016/3/5/", "2016-03-05"),
        ("2016-3-5～", "2016-03-05"),
        ("20160305.", "2016-03-05"),
        ("2016‧3", "2016-03"),
        ("2016年暑期", "2016"),
    ],
)
def test_more_ways_to_say_no_more_than_one_knows(text, day):
    assert parse_date(text, today=TODAY).value["date"] == day


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("约2014年", "2014"),
        ("大概2014年", "2014"),
        ("2014年左右", "2014"),
        ("约2014年3月", "2014"),
        ("14年春", "2014"),
        ("10年底", "2010"),
        ("14年年初", "2014"),
        ("2014年年底", "2014"),
    ],
)
def test_what_is_vague_is_taken_as_far_as_it_is_said(text, date):
    parsed = parse_date(text, today=TODAY)
    assert parsed.value["date"] == date
    assert [(fault.code, fault.level) for fault in parsed.faults] == [("vague_date", "warning")]


@pytest.mark.parametrize(("text", "date"), [("1603", "2016-03"), ("20116.3", "2011-06")])
def test_numbers_that_may_be_mistyped_are_asked_about(text, date):
    parsed = parse_date(text, today=TODAY)
    assert parsed.value is UNKNOWN
    assert [(fault.code, fault.proposal) for fault in parsed.faults] == [
        ("ambiguous_date", {"date": date, "precision": "month"})
    ]


@pytest.mark.parametrize("text", ["2016.3-4", "2016年3-4", "2016/3-4"])
def test_two_months_are_no_day(text):
    parsed = parse_date(text, today=TODAY)
    assert parsed.value is UNKNOWN
    assert [fault.code for fault in parsed.faults] == ["ambiguous_date"]


def test_a_column_with_its_years_first_shows_what_four_digits_are():
    assert parse_date("1603", today=TODAY, hints=DateHints(order="ymd")).value == {
        "date": "2016-03",
        "precision": "month",
    }


@pytest.mark.parametrize("text", ["不记得", "记不清", "忘记了"])
def test_who_does_not_remember_says_nothing(text):
    assert parse_date(text, today=TODAY) == (UNKNOWN, ())


@pytest.mark.parametrize(
    "text",
    [
        "预备",
        "预备期",
        "预备期内",
        "暂未转正",
        "尚未",
        "仍在预备期",
        "预备期未满",
        "预备党员，未转正",
        "未转正",
        "尚未到期",
        "还没转正",
        "待转正",
        "不满一年",
    ],
)
def test_who_is_on_probation_has_no_day_of_becoming_a_formal_member(text):
    assert parse_confirmed(text, today=TODAY) == (None, ())


def test_a_day_of_becoming_a_formal_member_is_a_date():
    assert parse_confirmed("2016.3", today=TODAY) == parse_date("2016.3", today=TODAY)
    assert [fault.code for fault in parse_confirmed("预备党员张三", today=TODAY).faults] == ["unreadable_date"]


@pytest.mark.parametrize(
    "text",
    [
        "2016年正月十五",
        "2016年腊月",
        "2016年3月（农历）",
        "2016年3月（2018年返回）",
        "2016年(左右)",
        "约10年前",
        "2016年3月15日晚8",
        "2016年3月（已返乡）",
    ],
)
def test_months_of_the_moon_and_second_days_are_not_read(text):
    assert [fault.code for fault in parse_date(text, today=TODAY).faults] == ["unreadable_date"]
