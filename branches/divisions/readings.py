"""All ways to read names from the left of a text, and which of them stand."""

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from branches.divisions.gazetteer import Entry, Gazetteer, Kind, Level
from branches.divisions.matches import Method
from branches.divisions.spelling import is_part_of_a_word, skip_separators

_COUNTY = Level.COUNTY.depth


class Reading(NamedTuple):
    """One way to read the beginning of a text: down to a place, up to a position."""

    entry: Entry
    end: int
    kind: Kind  # the weakest on the way
    as_written: bool  # no character had to be simplified


class Reader:
    """Reads province, prefecture and county, each within the one before."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def longest(self, text: str, key: str, *, parent_known: bool) -> list[Reading]:
        """The readings that reach farthest into the text; ``key`` is the text folded."""
        readings = self._below(text, key, 0, None, parent_known)
        farthest = max((reading.end for reading in readings), default=0)
        return [reading for reading in readings if reading.end == farthest]

    def _below(self, text: str, key: str, position: int, above: Entry | None, parent_known: bool) -> list[Reading]:
        """All ways to read names from the position on, each below the one above; of nested ones only the deepest.

        Once a name leads down to a county, shorter names at its beginning are not tried: 南昌 in 南昌县. Until then they are:
        青岛市北区 is 青岛 and 市北区.
        """
        start = skip_separators(key, position)
        readings: list[Reading] = []
        for end, named in self._names_at(key, start):
            entries = [e for e in named if above is None or (e.depth > above.depth and above.stands_for & e.lies_in)]
            # Entries come surest first: whether there is a short form at all shows in the last.
            short = bool(entries) and entries[-1].kind >= Kind.SHORT
            stands = short and self._short_form_stands(entries, key, end, parent_known)
            for entry in entries:
                readings += self._readings_of(entry, text, key, start, end, stands)
            if any(reading.entry.depth == _COUNTY for reading in readings):
                break
        return readings

    def _readings_of(
        self, entry: Entry, text: str, key: str, start: int, end: int, short_form_stands: bool
    ) -> list[Reading]:
        """The name from start to end with all that can be read below it, or by itself."""
        as_written = text[start:end] == entry.name
        below = [] if entry.depth == _COUNTY else self._below(text, key, end, entry, True)
        if entry.kind == Kind.LETTER:
            return [r for r in below if r.kind == Kind.FULL]
        if below:
            # However a province is written before a place, that place is no less sure.
            own_kind = Kind.FULL if entry.place.level == Level.PROVINCE else entry.kind
            return [Reading(r.entry, r.end, max(own_kind, r.kind), as_written and r.as_written) for r in below]
        stands = entry.kind != Kind.SHORT or short_form_stands
        return [Reading(entry, end, entry.kind, as_written)] if stands else []

    def _names_at(self, key: str, start: int) -> Iterator[tuple[int, tuple[Entry, ...]]]:
        """Where names that begin here end, the longest first, and who bears them; last the provinces' single letters."""
        for beginning in (key[start : start + 2], key[start : start + 1]):
            for length in self._gazetteer.lengths.get(beginning, ()):
                end = start + length
                if end <= len(key) and (entries := self._gazetteer.entries.get(key[start:end])):
                    yield end, entries

    def _short_form_stands(self, entries: list[Entry], key: str, end: int, parent_known: bool) -> bool:
        """Whether a short form can be the last name, and not the beginning of another word.

        It stands before nothing, a separator or a township of its own; before other text only where a parent is known and
        the text does not go on like a street or a house (东湖 in 东湖路). Then it stands for all places of the name: a
        township shows that 南昌莲塘镇 begins with a place, and not with which.
        """
        following = skip_separators(key, end)
        if following > end or following == len(key) or key[end:] == "人":
            return True
        if parent_known and not is_part_of_a_word(key[end:]):
            return True
        townships = (self._gazetteer.townships.get(e.becomes) for e in entries if e.kind == Kind.SHORT)
        return any(found.at_beginning(key[end:]) for found in townships if found)


def one_for_each_place(readings: Iterable[Reading], on: datetime.date | None) -> list[Reading]:
    """The surest readings, one for each place they lead to today: a county and its predecessors are one place."""
    readings = _in_time(_surest(list(readings)), on)
    places: dict[int, Reading] = {}
    for reading in sorted(readings, key=lambda r: (r.entry.borne_on(on), r.entry.until or datetime.date.max, -r.kind)):
        places[reading.entry.becomes] = reading  # the last is the one of the day, or the latest, surest read
    return list(places.values())


def _surest(readings: list[Reading]) -> list[Reading]:
    """A full name before another name before a short form; as written before respelled."""
    best = min(((r.entry.kind, not r.as_written) for r in readings), default=None)
    return [r for r in readings if (r.entry.kind, not r.as_written) == best]


def _in_time(readings: list[Reading], on: datetime.date | None) -> list[Reading]:
    """Leave out names of another time where one of the day answers.

    For full names always. For short forms only against a prefecture, and only when the day is known: 九江 was a city and
    a county in 2016 and is a city today, but 庐山 stays a question between 庐山市 and the former 庐山区.
    """
    borne = [r for r in readings if r.entry.borne_on(on)]
    if any(r.entry.kind == Kind.FULL for r in borne):
        return borne
    if on is not None and any(r.entry.place.level == Level.PREFECTURE for r in borne):
        return borne
    return readings


def method_of(reading: Reading, on: datetime.date | None) -> Method:
    """The weakest step of the reading, in words."""
    if reading.kind == Kind.SHORT:
        return Method.SHORT_NAME
    if reading.kind == Kind.ALIAS:
        return Method.OTHER_NAME
    if not reading.as_written:
        return Method.RESPELLED
    return Method.FULL_NAME if reading.entry.borne_on(on) else Method.OTHER_TIME
