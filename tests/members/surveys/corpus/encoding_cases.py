"""Encodings: told apart by what they say, shown, and changeable."""

from tests.members.surveys.corpus.cases import Answer, Case, data, day, dues, lines, phone

_HEADER = "序号,姓名,流出地,外出时间,联系方式,党费收缴情况"
_COLUMNS = [
    ("序号", None),
    ("姓名", "name"),
    ("流出地", "origin"),
    ("外出时间", "left_on"),
    ("联系方式", "contact"),
    ("党费收缴情况", "dues"),
]
_ROWS = (
    _HEADER,
    "1,张三,南昌市西湖区,2014年3月,13800138005,已缴",
    "2,李四,鄱阳县,2015-06-01,13800138006,未缴",
)
_READ = [
    {"line": 1, "reason": "header"},
    data(
        2,
        name="张三",
        origin="南昌市西湖区",
        left_on=day("2014-03"),
        contact=phone("13800138005"),
        dues=dues("paid"),
    ),
    data(3, name="李四", origin="鄱阳县", left_on=day("2015-06-01"), contact=phone("13800138006"), dues=dues("unpaid")),
]


def _same(name: str, why: str, content: bytes, encoding: str) -> Case:
    return Case(name, content, why, {"encoding": encoding, "delimiter": ",", "header_line": 1}, _COLUMNS, _READ)


def _rare(name: str, encoding: str, expected: str) -> Case:
    rows = ("姓名,籍贯,外出时间,联系电话", "㛃䶮,吉安市,2014.5,13800138005", "王𬀩,吉水县,2014.6,13800138006")
    return Case(
        name,
        lines(*rows, encoding=encoding),
        "rare characters of names, which GB2312 and GBK lack",
        {"encoding": expected, "header_line": 1},
        [("姓名", "name"), ("籍贯", "origin"), ("外出时间", "left_on"), ("联系电话", "contact")],
        [
            {"line": 1, "reason": "header"},
            data(2, name="㛃䶮", origin="吉安市", left_on=day("2014-05"), contact=phone("13800138005")),
            data(3, name="王𬀩", origin="吉水县", left_on=day("2014-06"), contact=phone("13800138006")),
        ],
    )


def _mixed(name: str, encoding: str, other: str) -> Case:
    """A file put together from two, in two encodings."""
    rows = ["姓名,外出时间,联系电话", *(f"张三丰,2014.5,138001380{at}" for at in range(10, 40))]
    sound = [
        data(at - 8, name="张三丰", left_on=day("2014-05"), contact=phone(f"138001380{at}")) for at in range(10, 40)
    ]
    return Case(
        name,
        lines(*rows, encoding=encoding) + lines("李四,2014.5,13800138005", encoding=other),
        "one line is in another encoding: its name is refused, not entered garbled",
        {"encoding": encoding},
        [("姓名", "name"), ("外出时间", "left_on"), ("联系电话", "contact")],
        [
            {"line": 1, "reason": "header"},
            *sound,
            data(32, "name:damaged_text!", left_on=day("2014-05"), contact=phone("13800138005")),
        ],
    )


_TRADITIONAL = (
    "序號,姓名,流出地,外出時間,聯絡方式,黨費收繳情況",
    "1,張三豐,南昌市西湖區,2014年3月,13800138005,已繳",
    "2,陳麗華,鄱陽縣,2015-06-01,13800138006,未繳",
)
_TRADITIONAL_READ = [
    {"line": 1, "reason": "header"},
    data(
        2,
        name="張三豐",
        origin="南昌市西湖區",
        left_on=day("2014-03"),
        contact=phone("13800138005"),
        dues=dues("paid"),
    ),
    data(
        3, name="陳麗華", origin="鄱陽縣", left_on=day("2015-06-01"), contact=phone("13800138006"), dues=dues("unpaid")
    ),
]
_TRADITIONAL_COLUMNS = list(zip(_TRADITIONAL[0].split(","), [field for _, field in _COLUMNS], strict=True))


def _named(answer: Answer, name: str) -> Answer:
    return answer | {"values": answer["values"] | {"name": name}}


_CUT = lines(*_ROWS, "3,王五,南昌县,2016年5月,13800138007,已缴至2016年6月")[:-4]

