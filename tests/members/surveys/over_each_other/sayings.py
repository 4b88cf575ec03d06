"""What the lines of the files say: a small universe of names, phones, days and words, and how each is written and stored.

Values are as an office writes them: "厨师", "2014-03"; of a contact the tuple of its phones. "无": known to be none.
"""

import datetime
from typing import Any, NamedTuple

from hypothesis import strategies as st

from members.roll.identity import identity_digest
from members.roll.models import member_number
from tests.factories.roll import DONGHU, TODAY, XIHU, identity_number

NONE = "无"
UNSAID = ("", "不详")  # left blank, or said to be unknown
KNOWNS = ("contact", "origin", "left_on", "occupation", "dues")
CHANNELS = ("office", "village", "county", "chat_group")  # the nearest to the member first
DAYS = [TODAY - datetime.timedelta(days=days) for days in (0, 0, 300, 700)]
HOMES = {"西湖区": XIHU, "东湖区": DONGHU}
DUES = {"已交": "paid", "未交": "unpaid", "免交": "exempt"}
IDENTITIES = {identity_digest(identity_number(n)): n for n in (1, 2)}
HEADER = "姓名,联系电话,流出地,外出时间,从事职业,党费收缴情况,工作单位,组织关系所在党支部,党员编号,身份证号"
_PHONES = ("13800138001", "13800138002", "13900139003")
SAID: dict[str, list[Any]] = {
    "contact": [*UNSAID, NONE, *((phone,) for phone in _PHONES), _PHONES[:2]],
    "origin": [*UNSAID, *HOMES],
    "left_on": [*UNSAID, NONE, "2014", "2014-03", "2015"],
    "occupation": [*UNSAID, NONE, "厨师", "司机"],
    "dues": [*UNSAID, *DUES],
    "employer": [*UNSAID, "甲公司", "乙公司"],
    "home_org": ["", "丙村支部", "丁村支部"],
}


class Source(NamedTuple):
    """The line of a survey file that said something, or (without a channel) somebody's hand."""

    day: datetime.date
    channel: str = ""
    file: int | None = None
    line: int | None = None

    @property
    def weight(self) -> tuple[datetime.date, int]:
        """Newer beats older; of one day the nearer channel, and before any of them the hand."""
        return self.day, -CHANNELS.index(self.channel) if self.channel else 1


class Word(NamedTuple):
    value: Any
    source: Source


class Line(NamedTuple):
    """What a line of a file says."""

    name: str
    contact: Any
    origin: str
    left_on: str
    occupation: str
    dues: str
    employer: str
    home_org: str
    number: int | None  # the registry's own
    identity: int | None

    @property
    def words(self) -> dict[str, Any]:
        """Of the knowns; blank and unknown say nothing."""
        return {known: value for known in KNOWNS if (value := getattr(self, known)) not in UNSAID}

    @property
    def phones(self) -> set[str]:
        return set(self.contact) if isinstance(self.contact, tuple) else set()

    @property
    def facts(self) -> set[str]:
        return {self.left_on, self.employer} - {NONE, *UNSAID}

    @property
    def identifying(self) -> set[Any]:
        """All it says of who it is, beside name and home."""
        own = {("number", self.number), ("identity", self.identity)}
        return {*self.facts, *self.phones, *(each for each in own if each[1])}

    @property
    def written(self) -> str:
        phones = self.contact if isinstance(self.contact, str) else "、".join(self.contact)
        number = member_number(self.number) if self.number else ""
        identity = identity_number(self.identity) if self.identity else ""
        return ",".join([self.name, phones, *self[2:8], number, identity])


LINES = st.builds(  # mostly of people who are met again
    Line,
    name=st.sampled_from(["张三", "张三", "李四"]),
    number=st.sampled_from([None, None, None, 0, 1]),  # which of the members, until the file is written
    identity=st.sampled_from([None, None, 1, 1, 2]),
    **{field: st.sampled_from(values) for field, values in SAID.items()},
)


def says(known: str, one: Any, other: Any) -> bool:
    """Whether one value says the other too: it is the same, or says it more exactly."""
    if NONE in (one, other):
        return bool(one == other)
    if known == "contact":
        return set(other) <= set(one)
    return bool(one.startswith(other)) if known == "left_on" else bool(one == other)


def plain(known: str, value: Any) -> Any:
    """A value out of the registry."""
    if value is None:
        return NONE
    if known == "contact":
        return tuple(value["phones"])
    if known in ("origin", "dues"):
        names, code = (HOMES, value["code"]) if known == "origin" else (DUES, value["state"])
        return next(name for name, meant in names.items() if meant == code)
    return value["date" if known == "left_on" else "text"]


def as_json(known: str, value: Any) -> Any:
    """A value as somebody enters it by hand."""
    if value == NONE:
        return None
    if known == "contact":
        return {"phones": list(value), "other": ""}
    if known == "origin":
        return {"code": HOMES[value], "text": value, "township": None}
    if known == "left_on":
        return {"date": value, "precision": "year" if len(value) == len("2014") else "month"}
    return {"state": DUES[value], "paid_to": None} if known == "dues" else {"text": value, "category": "worker"}
