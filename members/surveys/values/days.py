"""A day known to the year, the month or the day."""

import calendar
import datetime
from typing import NamedTuple

EARLIEST_YEAR = 1921  # nobody joined before
_LATEST_YEAR = 2199


class Day(NamedTuple):
    """``month`` and ``day`` are 0 where they are not known."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def from_iso(cls, text: str) -> "Day":
        """From 2016, 2016-03 or 2016-03-01."""
        return cls(*(int(part) for part in text.split("-")))

    def iso(self) -> str:
        """2016, 2016-03 or 2016-03-01: only what is known."""
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        return f"{text}-{self.day:02}" if self.day else text

    def first_day(self) -> datetime.date:
        """The earliest day it can be."""
        return datetime.date(self.year, self.month or 1, self.day or 1)


def is_in_calendar(day: Day) -> bool:
    if not 1 <= day.year <= _LATEST_YEAR or not 0 <= day.month <= 12 or (day.day and not day.month):
        return False
    return 0 <= day.day <= 28 or 28 < day.day <= calendar.monthrange(day.year, day.month)[1]


def json_date(day: Day) -> dict[str, str]:
    """The shape of the JSON contract: ``{"date": "2016-03", "precision": "month"}``."""
    return {"date": day.iso(), "precision": "day" if day.day else "month" if day.month else "year"}