CASES = [
    _same("utf8", "UTF-8 without a byte order mark", lines(*_ROWS), "utf-8"),
    _same(
        "utf8_bom", "a byte order mark must not eat the first heading", lines(*_ROWS, encoding="utf-8-sig"), "utf-8-sig"
    ),
    _same("gb18030", "what a Chinese Excel saves as CSV", lines(*_ROWS, encoding="gb18030"), "gb18030"),
    _same("utf16", "what Excel calls Unicode text", lines(*_ROWS, encoding="utf-16"), "utf-16"),
    _same("utf16_be_no_bom", "UTF-16 without its mark", lines(*_ROWS, encoding="utf-16-be"), "utf-16"),
    _rare("rare_names_gb18030", "gb18030", "gb18030"),
    _rare("rare_names_utf8", "utf-8", "utf-8"),
    Case(
        "big5",
        lines(*_TRADITIONAL, encoding="cp950"),
        "Big5, which GB18030 decodes without an error into nonsense",
        {"encoding": "cp950", "header_line": 1},
        _TRADITIONAL_COLUMNS,
        _TRADITIONAL_READ,
    ),
    Case(
        "rare_names_big5",
        lines(*(row.replace("張三豐", "陳堃").replace("陳麗華", "黃喆") for row in _TRADITIONAL), encoding="big5hkscs"),
        "characters of names that only the larger Big5 of Hong Kong has",
        {"encoding": "cp950", "header_line": 1, "warnings": []},
        _TRADITIONAL_COLUMNS,
        [
            _TRADITIONAL_READ[0],
            _named(_TRADITIONAL_READ[1], "陳堃"),
            _named(_TRADITIONAL_READ[2], "黃喆"),
        ],
    ),
    Case(
        "marks_in_the_middle",
        lines(*(f"\ufeff{row}" for row in (*_ROWS, *_ROWS[:1])), encoding="utf-8"),
        "files joined into one, each with its byte order mark",
        {"encoding": "utf-8-sig", "header_line": 1},
        _COLUMNS,
        [*_READ, {"line": 4, "reason": "header"}],
    ),
    Case(
        "traditional_in_gb18030",
        lines(*_TRADITIONAL, encoding="gb18030"),
        "traditional characters are no proof of Big5",
        {"encoding": "gb18030", "header_line": 1},
        _TRADITIONAL_COLUMNS,
        _TRADITIONAL_READ,
    ),
    Case(
        "short_gb18030",
        lines("姓名,电话", "张三,13800138005", encoding="gb18030"),
        "so short that charset detectors call it Korean",
        {"encoding": "gb18030", "header_line": 1},
        [("姓名", "name"), ("电话", "contact")],
        [{"line": 1, "reason": "header"}, data(2, name="张三", contact=phone("13800138005"))],
    ),
    Case(
        "utf8_cut_off",
        _CUT,
        "UTF-8, cut in the middle of a character by a chat program: still UTF-8",
        {"encoding": "utf-8", "header_line": 1},
        _COLUMNS,
        [
            *_READ,
            data(
                4,
                name="王五",
                origin="南昌县",
                left_on=day("2016-05"),
                contact=phone("13800138007"),
                dues=dues("paid", "2016-06"),
            ),
        ],
    ),
    _mixed("gb18030_with_a_line_of_utf8", "gb18030", "utf-8"),
    _mixed("gb18030_with_a_line_of_big5", "gb18030", "cp950"),
    _mixed("utf8_with_a_line_of_gb18030", "utf-8", "gb18030"),
    Case(
        "radicals_of_a_pdf",
        lines(
            "姓名,流出地,联系⼿机,党费,⼯作单位,⼊党时间,党员类别",
            "⽅⼤⽜,⻰南市,13800138005,已交⾄2016年6⽉,⾦⾕公司,2010年7⽉1⽇,正式党员",
            "⻢⻘,南昌县⺠和镇,13800138006,未交,⻓⻜公司,⼆〇⼀〇年,预备党员",
            "⽆,南昌县,⽆,,,,",
        ),
        "copied out of a PDF: radicals that look like the characters they stand for",
        {"header_line": 1},
        [
            ("姓名", "name"),
            ("流出地", "origin"),
            ("联系手机", "contact"),
            ("党费", "dues"),
            ("工作单位", "employer"),
            ("入党时间", "joined_on"),
            ("党员类别", "kind"),
        ],
        [
            _READ[0],
            data(
                2,
                name="方大牛",
                origin="龙南市",
                contact=phone("13800138005"),
                dues=dues("paid", "2016-06"),
                employer="金谷公司",
                joined_on=day("2010-07-01"),
                kind="formal",
            ),
            data(
                3,
                name="马青",
                origin="南昌县民和镇",
                contact=phone("13800138006"),
                dues=dues("unpaid"),
                employer="长飞公司",
                joined_on=day("2010"),
                kind="probationary",
            ),
            {"line": 4, "reason": "note"},
        ],
    ),
    Case(
        "wrongly_forced",
        lines("姓名,外出时间", "张三,2014.5", encoding="gb18030"),
        "the user forces an encoding the file is not in",
        options={"encoding": "utf-16"},
        unusable="wrong_encoding",
    ),
]
