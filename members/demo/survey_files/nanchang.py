"""nanchang-survey.csv: what a prefecture's liaison office sends. GB18030, a title, the reporting unit, totals, and dirt of many kinds.

The clean lines are invented here; each line of data/dirt.csv says what is wrong with it.
"""

import csv
import datetime
import io
from collections.abc import Iterator
from pathlib import Path
from random import Random

from members.demo.acquaintances import acquaintances
from members.demo.people import invented_identity_number, invented_name, invented_phone
from members.demo.trades import TRADES

HEADINGS = [
    "序号",
    "登记编号",
    "姓名",
    "党员类型",
    "流出地（县区、乡镇）",
    "外出时间",
    "务工地址",
    "工作单位",
    "从事职业",
]
HEADINGS += ["联系方式（手机）", "党费收缴情况", "入党时间", "转正时间", "公民身份号码", "流出地党组织", "备注"]
_DIRT = Path(__file__).parent.parent / "data" / "dirt.csv"
_CLEAN = 84
_PRINTED_PAGE = 60  # lines, after which the heading is printed again
_SEED = "nanchang"
_ORIGINS = [
    *(
        "南昌市东湖区董家窑街道",
        "南昌市西湖区桃花镇",
        "江西省南昌市青云谱区青云谱镇",
        "南昌市青山湖区湖坊镇",
        "南昌县向塘镇",
    ),
    *("南昌县幽兰镇", "江西省南昌市南昌县蒋巷镇", "安义县石鼻镇", "南昌市安义县长埠镇", "进贤县文港镇", "进贤县李渡镇"),
    *(
        "南昌市进贤县民和镇",
        "南昌市新建区西山镇",
        "新建县石岗镇",
        "南昌市湾里区招贤镇",
        "红谷滩新区生米镇",
        "西湖区朝阳洲街道",
    ),
]
_KINDS = ["正式党员"] * 8 + ["正式", "预备党员", "中共党员", "中共党员"]
_DUES = [
    "已交",
    "已交",
    "已缴纳",
    "交至2026年6月",
    "交至2026.9",
    "未交",
    "在流出地交",
    "在老家交",
    "免交",
    "不详",
    "",
    "",
]
_TRADES = ["building", "windows", "medical", "catering", "commerce", "logistics", "decoration", "electronics"]
_BLANKS = ["", "", "不详", "—"]


def as_bytes() -> bytes:
    """The whole file. ``Random`` with a text as seed gives the same numbers everywhere."""
    random = Random(_SEED)  # noqa: S311 - nothing here is secret
    clean = [*_acquainted(), *(_clean(random) for _ in range(_CLEAN))]
    lines: list[list[str]] = []
    for number, row in enumerate(_mixed(clean, _dirt()), start=1):
        if number == _PRINTED_PAGE + 1:
            lines += [_total("本页小计", _PRINTED_PAGE), HEADINGS]
        lines.append([str(number), *row])
    return _encoded([*lines, _total("合计", number)])


def _encoded(lines: list[list[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_spread("南昌市在京流动党员摸底调查登记表"))
    writer.writerow(_spread("填报单位：南昌市人民政府驻北京联络处", "填报日期：2026年11月2日"))
    writer.writerow(HEADINGS)
    writer.writerows(lines)
    writer.writerow(_spread("填表人：章小红", "审核人：涂松年"))
    return text.getvalue().encode("gb18030")


def _spread(first: str, other: str = "") -> list[str]:
    """A line outside the table: one text at its beginning, one further right."""
    return [first, *[""] * 8, other, *[""] * (len(HEADINGS) - 10)]


def _total(label: str, count: int) -> list[str]:
    return [label, "", f"{count}人", *[""] * (len(HEADINGS) - 3)]


def _clean(random: Random) -> list[str]:
    """A line without faults, in one of the ways in which clerks write dates and phones."""
    trade = TRADES[random.choice(_TRADES)]
    occupation, _ = random.choice(trade.occupations)
    _, address = random.choice(trade.places)
    left = datetime.date(2000, 1, 1) + datetime.timedelta(days=random.randrange(9400))
    joined = datetime.date(1988, 1, 10) + datetime.timedelta(days=random.randrange(12000))
    confirmed = joined.replace(year=joined.year + 1, day=min(joined.day, 28))
    kind = random.choice(_KINDS)
    if kind == "预备党员":
        joined = datetime.date(2026, 3, 28)
    return [
        "",
        invented_name(random),
        kind,
        random.choice(_ORIGINS),
        random.choice([_month(left, random), _month(left, random), _month(left, random), *_BLANKS[2:]]),
        random.choice([f"北京市{address}{random.randint(1, 98)}号", f"{address}", "", "不详"]),
        random.choice([*trade.employers, "", ""]),
        random.choice([occupation, occupation, occupation, "", "无"]),
        random.choice([invented_phone(random)] * 9 + [""]),
        random.choice(_DUES),
        _month(joined, random),
        "" if kind == "预备党员" else _month(confirmed, random),
        random.choice([invented_identity_number(random), invented_identity_number(random).lower(), "", ""]),
        random.choice(["", f"{random.choice(['向塘镇剑霞村', '石鼻镇果田村', '桃花镇朝农村', '李渡镇桂桥村'])}党支部"]),
        "",
    ]


def _month(day: datetime.date, random: Random) -> str:
    return random.choice(
        [
            f"{day:%Y}.{day.month}" if day.month > 2 and day.month != 10 else f"{day:%Y-%m}",
            f"{day.year}年{day.month}月",
            f"{day:%Y-%m-%d}",
            f"{day:%Y/%m/%d}",
            f"{day:%Y%m}",
            f"{day.year}年",
        ]
    )


def _acquainted() -> list[list[str]]:
    """People of the demo once more, by name and phone or by their number: three with nothing new to say, three with something."""
    dues = {"paid": "已交", "unpaid": "未交", "paid_at_origin": "在流出地交"}
    numbers = {1: "M000002", 4: "M000005"}
    moved = {3: "北京市丰台区马家堡西路88号", 4: "北京市通州区马驹桥镇2号"}
    paid_since = {5: "交至2026年10月"}
    rows = []
    for position, known in enumerate(acquaintances()[:6]):
        address, paid = moved.get(position, known.address), paid_since.get(position, dues[known.dues])
        told = ["正式党员", known.origin, known.left_on, address, "", known.occupation, known.phone, paid]
        rows.append([numbers.get(position, ""), known.name, *told, *[""] * 5])
    return rows


def _dirt() -> list[list[str]]:
    """The cells of each line of dirt in the order of the headings; what stands in ``extra`` has no heading."""
    with _DIRT.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [[row[heading] for heading in HEADINGS[1:]] + [row["extra"]] * bool(row["extra"]) for row in rows]


def _mixed(clean: list[list[str]], dirt: list[list[str]]) -> Iterator[list[str]]:
    """After every third clean line one of dirt, in their order."""
    waiting = iter(dirt)
    for number, row in enumerate(clean, start=1):
        yield row
        if number % 3 == 0:
            yield from (row for row in [next(waiting, None)] if row)
    yield from waiting
