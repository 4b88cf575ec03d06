"""Survey campaigns, opened and answered by their actions."""

import datetime
from collections.abc import Iterable
from typing import Any

from members.models import Asked, Campaign, Return, Upload
from members.surveys.campaigns import actions

TODAY = datetime.date(2026, 11, 24)
OPENED = datetime.date(2026, 11, 1)
DUE = datetime.date(2026, 11, 30)


def make_campaign(*, place: int = 360100, levels: Iterable[str] = ("county",), **fields: Any) -> Campaign:
    """A campaign of a place that asked all its counties on the day it was opened; not due yet."""
    defaults = {"title": "流动党员摸底", "division_code": place, "opened_on": OPENED, "due_on": DUE}
    return actions.open_campaign(campaign=Campaign(**defaults | fields), levels=levels, by=None, today=OPENED)


def unit(campaign: Campaign, home: int, level: str = "county") -> Asked:
    return campaign.asked.get(home=home, level=level)


def make_nil(asked: Asked) -> Return:
    return actions.return_nil(asked=asked, on=TODAY, by=None, today=TODAY)


def make_file_return(asked: Asked, upload: Upload) -> Return:
    return actions.return_file(asked=asked, upload=upload, on=TODAY, by=None, today=TODAY)
