"""Ceremonies and plaques. Lists and awards are made by the actions, as everywhere; the rest are plain rows."""

import datetime
import io
import uuid
from collections.abc import Iterable
from typing import Any

from PIL import Image

from branches.ceremonies import actions
from branches.models import Branch, Ceremony, Guest, Plaque, PlaquePhoto, PlaqueStage
from tests.factories.organisation import make_branch

HELD_ON = datetime.date(2016, 12, 6)
TODAY = datetime.date(2016, 12, 7)


def make_ceremony(*, branches: Iterable[Branch] = (), **fields: Any) -> Ceremony:
    """A draft of the province's ceremony of 6 December 2016, with these branches on its list."""
    defaults = {
        "title": "驻京流动党组织集中授牌仪式",
        "division_code": 360000,
        "held_on": HELD_ON,
        "starts_at": datetime.time(9, 30),
        "venue": "江西大厦三楼会议室",
        "address": "北京市丰台区东铁匠营横一条8号院",
        "host": "江西省驻北京机构党委",
        "presiding": "章文清",
        "document_read_out": "关于同意成立流动党组织的通知",
    }
    ceremony = Ceremony.objects.create(**defaults | fields)
    branches = list(branches)
    if branches:
        actions.add_branches(ceremony=ceremony, branches=branches, today=TODAY, by=None)
    return Ceremony.objects.get(pk=ceremony.pk)


def make_prepared_ceremony(*, branches: Iterable[Branch], **fields: Any) -> Ceremony:
    return actions.prepare(ceremony=make_ceremony(branches=branches, **fields), by=None)


def make_held_ceremony(*, branches: Iterable[Branch], today: datetime.date = TODAY, **fields: Any) -> Ceremony:
    return actions.hold(ceremony=make_prepared_ceremony(branches=branches, **fields), today=today, by=None)


def make_guest(ceremony: Ceremony, **fields: Any) -> Guest:
    defaults = {"name": "章文远", "title": "南昌市委组织部副部长", "position": 1}
    return Guest.objects.create(ceremony=ceremony, **defaults | fields)


def make_plaque(branch: Branch | None = None, **fields: Any) -> Plaque:
    """One plaque awarded on its own, in use."""
    defaults = {"wording": "南昌市西湖区驻京流动党支部", "awarded_on": HELD_ON, "today": TODAY, "by": None}
    return actions.award_plaque(branch=branch or make_branch(), **defaults | fields)


def make_picture(
    *, size: tuple[int, int] = (60, 40), colour: str = "firebrick", kind: str = "JPEG", **how: Any
) -> io.BytesIO:
    """A picture as a camera would write it, in one colour."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind, **how)
    file.seek(0)
    return file


def make_photo(plaque: Plaque, *, file: io.BytesIO | None = None, taken_on: datetime.date = TODAY) -> PlaquePhoto:
    return actions.add_photo(plaque=plaque, file=file or make_picture(), taken_on=taken_on, today=TODAY, by=None)


def hand_over(plaque: Plaque, *, token: uuid.UUID | None = None, by: Any = None) -> PlaqueStage:
    """Hand a plaque over at its ceremony, as a tablet does."""
    return actions.hand_over(plaque=plaque, token=token or uuid.uuid4(), today=TODAY, by=by)
