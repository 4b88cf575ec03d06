"""anyi-survey.xlsx: what a county sends. A merged title, a heading of two rows, the township only in the first cell of its block,
phones and dates as numbers, a hidden row, a second sheet of instructions.
"""

import datetime
import io
import re
import zipfile
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from members.demo.acquaintances import ANYI_BRANCH, Acquaintance, acquaintances
from members.demo.people import invented_name, invented_phone
from members.demo.trades import TRADES

_MADE_ON = datetime.datetime(2026, 11, 2, 9, 0)  # noqa: DTZ001 - a workbook knows no time zones
_SEED = "anyi"
_PER_TOWNSHIP = {"龙津镇": 9, "石鼻镇": 8, "鼎湖镇": 7, "长埠镇": 6, "万埠镇": 6, "东阳镇": 5, "乔乐乡": 4}
# The heading: (first row, second row) of each column.
_HEADING = [
    ("序号", ""),
    ("乡镇", ""),
    ("基本情况", "姓名"),
    ("", "人员类别"),
    ("", "入党时间"),
    ("", "转正时间"),
    ("流动情况", "外出时间"),
    ("", "外出地点"),
    ("", "从事职业"),
    ("", "在京所在支部"),
    ("联系方式", "手机号码"),
    ("", "微信"),
    ("党费交至年月", ""),
    ("备注", ""),
]
_FIRST_ROW = 5
_CORE, _ISO = "docProps/core.xml", "%Y-%m-%dT%H:%M:%SZ"
_SAVED_ON = re.compile(rb"(?<=>)\d{4}-\d\d-\d\dT[\d:]+Z(?=</dcterms:modified>)")
_DAY_FORMAT = "yyyy/m/d"


def write_workbook(path: Path) -> None:
    """Write the workbook; the same bytes each time, which openpyxl alone does not promise."""
    buffer = io.BytesIO()
    workbook().save(buffer)
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in sorted(made.namelist()):
            content = (
                _SAVED_ON.sub(_MADE_ON.strftime(_ISO).encode(), made.read(name)) if name == _CORE else made.read(name)
            )
            kept.writestr(zipfile.ZipInfo(name, _MADE_ON.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)


def workbook() -> Workbook:
    book = Workbook()
    book.properties.creator = "安义县委组织部"
    book.properties.created = book.properties.modified = _MADE_ON
    sheet: Any = book.active
    sheet.title = "流动党员"
    _head(sheet)
    _fill(sheet, Random(_SEED))  # noqa: S311 - nothing here is secret
    notes = book.create_sheet("填表说明")
    for text in (
        "1. 外出时间填写最近一次离开安义的年月。",
        "2. 没有的填“无”，不清楚的填“不详”。",
        "3. 一人一行，不得合并姓名单元格。",
    ):
        notes.append([text])
    return book


def _head(sheet: Worksheet) -> None:
    last = len(_HEADING)
    sheet.append(["安义县2026年在京流动党员花名册"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=last)
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=16), Alignment(horizontal="center")
    sheet.append(["填报单位（盖章）：中共安义县委组织部"])
    sheet.append([upper or None for upper, _ in _HEADING])
    sheet.append([lower or None for _, lower in _HEADING])
    for first, end in ((3, 6), (7, 10), (11, 12)):
        sheet.merge_cells(start_row=3, start_column=first, end_row=3, end_column=end)
    for column, (_, lower) in enumerate(_HEADING, start=1):
        if not lower:
            sheet.merge_cells(start_row=3, start_column=column, end_row=4, end_column=column)


def _fill(sheet: Worksheet, random: Random) -> None:
    known = list(enumerate(each for each in acquaintances() if each.branch == ANYI_BRANCH))
    number, row = 0, _FIRST_ROW
    for township, count in _PER_TOWNSHIP.items():
        here = [_known(position, each) for position, each in known if each.origin.endswith(township)]
        people = [*here, *(_invented(random) for _ in range(count - len(here)))]
        for person in people:
            number += 1
            sheet.append([number, township if person is people[0] else None, *person])
        sheet.merge_cells(start_row=row, start_column=2, end_row=row + count - 1, end_column=2)
        row += count
    for cells in sheet.iter_rows(min_row=_FIRST_ROW, max_row=row - 1):
        for cell in cells:
            if isinstance(cell.value, datetime.date):
                cell.number_format = _DAY_FORMAT
    sheet.row_dimensions[_FIRST_ROW + 12].hidden = True
    sheet.append(["合计", None, f"{number}人"])
    sheet.append(["填表人：余小兰", None, None, None, None, None, "审核人：帅国华"])
    sheet.freeze_panes = sheet.cell(_FIRST_ROW, 4)


def _known(position: int, each: Acquaintance) -> list[Any]:
    """A person of the demo, the phone as a number: every other one with nothing new to say, the others moved and paid."""
    year, month = map(int, each.left_on.split("-"))
    told = [each.name, "正式党员", None, None, f"{year}年{month}月"]
    if position % 2 == 0:
        return [*told, each.address, each.occupation, ANYI_BRANCH, int(each.phone), None, None, None]
    moved = f"北京市丰台区新发地批发市场{position}号"
    return [*told, moved, each.occupation, ANYI_BRANCH, int(each.phone), None, "2026.9", None]


def _invented(random: Random) -> list[Any]:
    trade = TRADES["windows"]
    occupation, _ = random.choice(trade.occupations)
    _, address = random.choice(trade.places)
    left = datetime.date(2001, 1, 1) + datetime.timedelta(days=random.randrange(9000))
    joined = datetime.date(1990, 1, 1) + datetime.timedelta(days=random.randrange(11000))
    joined = joined.replace(day=min(joined.day, 28))
    phone = int(invented_phone(random))
    paid_to = f"{random.choice([2025, 2026])}.{random.randint(2, 9)}"
    return [
        invented_name(random),
        random.choice(["正式党员", "正式党员", "正式党员", "预备党员" if joined.year > 2024 else "正式党员"]),
        joined,
        joined.replace(year=joined.year + 1),
        random.choice([left, left, float(f"{left.year}.{left.month}") if left.month != 10 else left, left.year, None]),
        random.choice([f"北京市{address}{random.randint(1, 90)}号", address, None]),
        random.choice([occupation, occupation, None, "无"]),
        random.choice([ANYI_BRANCH, ANYI_BRANCH, "安义县北京铝材行业流动党支部", None]),
        random.choice([phone, phone, phone, f"{phone}、{invented_phone(random)}", None]),
        random.choice([None, None, f"wx_{random.randrange(10**5):05}"]),
        random.choice([paid_to, paid_to, "不详", None]),
        None,
    ]
