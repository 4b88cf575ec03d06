"""From what people write to a place: exact, unique, ambiguous or unknown, and never guessed.

Names are read from the left, province, prefecture, county, each within the one before, the longest reading first. A name
without its suffix counts only where two characters remain and no longer word begins with it. Where two places answer, both
are reported and none is chosen: what decides is a parent in the text, or ``within``, the part of the tree the file comes
from. A township alone never names its county.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from branches.divisions.gazetteer import Gazetteer, Kind, Level, Place
from branches.divisions.matches import Method, PlaceMatch, Status
from branches.divisions.models import DivisionsState
from branches.divisions.nearby import NearNames
from branches.divisions.readings import Reader, Reading, method_of, one_for_each_place
from branches.divisions.spelling import folded, seen, skip_separators, without_separators

LONGEST = 500  # characters; what is longer is no place
_REMEMBERED = 20_000  # distinct texts; then they are forgotten, so that memory stays flat


class _Heads:
    """Beginnings of texts that are read alike whatever follows: a survey names each county thousands of times."""

    def __init__(self) -> None:
        self._readings: dict[str, Reading] = {}
        self._lengths: dict[str, list[int]] = {}  # by the first two characters, the longest first

    def beginning_of(self, text: str) -> Reading | None:
        for length in self._lengths.get(text[:2], ()):
            if reading := self._readings.get(text[:length]):
                return reading
        return None

    def remember(self, head: str, reading: Reading) -> None:
        if len(self._readings) >= _REMEMBERED:
            self._readings.clear()
        self._readings[head] = reading
        lengths = self._lengths.setdefault(head[:2], [])
        if len(head) not in lengths:
            lengths.append(len(head))
            lengths.sort(reverse=True)


@dataclass(slots=True, repr=False)
class PlaceIndex:
    """All names, frozen in memory; ``find`` asks no database. Build one with ``load`` or take ``place_index()``."""

    gazetteer: Gazetteer
    reader: Reader
    near: NearNames
    _remembered: dict[tuple[str, int | None, datetime.date | None], PlaceMatch] = field(default_factory=dict)
    _heads: defaultdict[tuple[int | None, datetime.date | None], _Heads] = field(
        default_factory=lambda: defaultdict(_Heads)
    )

    @classmethod
    def load(cls) -> "PlaceIndex":
        """Read the division tables (seven queries, some tenths of a second)."""
        gazetteer = Gazetteer()
        return cls(gazetteer, Reader(gazetteer), NearNames(gazetteer))

    def find(self, text: str, *, within: int | None = None, on: datetime.date | None = None) -> PlaceMatch:
        """What the text says about a place.

        ``within``: code of the province, prefecture or county the text is known to be about; the place found lies in it.
        ``on``: the day the text was written; without it names of all times count, those of today first. A name of another
        time resolves to the code that bore it: ``gazetteer.lineage.current(code, day)`` leads on.
        """
        asked = (text, within, on)
        if (match := self._remembered.get(asked)) is None:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            match = self._remembered[asked] = self._find(seen(text[:LONGEST]), within, on)
        return match

    def name(self, code: int) -> str:
        """The latest name of a division, 西湖区; empty where there is none of this code."""
        division = self.gazetteer.divisions.get(code)
        return division.name if division else ""

    def local_name(self, code: int) -> str:
        """Without the province, 南昌市西湖区; empty where there is none of this code."""
        division = self.gazetteer.divisions.get(code)
        return division.local_name if division else ""

    def full_name(self, code: int) -> str:
        """With all above it, 江西省南昌市西湖区; empty where there is none of this code."""
        division = self.gazetteer.divisions.get(code)
        return division.full_name if division else ""

    def _find(self, text: str, within: int | None, on: datetime.date | None) -> PlaceMatch:
        heads = self._heads[within, on]
        if known := heads.beginning_of(text):
            return self._resolved(known, text, within, on)
        key = folded(text)
        readings = self.reader.longest(text, key, parent_known=within is not None)
        inside = [reading for reading in readings if within is None or within in reading.entry.lies_in]
        found = one_for_each_place(inside, on)
        if len(found) > 1:
            candidates = tuple(sorted(reading.entry.place for reading in found))
            rest = without_separators(text[found[0].end :])
            return PlaceMatch(Status.AMBIGUOUS, rest=rest, candidates=candidates)
        if not found:
            return self._unresolved(readings, text, key, within, on)
        if found[0].entry.kind < Kind.SHORT and self.gazetteer.is_closed(key[: found[0].end]):
            heads.remember(text[: found[0].end], found[0])
        return self._resolved(found[0], text, within, on)

    def _resolved(self, reading: Reading, text: str, within: int | None, on: datetime.date | None) -> PlaceMatch:
        method = method_of(reading, on)
        status = Status.EXACT if method in (Method.FULL_NAME, Method.OTHER_TIME) else Status.UNIQUE
        place = reading.entry.place
        rest = without_separators(text[skip_separators(text, reading.end) :])
        if place.level != Level.COUNTY:
            key = folded(rest)
            near = self.near.names(key, within=place.code) or self.near.names(key, within=within)
            return PlaceMatch(status, place, rest=rest, method=method, suggestions=near)
        return PlaceMatch(status, place, self._township(reading.entry.becomes, rest), rest, method)

    def _unresolved(
        self, elsewhere: list[Reading], text: str, key: str, within: int | None, on: datetime.date | None
    ) -> PlaceMatch:
        rest = without_separators(text)
        if within is not None and not elsewhere:
            township = self._township(within, rest)
            if township is not None:
                return PlaceMatch(Status.UNIQUE, Place(within, Level.COUNTY), township, rest, Method.TOWNSHIP)
        found = one_for_each_place(elsewhere, on)
        outside = found[0].entry.place if len(found) == 1 else None
        return PlaceMatch(
            Status.UNKNOWN,
            rest=rest,
            outside=outside,
            suggestions=self.near.names(key, within=within) if outside is None else (),
        )

    def _township(self, county: int, rest: str) -> int | None:
        """The township of the county that the text begins with, if any."""
        townships = self.gazetteer.townships.get(county)
        return townships.at_beginning(folded(rest)) if townships else None


_loaded: dict[int, PlaceIndex] = {}


def place_index() -> PlaceIndex:
    """The index of the division tables as they are; built anew only when one of them was changed. One query of one row."""
    state = DivisionsState.objects.values_list("token", flat=True).get()
    if state not in _loaded:
        _loaded.clear()
        _loaded[state] = PlaceIndex.load()
    return _loaded[state]
