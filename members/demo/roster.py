"""Invented members: who they are, where they come from and work, and how much of it is known. Nothing here is written anywhere."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from members.demo.people import invented_identity_number, invented_name, invented_phone
from members.demo.trades import TRADES
from registry.dates import Precision, iso_date

# How often each known is unknown: what people forget to write differs from what they do not want to say.
GAPS = {"left_on": 0.17, "work_address": 0.26, "origin": 0.025, "occupation": 0.12, "contact": 0.07, "dues": 0.41}
_KINDS = {"formal": 86, "probationary": 5, "unknown": 9}
_CHANNELS = {
    "village": 46,
    "township": 18,
    "county": 14,
    "chamber": 10,
    "chat_group": 8,
    "association": 3,
    "youth_league": 1,
}
_DUES = {"paid": 46, "paid_at_origin": 34, "unpaid": 15, "exempt": 5}
_REACH = {"in_contact": 93, "at_risk": 5, "lost": 2}
_PRECISIONS = {Precision.DAY: 60, Precision.MONTH: 25, Precision.YEAR: 15}
_EARLIEST = datetime.date(1984, 1, 10)
_VILLAGES = (
    *("新华", "上坊", "石溪", "罗家", "前进", "樟树下", "大塘", "万坊", "桥头"),
    *("下洲", "枫林", "东源", "港边", "胡家", "双溪", "横路", "湖塘", "朱坊"),
)


@dataclass(frozen=True, slots=True)
class Home:
    """A county as it is today, with its townships (code, name) and the names people may write for it."""

    code: int
    name: str
    townships: Sequence[tuple[int, str]]
    written: Sequence[str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a group of invented members belongs: a mobile branch, joined between two days, or none."""

    branch: int | None
    founded_on: datetime.date
    until: datetime.date
    home: int  # the division that answers for those whose county is unknown
    homes: Sequence[Home]
    trade: str


@dataclass(slots=True)
class Person:
    """One invented member, as the roll takes him: plain columns in ``fields``, the six knowns as JSON values."""

    name: str
    home: int
    source: dict[str, Any]
    branch: int | None = None
    since: datetime.date | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    knowns: dict[str, Any] = field(default_factory=dict)
    identity_number: str = ""
    formal_branch: str = ""
    is_founder: bool = False  # a formal member for years, with the branch from its first day


