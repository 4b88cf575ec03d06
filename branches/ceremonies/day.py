"""The day of a ceremony as it goes: the roll call with its counts so far, what was handed over, who has come."""

import datetime
import re
from collections.abc import Iterable
from typing import NamedTuple

from branches.ceremonies.models import Ceremony, Guest, Plaque, PlaqueStage, SignIn, Stage
from branches.ceremonies.papers.confirmation import plaque_of
from branches.ceremonies.papers.words import splits
from branches.ceremonies.querysets import Figures
from branches.ceremonies.tables import Line, place_of, with_places
from branches.organisation.models import Branch

_LINE = 15  # characters in a line of the hall screen
_CODE = re.compile(r"(?<![0-9])[1-9][0-9]{8}(?![0-9])")
_TOKEN = re.compile(r"[1-9][0-9]{0,17}-[A-Z2-7]{16}")
_GUEST = re.compile(r"[Gg]([1-9][0-9]{0,2})")
_POSITION = re.compile(r"[1-9][0-9]{0,3}")


class Call(NamedTuple):
    """One branch of the roll call, with the counts when it has been called."""

    line: Line
    so_far: Figures

    @property
    def name_in_lines(self) -> tuple[str, ...]:
        return in_lines(self.line.plaque.branch.short_name)


class Entry(NamedTuple):
    """One line of the sign-in list: a branch with its number in the running order, or a guest (G1)."""

    number: str
    who: Plaque | Guest
    name: str
    of: str
    sign_in: SignIn | None


class Present(NamedTuple):
    """Sign-in figures: branches and guests that have come, of those expected; and all people."""

    branches: int
    branches_expected: int
    guests: int
    guests_expected: int
    people: int


def calls_of(ceremony: Ceremony) -> list[Call]:
    """The whole roll call in running order. The counts are sums over its rows; the last is that of the ceremony."""
    calls, new, consolidated = [], 0, 0
    for number, plaque in enumerate(expected(ceremony), start=1):
        new += plaque.origin == Branch.Origin.NEW
        consolidated += plaque.origin == Branch.Origin.CONSOLIDATED
        line = Line(number, plaque, place_of(plaque.branch, ceremony.held_on))
        calls.append(Call(line, Figures(new, consolidated, number)))
    return calls


def in_lines(text: str) -> tuple[str, ...]:
    """A long name in lines alike in length that break no word, as on the plaques."""
    count = -(-len(text) // _LINE)
    return next((split.lines for split in splits(text) if len(split.lines) == count), (text,))


def expected(ceremony: Ceremony) -> list[Plaque]:
    """The plaques of the list, with their branches and places."""
    return list(with_places(ceremony.plaques.exclude(state=Plaque.State.WITHDRAWN)).in_running_order())


def handed_over(ceremony: Ceremony) -> dict[int, datetime.datetime | None]:
    """Of each plaque of the ceremony that was handed over: when that was noted; None where only a later state was."""
    rows = PlaqueStage.objects.filter(plaque__ceremony=ceremony, stage=Stage.HANDED_OVER, taken_back_at=None)
    noted = dict(rows.values_list("plaque", "noted_at"))
    later = ceremony.plaques.filter(stage__gte=Stage.HANDED_OVER).values_list("pk", flat=True)
    return {key: noted.get(key) for key in {*noted, *later}}


def signed_in(ceremony: Ceremony) -> list[SignIn]:
    """Who has come, in the order of their coming."""
    return list(SignIn.objects.filter(ceremony=ceremony).order_by("at", "pk"))


def entries(
    ceremony: Ceremony, there: Iterable[SignIn], plaques: Iterable[Plaque], guests: Iterable[Guest]
) -> list[Entry]:
    """The sign-in list: first the branches, then the guests, each with its sign-in where there is one."""
    there = list(there)
    of_plaque = {s.plaque_id: s for s in there if s.plaque_id}
    of_guest = {s.guest_id: s for s in there if s.guest_id}
    return [
        *(
            Entry(str(n), p, p.branch.short_name, place_of(p.branch, ceremony.held_on), of_plaque.get(p.pk))
            for n, p in enumerate(plaques, start=1)
        ),
        *(Entry(f"G{n}", g, g.name, g.title, of_guest.get(g.pk)) for n, g in enumerate(guests, start=1)),
    ]


def present(there: Iterable[SignIn], plaques: Iterable[Plaque], guests: Iterable[Guest]) -> Present:
    there = list(there)
    return Present(
        branches=sum(1 for s in there if s.plaque_id),
        branches_expected=len(list(plaques)),
        guests=sum(1 for s in there if s.guest_id),
        guests_expected=len(list(guests)),
        people=sum(s.people for s in there),
    )


def who_is(scanned: str, plaques: list[Plaque], guests: list[Guest]) -> Plaque | Guest | None:
    """Whom a scanner or a hand means, of those expected; None for nobody.

    Understood: the code on a certificate, the code of a branch (also within an address), the number of a plaque, G and the
    number of a guest, the number in the running order.
    """
    text = scanned.strip()
    token = _TOKEN.search(text.upper())
    if token:
        found = plaque_of(token[0])
        return next((p for p in plaques if found and p.pk == found.pk), None)
    code = _CODE.search(text)
    if code:
        return next((p for p in plaques if p.branch_id == int(code[0])), None)
    guest = _GUEST.fullmatch(text)
    if guest:
        return _at(guests, int(guest[1]))
    if _POSITION.fullmatch(text):
        return _at(plaques, int(text))
    return next((p for p in plaques if text and text in {p.number, p.branch.short_name, p.branch.full_name}), None)


def _at(things: list, number: int) -> Plaque | Guest | None:
    return things[number - 1] if number <= len(things) else None
