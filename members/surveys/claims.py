"""What a line says of who it is, and which lines of one file speak of the same person."""

import zlib
from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from members.surveys.models import STRIPES


class Claim(NamedTuple):
    """What a line says of who it is. ``facts``: further facts by name, as text, that a namesake would hardly share."""

    match_name: str
    number: int | None = None
    digest: str = ""
    phones: tuple[str, ...] = ()
    home: int | None = None
    facts: frozenset[tuple[str, str]] = frozenset()


Key = tuple[str, ...]


def keys_of(claim: Claim) -> Iterator[Key]:
    """The keys under which two lines of a file are one person. A name without anything else is none."""
    if claim.number:
        yield "number", str(claim.number)
    if claim.digest:
        yield "identity", claim.digest
    for phone in claim.phones:
        yield "phone", claim.match_name, phone


def stripe_of(match_name: str) -> int:
    """Namesakes share a stripe."""
    return zlib.crc32(match_name.encode()) % STRIPES


class Repeats:
    """Lines of one file that speak of the same person: the first line with a key owns it.

    A million lines take 32 MB: of each key only 63 bits are kept, in a table with open addresses. That two of a million keys share
    them happens once in ten million files.
    """

    def __init__(self) -> None:
        self._room(1 << 14)
        self._owned = 0

    def _room(self, size: int) -> None:
        self._mask = size - 1
        self._keys, self._lines = array("q", bytes(8 * size)), array("I", bytes(4 * size))

    def earlier(self, line: int, keys: Iterable[Key]) -> int | None:
        """The line that spoke of this person before, if any; remembers this line's keys otherwise."""
        shortened = [(hash(key) >> 1) or 1 for key in keys]
        owners = [self._lines[at] for key in shortened if self._keys[at := self._place(key)]]
        if owners:
            return min(owners)
        for key in shortened:
            self._own(key, line)
        return None

    def _place(self, key: int) -> int:
        """Where the key is, or would be."""
        at = key & self._mask
        keys = self._keys
        while keys[at] and keys[at] != key:
            at = (at + 1) & self._mask
        return at

    def _own(self, key: int, line: int) -> None:
        at = self._place(key)
        if not self._keys[at]:
            self._owned += 1
        self._keys[at], self._lines[at] = key, line
        if self._owned * 5 > self._mask * 3:
            self._grow()

    def _grow(self) -> None:
        keys, lines = self._keys, self._lines
        self._room(2 * (self._mask + 1))
        for key, line in zip(keys, lines, strict=True):
            if key:
                at = self._place(key)
                self._keys[at], self._lines[at] = key, line