class Inventor:
    """Invents people, the same ones for the same seed and day."""

    def __init__(self, seed: str, today: datetime.date) -> None:
        self.random = Random(seed)  # noqa: S311 - nothing here is secret
        self.today = today
        self._given: set[str] = set()

    def members_of(self, place: Place, count: int) -> Iterator[Person]:
        """``count`` members who belong to the place. The first three of a branch (of a tiny one, half) founded it."""
        carelessness = self.random.uniform(0.4, 1.7)  # one branch keeps better books than another
        founders = 0 if place.branch is None else min(3, (count + 1) // 2)
        for position in range(count):
            yield self._person(place, carelessness, founder=position < founders)

    def _person(self, place: Place, carelessness: float, *, founder: bool) -> Person:
        home = self.random.choice(place.homes)
        township = self.random.choice(home.townships)
        since = self._since(place, at_founding=founder)
        person = Person(
            name=invented_name(self.random),
            home=home.code,
            source=self._source(home, since),
            branch=place.branch,
            since=since,
            fields=self._standing(since or self.today, surely_formal=founder),
            is_founder=founder,
        )
        for known, value in self._knowns(place, home, township, since or self.today).items():
            if self.random.random() >= GAPS[known] * carelessness:
                person.knowns[known] = value
        if "origin" not in person.knowns:
            person.home = place.home
        if self.random.random() < 0.8:
            village = self.random.choice(_VILLAGES)
            person.formal_branch = f"{home.name}{township[1]}{village}村党支部"
        if self.random.random() < 0.3:
            person.identity_number = self._new(invented_identity_number)
        if "occupation" in person.knowns and self.random.random() < 0.5:
            person.fields["employer"] = self.random.choice(TRADES[place.trade].employers)
        return person

    def _since(self, place: Place, *, at_founding: bool) -> datetime.date | None:
        """Half of a branch joined at its founding, the others later."""
        if place.branch is None:
            return None
        if at_founding or self.random.random() < 0.5:
            return place.founded_on
        return place.founded_on + datetime.timedelta(days=self.random.randrange((place.until - place.founded_on).days))

    def _source(self, home: Home, since: datetime.date | None) -> dict[str, Any]:
        """By whose hand the office came to know of them, through which channel, and when."""
        day = since or self._within_years(3)
        return {"by": f"{home.name}委组织部", "channel": self._chosen(_CHANNELS), "on": day.isoformat()}

    def _standing(self, since: datetime.date, *, surely_formal: bool) -> dict[str, Any]:
        """Kind, day of joining and of becoming formal (a year later), card, and whether the office reaches them."""
        kind = "formal" if surely_formal else self._chosen(_KINDS)
        fields: dict[str, Any] = {"kind": kind, "reach": self._chosen(_REACH)}
        if kind == "probationary":
            joined = self.today - datetime.timedelta(days=self.random.randint(20, 330))
            fields |= {"joined_on": joined, "joined_on_precision": Precision.DAY}
        elif surely_formal or self.random.random() < 0.75:
            fields |= self._long_standing(since, is_formal=kind == "formal")
        if self.random.random() < 0.35:
            fields["card_no"] = f"赣流{self.random.randint(2007, 2024)}{self.random.randrange(10**5):05}"
        return fields

    def _long_standing(self, since: datetime.date, *, is_formal: bool) -> dict[str, Any]:
        joined = max(since - datetime.timedelta(days=self.random.randint(900, 9000)), _EARLIEST)
        joined = joined.replace(day=min(joined.day, 28))
        precision = self._chosen(_PRECISIONS)
        fields = {"joined_on": _rounded(joined, precision), "joined_on_precision": precision}
        if is_formal:
            confirmed = _rounded(joined.replace(year=joined.year + 1), precision)
            fields |= {"confirmed_on": confirmed, "confirmed_on_precision": precision}
        return fields

    def _knowns(self, place: Place, home: Home, township: tuple[int, str], since: datetime.date) -> Mapping[str, Any]:
        """All six as if everything were known; some known to be none."""
        trade = TRADES[place.trade]
        occupation, category = self.random.choice(trade.occupations)
        district, address = self.random.choice(trade.places)
        left, precision = self._left_on(since), self._chosen(_PRECISIONS)
        at_work = self.random.random() >= 0.02
        number = (
            f"{self.random.randint(1, 98)}号{self.random.choice(['', '', f'{self.random.randint(1, 6)}层', '院内'])}"
        )
        return {
            "left_on": {"date": iso_date(left, precision), "precision": precision},
            "work_address": {"text": f"北京市{address}{number}", "district": district} if at_work else None,
            "origin": {
                "code": home.code,
                "text": self.random.choice(home.written) + township[1],
                "township": township[0],
            },
            "occupation": {"text": occupation, "category": category} if at_work else None,
            "contact": self._contact(),
            "dues": self._dues(),
        }

    def _left_on(self, since: datetime.date) -> datetime.date:
        """Away for half a year to eighteen years when the branch came to know of them."""
        return since - datetime.timedelta(days=self.random.randint(190, 6500))

    def _contact(self) -> dict[str, Any]:
        draw = self.random.random()
        phones = [self._new(invented_phone) for _ in range(2 if draw > 0.94 else 1)]
        if draw < 0.03:
            return {"phones": [], "other": f"微信 wx{self.random.randrange(10**6):06}"}
        return {"phones": phones, "other": ""}

    def _dues(self) -> dict[str, Any]:
        state = self._chosen(_DUES)
        if state == "exempt":
            return {"state": state, "paid_to": None}
        months = self.random.choice([0, 0, 1, 1, 2, 3, 3, 5]) if state != "unpaid" else self.random.randint(3, 14)
        month = self.today.year * 12 + self.today.month - 1 - months
        return {"state": state, "paid_to": f"{month // 12}-{month % 12 + 1:02}"}

    def _within_years(self, years: int) -> datetime.date:
        return self.today - datetime.timedelta(days=self.random.randrange(1, 365 * years))

    def _new(self, invented: Callable[[Random], str]) -> str:
        """A number that nobody else was given."""
        number = invented(self.random)
        while number in self._given:
            number = invented(self.random)
        self._given.add(number)
        return number

    def _chosen(self, weights: Mapping[Any, int]) -> Any:
        return self.random.choices(list(weights), list(weights.values()))[0]


def _rounded(day: datetime.date, precision: str) -> datetime.date:
    """The first day of what is known."""
    if precision == Precision.YEAR:
        return day.replace(month=1, day=1)
    return day.replace(day=1) if precision == Precision.MONTH else day
