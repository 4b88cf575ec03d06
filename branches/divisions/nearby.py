"""Names a text may have meant: one character off, or below another parent. Suggestions, never taken unasked."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from branches.divisions.gazetteer import Entry, Gazetteer, Kind, Level, Place
from branches.divisions.spelling import differ_by_one, folded

_MOST = 5  # suggestions
_LONGEST = 8  # characters of a text compared
_SHORTEST = 3  # of a name: of two-character names too many are one character off


class NearNames:
    """County names by what remains when one character is left out: two texts one edit apart share such a remainder."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def names(self, key: str, *, within: int | None) -> tuple[Place, ...]:
        """Counties in ``within`` whose name the (folded) text begins with, or nearly; by code, at most five.

        Of a county and its predecessors only the latest: each place is suggested once.
        """
        latest: dict[int, Place] = {}
        for entry in self._begins_with(key, within) or self._nearly_begins_with(key, within):
            latest[entry.becomes] = max(entry.place, latest.get(entry.becomes, entry.place), key=self._end)
        return tuple(sorted(latest.values())[:_MOST])

    def _end(self, place: Place) -> datetime.date:
        return getattr(self._gazetteer.divisions[place.code], "valid_until", None) or datetime.date.max

    def _begins_with(self, key: str, within: int | None) -> list[Entry]:
        beginnings = (key[:length] for length in range(2, min(len(key), _LONGEST) + 1))
        return [e for name in beginnings for e in self._gazetteer.entries.get(name, ()) if _is_county_in(e, within)]

    def _nearly_begins_with(self, key: str, within: int | None) -> Iterator[Entry]:
        for length in range(_SHORTEST - 1, min(len(key), _LONGEST) + 1):
            beginning = key[:length]
            for remainder in _remainders(beginning):
                for entry in self._by_remainder.get(remainder, ()):
                    if _is_county_in(entry, within) and differ_by_one(beginning, folded(entry.name)):
                        yield entry

    @cached_property
    def _by_remainder(self) -> dict[str, list[Entry]]:
        by_remainder: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._gazetteer:
            if entry.kind == Kind.FULL and entry.place.level == Level.COUNTY and len(entry.name) >= _SHORTEST:
                for remainder in _remainders(folded(entry.name)):
                    by_remainder[remainder].append(entry)
        return dict(by_remainder)


def _is_county_in(entry: Entry, within: int | None) -> bool:
    return entry.place.level == Level.COUNTY and (within is None or within in entry.lies_in)


def _remainders(text: str) -> set[str]:
    """The text, and the text without each one of its characters."""
    return {text} | {text[:i] + text[i + 1 :] for i in range(len(text))}
