"""Twelve invented members whom the survey files in demo/ meet again. They are entered first: M000001 to M000012.

The files are made from these very values (survey_files), so that a newcomer sees unchanged and changed lines in his first preview.
"""

import csv
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from branches.divisions.names import place_index
from members.demo.roster import Person
from registry.dates import Precision

_FILE = Path(__file__).parent / "data" / "acquaintances.csv"
_SURVEYED_ON = datetime.date(2016, 11, 2)
_ANYI = 360123
XIHU_BRANCH, ANYI_BRANCH = "南昌市西湖区驻京流动党支部", "安义县驻京流动党支部"
_STANDING = {
    "kind": "formal",
    "joined_on": datetime.date(2004, 7, 1),
    "joined_on_precision": Precision.MONTH,
    "confirmed_on": datetime.date(2005, 7, 1),
    "confirmed_on_precision": Precision.MONTH,
}


class Acquaintance(NamedTuple):
    """One line of data/acquaintances.csv."""

    name: str
    county: int
    origin: str
    left_on: str
    district: int
    address: str
    occupation: str
    phone: str
    dues: str

    @property
    def township(self) -> int | None:
        """The township the origin names, as an import reads it."""
        return place_index().find(self.origin, within=self.county).township

    @property
    def branch(self) -> str:
        return ANYI_BRANCH if self.county == _ANYI else XIHU_BRANCH


def acquaintances() -> list[Acquaintance]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return [
            Acquaintance(**row | {"county": int(row["county"]), "district": int(row["district"])})  # type: ignore[arg-type]
            for row in csv.DictReader(lines)
        ]


def as_members(code_of: Callable[[str], int], founded_on: Callable[[str], datetime.date]) -> list[Person]:
    """The twelve as members of their branches, whose code and day of founding the functions tell by name."""
    return [
        Person(
            name=each.name,
            home=each.county,
            source={"by": "南昌市驻京联络处", "channel": "county", "on": _SURVEYED_ON.isoformat()},
            branch=code_of(each.branch),
            since=founded_on(each.branch),
            fields=dict(_STANDING),
            knowns={
                "left_on": {"date": each.left_on, "precision": Precision.MONTH},
                "work_address": {"text": each.address, "district": each.district},
                "origin": {"code": each.county, "text": each.origin, "township": each.township},
                "occupation": {"text": each.occupation, "category": ""},
                "contact": {"phones": [each.phone], "other": ""},
                "dues": {"state": each.dues, "paid_to": None},
            },
            formal_branch=f"{each.origin}党支部",
            is_founder=True,
        )
        for each in acquaintances()
    ]
