"""Survey files as bytes, and taken in."""

import datetime
from typing import Any

from members.models import Upload
from members.roll.sources import Channel
from members.surveys import actions
from members.surveys.lines import Terms
from registry.accounts.models import User
from registry.accounts.places import scope_of_place

TODAY = datetime.date(2026, 11, 24)
NANCHANG = 360100


def make_csv(
    *rows: str, header: str = "姓名,联系电话,流出地,外出时间,务工地址,从事职业,党费收缴情况", encoding: str = "utf-8"
) -> bytes:
    """A file of these rows under a heading."""
    return "\r\n".join([header, *rows, ""]).encode(encoding)


def make_terms(place: int = NANCHANG, **rest: Any) -> Terms:
    defaults: dict[str, Any] = {"channel": Channel.COUNTY, "collected_on": TODAY, "today": TODAY}
    return Terms(place=place, scope=scope_of_place(place), **defaults | rest)


def make_upload(
    content: bytes, *, place: int = NANCHANG, name: str = "摸底表.csv", by: User | None = None, **terms: Any
) -> Upload:
    """A file received and planned."""
    return actions.receive(content=content, name=name, terms=make_terms(place, **terms), by=by)


def apply(upload: Upload, *, by: User | None = None) -> Upload:
    return actions.apply(upload=upload, by=by, today=TODAY)
