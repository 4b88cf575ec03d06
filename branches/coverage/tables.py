"""One county - one branch, as of a day: which counties there were, and which branches served each of them.

A county is covered when a branch of its own or a joint one serves it (docs/glossary.md: 一县一支部). A branch, a general branch or
a committee that belongs to the county is its own; a joint branch, or one on a host, counts for each county it is entered to
serve. Not counted: dissolved and merged branches, temporary ones, and branches of a prefecture or the province that name no county.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from branches.coverage.querysets import branches_that_count, counties_ever, covers_of, own_codes, with_service
from branches.divisions.lineage import Lineage
from branches.divisions.models import County
from registry.access import Scope
from registry.accounts.places import scope_of_place

NAMED = 5  # branches of a county that a page names
_SEVERAL = 2


class State(TextChoices):
    """How a county is served."""

    SEVERAL = "several", _("Several of its own")
    OWN = "own", _("A branch of its own")
    JOINT = "joint", _("A joint branch only")
    NONE = "none", _("No branch")

    @property
    def sign(self) -> str:
        """For eyes that tell no colours apart."""
        return {"several": "●●", "own": "●", "joint": "◐", "none": "○"}[self]

    @property
    def word(self) -> str:
        """One word, for a tile."""
        words = {
            "several": pgettext("state of a county", "several"),
            "own": pgettext("state of a county", "its own"),
            "joint": pgettext("state of a county", "joint"),
            "none": pgettext("state of a county", "none"),
        }
        return words[self]


@dataclass(frozen=True, slots=True)
class Serving:
    """A branch that serves a county; ``visible`` says whether it lies in the reader's scope: others are only named."""

    code: int
    name: str
    visible: bool


@dataclass(frozen=True)
class CountyRow:
    """One county as it was on the day. ``own`` and ``joint`` name its branches, where names were asked for."""

    code: int
    name: str
    prefecture: int
    state: State
    own: tuple[Serving, ...] = ()
    joint: tuple[Serving, ...] = ()

    @property
    def has_own(self) -> bool:
        return self.state in (State.OWN, State.SEVERAL)

    @property
    def is_covered(self) -> bool:
        return self.state != State.NONE


class Figures:
    """What a prefecture and the whole have in common: figures over county rows."""

    rows: tuple[CountyRow, ...]

    @property
    def counties(self) -> int:
        return len(self.rows)

    @cached_property
    def covered(self) -> int:
        """Counties with a branch of their own or a joint one."""
        return self.count(lambda row: row.is_covered)

    @cached_property
    def covered_own(self) -> int:
        return self.count(lambda row: row.has_own)

    @property
    def covered_jointly(self) -> int:
        """Counties that only a joint branch serves."""
        return self.covered - self.covered_own

    @cached_property
    def gaps(self) -> tuple[CountyRow, ...]:
        return tuple(row for row in self.rows if not row.is_covered)

    @property
    def full(self) -> bool:
        """Every county is covered, and there is one."""
        return 0 < self.counties == self.covered

    @property
    def percent(self) -> float | None:
        """Covered of all, 0 to 100; None where there is no county."""
        return 100 * self.covered / self.counties if self.counties else None

    def count(self, condition: Callable[[CountyRow], bool]) -> int:
        return sum(map(condition, self.rows))


@dataclass(frozen=True)
class PrefectureRow(Figures):
    """One prefecture with those of its counties that lie in the scope; ``is_whole`` says whether these are all it had."""

    code: int
    name: str
    rows: tuple[CountyRow, ...]
    is_whole: bool


@dataclass(frozen=True)
class Coverage(Figures):
    """The table of one day, as far as the scope reaches."""

    on: datetime.date
    prefectures: tuple[PrefectureRow, ...]

    @cached_property
    def rows(self) -> tuple[CountyRow, ...]:  # type: ignore[override]  # the same, gathered from the prefectures
        return tuple(row for prefecture in self.prefectures for row in prefecture.rows)

    @property
    def full_prefectures(self) -> int:
        return sum(prefecture.full and prefecture.is_whole for prefecture in self.prefectures)

    @property
    def whole_prefectures(self) -> int:
        """Prefectures that the scope shows whole: only of these can be said that they are full."""
        return sum(prefecture.is_whole for prefecture in self.prefectures)


