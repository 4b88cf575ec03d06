"""Every name a place had, as entries to look up: built once from the database, then frozen."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import NamedTuple

from branches.divisions.lineage import Lineage
from branches.divisions.models import County, FormerName, PlaceAlias, Prefecture, Province, Township
from branches.divisions.spelling import SEPARATORS, folded, short_form, township_short_form


class Level(StrEnum):
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"

    @property
    def depth(self) -> int:
        return _DEPTHS[self]


_DEPTHS = {Level.PROVINCE: 1, Level.PREFECTURE: 2, Level.COUNTY: 3}


class Kind(IntEnum):
    """What sort of name it is, the surest first."""

    FULL = 1  # an official name, of today or of an earlier time
    ALIAS = 2  # what people write for a place that is no division
    SHORT = 3  # without its suffix
    LETTER = 4  # the one-character abbreviation of a province: only before a full name


class Place(NamedTuple):
    """A division: its GB/T 2260 code and its level (441900 is both a prefecture and its own only county)."""

    code: int
    level: Level


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one place, for the time it was borne."""

    name: str
    kind: Kind
    place: Place
    since: datetime.date | None
    until: datetime.date | None
    lies_in: frozenset[int]  # codes of all it is or became, with their prefectures and province
    stands_for: frozenset[int]  # codes that a name below it may lie in: its own and those it became
    becomes: int  # the last code of its lineage
    depth: int = field(init=False)  # 1 province, 2 prefecture, 3 county

    def __post_init__(self) -> None:
        object.__setattr__(self, "depth", self.place.level.depth)

    def borne_on(self, day: datetime.date | None) -> bool:
        """Whether it was in use on the day; without a day, whether it is in use now."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class Gazetteer:
    """All entries by their folded name, the names of all codes, and the townships of each county."""

    def __init__(self) -> None:
        self.provinces = list(Province.objects.in_order())
        self.prefectures = list(Prefecture.objects.select_related("province").in_order())
        self.counties = list(County.objects.select_related("prefecture__province").in_order())
        self.former_names = list(FormerName.objects.select_related("county"))
        self.aliases = list(PlaceAlias.objects.select_related("county", "prefecture"))
        self.lineage = Lineage.load()
        self.entries: dict[str, tuple[Entry, ...]] = _by_name(self._all_entries())
        self.lengths = _lengths_by_beginning(self.entries)
        self.townships = _townships_by_county(Township.objects.in_order().values_list("county", "code", "name"))

    def __iter__(self) -> Iterator[Entry]:
        for entries in self.entries.values():
            yield from entries

    def is_closed(self, head: str) -> bool:
        """Whether texts beginning with this (folded) head are read alike: no name begins in it and runs on behind it,
        and none ends with it below which another could follow."""
        tails = [head[start:] for start in self._starts(head)]
        if any(tail in self._beginnings for tail in tails):
            return False
        return all(entry.depth == _DEPTHS[Level.COUNTY] for tail in tails for entry in self.entries.get(tail, ()))

    def _starts(self, head: str) -> Iterator[int]:
        """Where in the head a name may begin: at first, behind a separator, and where a province or prefecture ends."""
        for start in range(len(head)):
            before = head[start - 1 : start]
            names = (self.entries.get(head[earlier:start], ()) for earlier in range(start))
            if (
                not before
                or before in SEPARATORS
                or any(e.depth < _DEPTHS[Level.COUNTY] for same in names for e in same)
            ):
                yield start

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(name[:length] for name in self.entries for length in range(1, len(name)))

    @cached_property
    def divisions(self) -> dict[int, Province | Prefecture | County]:
        """By code; where a prefecture is its own only county, the county."""
        found: dict[int, Province | Prefecture | County] = {p.code: p for p in self.provinces}
        found |= {p.code: p for p in self.prefectures}
        return found | {c.code: c for c in self.counties}

    def _all_entries(self) -> Iterator[Entry]:
        for full in (*self._provinces(), *self._prefectures(), *self._counties()):
            yield full
            short = short_form(full.name) if full.place.level != Level.PROVINCE else None
            if short and not self._gave_a_prefecture_its_name(short, full):
                yield replace(full, name=short, kind=Kind.SHORT)
            if short and full.name.endswith("自治州"):
                yield replace(full, name=f"{short}州", kind=Kind.ALIAS)
        yield from self._province_short_forms()
        yield from self._aliases()

    def _provinces(self) -> Iterator[Entry]:
        for p in self.provinces:
            own = frozenset({p.code})
            yield Entry(p.name, Kind.FULL, Place(p.code, Level.PROVINCE), None, None, own, own, p.code)

    def _province_short_forms(self) -> Iterator[Entry]:
        for entry, p in zip(self._provinces(), self.provinces, strict=True):
            yield replace(entry, name=p.short_name, kind=Kind.SHORT)
            yield replace(entry, name=p.abbreviation, kind=Kind.LETTER)

    def _prefectures(self) -> Iterator[Entry]:
        """Without those only the code needs, and without those that are their own only county."""
        same = {c.prefecture_id for c in self.counties if c.name == c.prefecture.name and c.valid_until is None}
        for p in self.prefectures:
            if not p.is_nominal and p.code not in same:
                yield self._prefecture(p)

    def _prefecture(self, p: Prefecture) -> Entry:
        became = self._became(p)
        place = Place(p.code, Level.PREFECTURE)
        lies_in = became | {p.province_id}
        return Entry(p.name, Kind.FULL, place, p.valid_from, p.valid_until, lies_in, became, self._last(p))

    def _counties(self) -> Iterator[Entry]:
        for c in self.counties:
            yield self._county(c, c.name, since=self._renamed.get(c.code, c.valid_from), until=c.valid_until)
        for n in self.former_names:
            yield self._county(n.county, n.name, since=n.since or n.county.valid_from, until=n.until)

    def _county(self, c: County, name: str, *, since: datetime.date | None, until: datetime.date | None) -> Entry:
        stages = frozenset(self.lineage.descent(c.code))
        lies_in = stages | {code // 100 * 100 for code in stages} | {code // 10_000 * 10_000 for code in stages}
        *_, last = self.lineage.descent(c.code)
        return Entry(name, Kind.FULL, Place(c.code, Level.COUNTY), since, until, lies_in, stages, last)

    def _aliases(self) -> Iterator[Entry]:
        for a in self.aliases:
            if a.county is not None:
                entry = self._county(a.county, a.text, since=None, until=None)
                yield replace(entry, kind=Kind.ALIAS)
            elif a.prefecture is not None:
                yield replace(self._prefecture(a.prefecture), name=a.text, kind=Kind.ALIAS, since=None, until=None)

    @cached_property
    def _renamed(self) -> dict[int, datetime.date]:
        """The day since when a renamed county has borne its present name."""
        return {n.county_id: n.until for n in sorted(self.former_names, key=lambda n: n.until)}

    @cached_property
    def _prefecture_successors(self) -> dict[int, int]:
        return {p.code: p.successor_id for p in self.prefectures if p.successor_id}

    def _became(self, p: Prefecture) -> frozenset[int]:
        codes = [p.code]
        while (following := self._prefecture_successors.get(codes[-1])) and following not in codes:
            codes.append(following)
        return frozenset(codes)

    def _last(self, p: Prefecture) -> int:
        return next(code for code in self._became(p) if code not in self._prefecture_successors)

    def _gave_a_prefecture_its_name(self, short: str, entry: Entry) -> bool:
        """The city 上饶市 (362301) ended when the prefecture 上饶市 (361100) began: since then 上饶 never means the former."""
        began = self._prefecture_beginnings.get(short)
        return bool(entry.place.level == Level.COUNTY and began and entry.until and entry.until <= began)

    @cached_property
    def _prefecture_beginnings(self) -> dict[str | None, datetime.date]:
        return {short_form(p.name): p.valid_from for p in self.prefectures if p.valid_from}


def _by_name(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    by_name: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_name[folded(entry.name)].append(entry)
    return {name: tuple(sorted(same, key=lambda e: (e.kind, e.place.code))) for name, same in by_name.items()}


def _lengths_by_beginning(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """First two characters -> the lengths of the names that begin so, longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in names:
        lengths[name[:2]].add(len(name))
    return {beginning: tuple(sorted(found, reverse=True)) for beginning, found in lengths.items()}


class Townships:
    """The townships of one county, to be looked for at the beginning of a text."""

    __slots__ = ("_by_name", "_by_short_form", "_longest")

    def __init__(self) -> None:
        self._by_name: dict[str, int] = {}
        self._by_short_form: dict[str, int | None] = {}
        self._longest = 0

    def add(self, code: int, name: str) -> None:
        name = folded(name)
        self._by_name[name] = code
        self._longest = max(self._longest, len(name))
        if short := township_short_form(name):
            self._by_short_form[short] = None if short in self._by_short_form else code

    def at_beginning(self, key: str) -> int | None:
        """Code of the longest full name the (folded) text begins with, or of the short form it wholly is."""
        for length in range(min(len(key), self._longest), 1, -1):
            if code := self._by_name.get(key[:length]):
                return code
        return self._by_short_form.get(key)


def _townships_by_county(rows: Iterable[tuple[int, int, str]]) -> dict[int, Townships]:
    found: dict[int, Townships] = defaultdict(Townships)
    for county, code, name in rows:
        found[county].add(code, name)
    return dict(found)
