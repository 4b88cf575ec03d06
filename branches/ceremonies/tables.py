"""The list of a ceremony as people read it: who, from where, new or consolidated; and its sums, counted from the same rows."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from branches.ceremonies.models import Ceremony, Plaque, Stage
from branches.ceremonies.querysets import Figures, PlaqueQuerySet
from branches.divisions.models import County, Prefecture, Province
from branches.organisation.models import Branch
from registry.access import SERIALS, Scope

# What the name of a branch's place is made of.
BRANCH_PLACES = ("county__prefecture__province", "prefecture__province", "province")


class Line(NamedTuple):
    """One plaque of a list: its number in the running order as the reader sees it, and where its branch belongs."""

    position: int
    plaque: Plaque
    place: str

    @property
    def reworded(self) -> str:
        """The wording, where it is no name that the branch bears now."""
        branch, wording = self.plaque.branch, self.plaque.wording
        return "" if wording in {branch.full_name, branch.short_name, branch.plaque_name} else wording


class PlaceSum(NamedTuple):
    """The plaques of one prefecture (or of the province itself)."""

    code: int
    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class RollCall:
    """The list of a ceremony as far as the reader's scope reaches. Every figure is a sum over ``lines``."""

    lines: list[Line]
    places: list[PlaceSum]
    figures: Figures

    @property
    def place_names(self) -> dict[int, str]:
        """Code -> name of the divisions above its branches, as they were read with them."""
        return {division.code: _name(division) for line in self.lines for division in _divisions(line.plaque.branch)}

    def narrowed(self, *, place: int | None = None, basis: str = "") -> list[Line]:
        """The lines behind one figure."""
        return [
            line
            for line in self.lines
            if (not place or prefecture_of(line.plaque.branch) == place) and (not basis or line.plaque.origin == basis)
        ]


def roll_call(ceremony: Ceremony, scope: Scope) -> RollCall:
    """Two queries, however long the list."""
    plaques = with_places(ceremony.plaques.within(scope).in_running_order())
    lines = [Line(n, plaque, place_of(plaque.branch, ceremony.held_on)) for n, plaque in enumerate(plaques, start=1)]
    by_place: dict[int, list[Line]] = {}
    for line in lines:
        by_place.setdefault(prefecture_of(line.plaque.branch), []).append(line)
    roll = RollCall(lines, [], figures_of(plaques))
    names = roll.place_names
    places = [
        PlaceSum(code, names[code], figures_of(line.plaque for line in by_place[code])) for code in sorted(by_place)
    ]
    return replace(roll, places=places)


def with_places(plaques: PlaqueQuerySet) -> PlaqueQuerySet:
    """With everything that ``place_of`` reads."""
    return plaques.select_related(*(f"branch__{path}" for path in BRANCH_PLACES)).prefetch_related(
        "branch__county__former_names"
    )


def place_of(branch: Branch, day: datetime.date | None) -> str:
    """The place a branch belongs to, by the name it bore on the day (None: its latest name): 上饶市上饶县 in 2016."""
    county = branch.county
    if county is None:
        return branch.prefecture.local_name if branch.prefecture else branch.province.local_name
    if day is None:
        return county.local_name
    return county.local_name.removesuffix(county.name) + county.name_on(day)


def state_shown(plaque: Plaque) -> str:
    """The state in one word: as of the day asked for (``with_stage_on``), else as of now."""
    then = getattr(plaque, "stage_then", None)
    if then is None:
        return plaque.stage_label
    return str(Stage(then).label) if then else str(Plaque.State.IN_USE.label)


def prefecture_of(branch: Branch) -> int:
    """Code of the prefecture a branch lies in; of the province, where it belongs to that directly."""
    return branch.code // (100 * SERIALS) * 100


def _divisions(branch: Branch) -> list[Province | Prefecture | County]:
    """From the province down to where the branch belongs, all read by ``with_places``."""
    county = branch.county
    prefecture = county.prefecture if county else branch.prefecture
    province = prefecture.province if prefecture else branch.province
    return [division for division in (province, prefecture, county) if division]


def _name(division: Province | Prefecture | County) -> str:
    return division.local_name if isinstance(division, County) else division.name


def figures_of(plaques: Iterable[Plaque]) -> Figures:
    """New, consolidated and all among these, as ``PlaqueQuerySet.figures`` counts them, from rows that are read already."""
    origins = [plaque.origin for plaque in plaques if plaque.state != Plaque.State.WITHDRAWN]
    return Figures(origins.count(Branch.Origin.NEW), origins.count(Branch.Origin.CONSOLIDATED), len(origins))
