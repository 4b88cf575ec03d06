"""What a line says of who it is, and which lines of one file speak of the same person."""

import zlib
from array import array
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from members.surveys.models import STRIPES

_FACTS: Final = ("left_on", "joined_on", "employer", "card_no", "work_address")


class Claim(NamedTuple):
    """What a line says of who it is. ``said``: the values of the line, by field, as in the JSON contract."""

    match_name: str
    number: int | None = None
    digest: str = ""
    phones: Sequence[str] = ()
    home: int | None = None
    said: Mapping[str, Any] = MappingProxyType({})

    @property
    def facts(self) -> frozenset[tuple[str, str]]:
        """Further facts by name, as text, that a namesake would hardly share. Asked for only where there is a namesake."""
        found = ((name, _as_text(self.said.get(name))) for name in _FACTS)
        return frozenset((name, text) for name, text in found if text)


def _as_text(value: Any) -> str:
    return value["date"] if isinstance(value, dict) else value or ""


Key = tuple[str, ...]


def keys_of(claim: Claim, *, member: int | None = None) -> list[Key]:
    """The keys under which two lines of a file are one person. A name without anything else is none.

    ``member``: whom the line means; two lines that mean one registered member are one person, whatever he was recognised by.
    """
    keys: list[Key] = [("phone", claim.match_name, phone) for phone in claim.phones]
    if claim.number:
        keys.append(("number", str(claim.number)))
    if claim.digest:
        keys.append(("identity", claim.digest))
    if member:
        keys.append(("member", str(member)))
    return keys


def stripe_of(match_name: str) -> int:
    """Namesakes share a stripe."""
    return zlib.crc32(match_name.encode()) % STRIPES


class Repeats:
    """Lines of one file that speak of the same person: the first line with a key owns it.

    A million keys take 25 MB: of each only 63 bits are kept, in a table with open addresses. That two of a million share them
    happens once in ten million files.
    """

    def __init__(self) -> None:
        self._room(1 << 14)
        self._owned = 0

    def _room(self, size: int) -> None:
        self._mask = size - 1
        self._keys, self._lines = array("q", [0]) * size, array("I", [0]) * size

    def earlier(self, line: int, keys: Sequence[Key]) -> int | None:
        """The line that spoke of this person before, if any; remembers this line's keys otherwise."""
        if (self._owned + len(keys)) * 3 > self._mask * 2:
            self._grow()
        owned, owners, free = self._keys, [], []
        for key in keys:
            short = (hash(key) >> 1) or 1
            at = self._place(short)
            if owned[at]:
                owners.append(self._lines[at])
            else:
                free.append((short, at))
        if owners:
            return min(owners)
        for short, at in free:
            self._own(short, at, line)
        return None

    def _place(self, key: int) -> int:
        """Where the key is, or would be."""
        at = key & self._mask
        keys = self._keys
        while keys[at] and keys[at] != key:
            at = (at + 1) & self._mask
        return at

    def _own(self, key: int, at: int, line: int) -> None:
        if self._keys[at]:  # another key of the same line took the place
            at = self._place(key)
        self._keys[at], self._lines[at] = key, line
        self._owned += 1

    def _grow(self) -> None:
        keys, lines = self._keys, self._lines
        self._room(2 * (self._mask + 1))
        for key, line in zip(keys, lines, strict=True):
            if key:
                at = self._place(key)
                self._keys[at], self._lines[at] = key, line
