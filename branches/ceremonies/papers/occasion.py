"""What the papers are about: a ceremony as far as the reader's scope reaches, or one plaque by itself."""

import datetime
import hashlib
import json
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from branches.ceremonies.models import Ceremony, Guest, Plaque
from branches.ceremonies.papers import words
from branches.ceremonies.querysets import Figures
from branches.ceremonies.tables import Line, RollCall, place_of, roll_call
from branches.organisation.places import name_of
from registry.access import Scope

# A plaque that was replaced, returned or lost gets neither board nor certificate any more.
LIVING = (Plaque.State.PLANNED, Plaque.State.IN_USE)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Everything a paper reads. ``moment``: when it is printed; ``base``: where the site is seen from outside."""

    ceremony: Ceremony | None
    lines: list[Line]
    roll: RollCall
    guests: list[Guest]
    place: str
    is_part: bool
    moment: datetime.datetime
    base: str
    is_single: bool = False

    @property
    def figures(self) -> Figures:
        return self.roll.figures

    @property
    def title(self) -> str:
        return self.ceremony.title if self.ceremony else "牌匾"

    @property
    def office(self) -> str:
        return self.ceremony.host if self.ceremony else ""

    def digest(self) -> str:
        return digest_of(self.ceremony, self.roll, self.guests, is_part=self.is_part)

    @property
    def part(self) -> str:
        """Says so, where the reader's papers hold less than the whole."""
        return "本件仅含本地区的支部" if self.is_part else ""


def of_ceremony(ceremony: Ceremony, scope: Scope, *, moment: datetime.datetime, base: str) -> Occasion:
    """A ceremony, narrowed to the scope. What was planned and not awarded is on no paper."""
    roll = roll_call(ceremony, scope)
    return Occasion(
        ceremony=ceremony,
        lines=[line for line in roll.lines if line.plaque.state != Plaque.State.WITHDRAWN],
        roll=roll,
        guests=list(ceremony.guests.order_by("position", "pk")),
        place=name_of(ceremony.division_code),
        is_part=ceremony.place not in scope,
        moment=moment,
        base=base,
    )


def of_plaque(plaque: Plaque, *, moment: datetime.datetime, base: str) -> Occasion:
    """One plaque, with the ceremony it was awarded at, if any."""
    line = Line(1, plaque, place_of(plaque.branch, plaque.awarded_on))
    roll = RollCall([line], [], Figures(total=1))
    return Occasion(plaque.ceremony, [line], roll, [], line.place, False, moment, base, is_single=True)


def digest_of(ceremony: Ceremony | None, roll: RollCall, guests: list[Guest], *, is_part: bool) -> str:
    """Of all that the papers read, but for the end of the history in the report: another one, once anything of it has changed."""
    rows: list[Model] = [*([ceremony] if ceremony else []), *guests]
    rows += [row for line in roll.lines for row in (line.plaque, line.plaque.branch)]
    said = [[field.value_from_object(row) for field in row._meta.concrete_fields] for row in rows]
    places = [[line.place for line in roll.lines], roll.places, is_part]
    return hashlib.sha256(json.dumps([said, places], cls=DjangoJSONEncoder).encode()).hexdigest()


def particulars(occasion: Occasion) -> list[tuple[str, str]]:
    """The facts of the ceremony with their labels; those not entered are left out."""
    ceremony = occasion.ceremony
    if ceremony is None:
        return []
    venue = "，".join(text for text in (ceremony.address, ceremony.venue) if text)
    found = [
        ("时间", _day_and_hour(ceremony)),
        ("地点", venue),
        ("主办", ceremony.host),
        ("主持", ceremony.presiding),
        ("颁牌", ceremony.handing_over),
        ("宣读文件", ceremony.document_read_out),
    ]
    return [(label, text) for label, text in found if text]


def sum_line(figures: Figures) -> str:
    """新授 63 个，巩固 51 个，共 114 个."""
    return f"新授 {figures.new} 个，巩固 {figures.consolidated} 个，共 {figures.total} 个"


def _day_and_hour(ceremony: Ceremony) -> str:
    hour = f" {ceremony.starts_at:%H:%M}" if ceremony.starts_at else ""
    return words.day_in_figures(ceremony.held_on) + hour


def headed(occasion: Occasion) -> dict[str, object]:
    """What the head of every paper says."""
    ceremony = occasion.ceremony
    facts = [_day_and_hour(ceremony), ceremony.venue, occasion.place] if ceremony else []
    return {
        "title": occasion.title,
        "office": occasion.office,
        "part": occasion.part,
        "facts": [text for text in facts if text],
    }
