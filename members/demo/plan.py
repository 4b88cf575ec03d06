"""The branches of the demo, read from data/branches.csv: the 114 of 6 December 2016, and those founded since."""

import csv
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from members.demo.afterwards import ENDED

_FILE = Path(__file__).parent / "data" / "branches.csv"


@dataclass(frozen=True, slots=True)
class PlannedBranch:
    """One line of the plan. ``place``: the division's code as it was when the branch was founded; ``size``: members of 4,000."""

    place: int
    short_name: str
    kind: str
    founding: str
    joint_basis: str
    host: str
    covers: tuple[int, ...]
    origin: str
    founded_on: datetime.date
    approved_on: datetime.date
    approved_by: str
    document_no: str
    secretary: str
    trade: str
    size: int

    @property
    def ends_on(self) -> datetime.date | None:
        """The day it will be merged or dissolved, where it will."""
        return ENDED.get(self.short_name)

    @property
    def full_name(self) -> str:
        """安义县驻京流动党支部 -> 中国共产党安义县驻京流动支部委员会."""
        for short, full in (("党总支", "总支部委员会"), ("党支部", "支部委员会")):
            if self.short_name.endswith(short):
                return f"中国共产党{self.short_name.removesuffix(short)}{full}"
        return self.short_name


def planned_branches() -> list[PlannedBranch]:
    """All branches of the plan, in the order in which they were founded."""
    return sorted(_read(), key=lambda branch: (branch.founded_on, branch.short_name))


def _read() -> Iterator[PlannedBranch]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield PlannedBranch(
                place=int(row["place"]),
                covers=tuple(int(code) for code in row["covers"].split()),
                founded_on=datetime.date.fromisoformat(row["founded_on"]),
                approved_on=datetime.date.fromisoformat(row["approved_on"]),
                size=int(row["size"]),
                **{name: row[name] for name in _TEXTS},
            )


_TEXTS = (
    "short_name",
    "kind",
    "founding",
    "joint_basis",
    "host",
    "origin",
    "approved_by",
    "document_no",
    "secretary",
    "trade",
)