def coverage_on(day: datetime.date, *, province: int, scope: Scope, named: int | None = 0) -> Coverage:
    """The table of the day: the counties of the province that lie in the scope, in the order of their codes.

    One query; two more to name branches. ``named``: how many of a county's own branches, the first by their codes; None: all of them.
    """
    first = max(named or 0, _SEVERAL)
    counties = list(with_service(counties_ever(province, day), day, first=first))
    valid = [county for county in counties if county.is_valid_on(day)]
    stands_for = Lineage.of(counties).on(day)
    own = {county.code: own_codes(county, first=first) for county in counties}
    states = _states(counties, own, stands_for)
    of_all = None if named is None else [code for codes in own.values() for code in codes[:named]]
    served = {} if named == 0 else _served(stands_for, province, day, scope, of_all)
    rows = [
        CountyRow(county.code, _name(county), county.prefecture_id, states[county.code], *served.get(county.code, ()))
        for county in valid
        if county.code in scope
    ]
    return Coverage(day, tuple(_by_prefecture(rows, valid)))


def coverage_within(code: int, day: datetime.date) -> Coverage:
    """The table of one province, prefecture or county: with what the county was called, or had become, on the day."""
    province = code // 10_000 * 10_000
    scope = scope_of_place(code)
    then = Lineage.of(counties_ever(province, day)).current(code, day)
    return coverage_on(day, province=province, scope=scope | Scope.of(then) if then else scope)


def _states(counties: Iterable[Any], own: dict[int, list[int]], stands_for: dict[int, int]) -> dict[int, State]:
    """County of the day -> its state, from all the codes it stands for; ``own``: county -> its first branches."""
    branches, covered = Counter[int](), set[int]()
    for county in counties:
        if current := stands_for.get(county.code):
            branches[current] += len(own[county.code])
            covered |= {current} if county.has_cover else set()
    return {code: _state(branches[code], is_covered=code in covered) for code in stands_for.values()}


def _state(own: int, *, is_covered: bool) -> State:
    if own:
        return State.SEVERAL if own >= _SEVERAL else State.OWN
    return State.JOINT if is_covered else State.NONE


Served = dict[int, tuple[tuple[Serving, ...], tuple[Serving, ...]]]


def _served(
    stands_for: dict[int, int], province: int, day: datetime.date, scope: Scope, own_named: list[int] | None
) -> Served:
    """For each county of the day: its own branches, and those that serve it besides, in the order of their codes.

    ``stands_for``: every county code ever used -> the one that stands for it on the day. ``own_named``: which of their own are named;
    None: all.
    """
    covers = list(covers_of(province, day).values_list("county_id", "branch_id"))
    serving: dict[int, Serving] = {}
    served: dict[int, tuple[dict[int, Serving], dict[int, Serving]]] = defaultdict(lambda: ({}, {}))
    for code, county, name in _counting(province, day, own_named, [code for _county, code in covers]):
        serving[code] = Serving(code, name, visible=code in scope)
        if county in stands_for:
            served[stands_for[county]][0][code] = serving[code]
    for county, code in covers:
        if code in serving and county in stands_for:
            own, joint = served[stands_for[county]]
            if code not in own:
                joint[code] = serving[code]
    return {county: (_sorted(own), _sorted(joint)) for county, (own, joint) in served.items()}


def _counting(
    province: int, day: datetime.date, own: list[int] | None, covering: list[int]
) -> Iterable[tuple[int, int | None, str]]:
    """Code, county and name that day of the branches that serve a county of the province: these of its ``own`` (None: all) and those
    ``covering`` it."""
    of_a_county = Scope.of(province).branches("code") & Q(county__isnull=False)
    named = of_a_county | Q(code__in=covering) if own is None else Q(code__in=[*own, *covering])
    return branches_that_count(day).filter(named).values_list("code", "county", "name_that_day")  # type: ignore[misc]  # annotated


def _name(county: Any) -> str:
    return county.name_that_day


def _sorted(branches: dict[int, Serving]) -> tuple[Serving, ...]:
    return tuple(serving for _, serving in sorted(branches.items()))


def _by_prefecture(rows: Iterable[CountyRow], counties: Iterable[County]) -> Iterator[PrefectureRow]:
    """The rows by their prefectures; ``counties``: all there were that day."""
    of_all = Counter(county.prefecture for county in counties)
    grouped: dict[int, list[CountyRow]] = defaultdict(list)
    for row in rows:
        grouped[row.prefecture].append(row)
    for prefecture in sorted(of_all, key=lambda each: each.code):
        if mine := tuple(grouped[prefecture.code]):
            yield PrefectureRow(prefecture.code, prefecture.name, mine, is_whole=len(mine) == of_all[prefecture])
