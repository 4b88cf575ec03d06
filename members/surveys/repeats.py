"""Which lines of one file speak of the same person: certainly, by a key of their own, or likely, as a person must decide.

Likely the same are a line and an earlier one of the same name and home that agree in one more fact, unless both bear identity
numbers: what would be a doubt if the earlier line were on the roll already (``people``). So a file comes out alike in one part or two.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Final

from members.surveys.claims import Claim, Key, fact_keys

Recall = Callable[[Collection[int]], Iterable[tuple[int, Claim]]]
"""Of some lines judged before, what they say of who they are."""

_ONE_BY_ONE = 0  # in the place of a line: the facts of these namesakes are kept one by one


class Repeats:
    """The first line with a key or a fact owns it.

    Facts are many, and few lines have a namesake from the same home: of the first of a name and home only that is kept, and its
    facts are asked for once when a second one comes.
    """

    def __init__(self, recall: Recall) -> None:
        self._recall = recall
        self._owners = Owners()
        self._at_hand: dict[int, Claim] = {}

    def look_ahead(self, claims: Mapping[int, Claim]) -> None:
        """The next lines, by number: what earlier namesakes say is asked for at once."""
        present = self._owners.present
        firsts = {first for claim in claims.values() if (first := present(_namesakes(claim)))}
        self._at_hand = {**dict(self._recall(firsts)), **claims} if firsts else dict(claims)

    def certain(self, line: int, claim: Claim, keys: Sequence[Key], *, apart: Collection[int] = ()) -> int | None:
        """The line that certainly spoke of this person before, if any; all that this line adds is then that one's.

        Else the keys are this line's; its facts, ``likely`` keeps. ``apart``: as there; a number of one's own nobody shares all the same.
        """
        owner = self._owners.take(self._behind(keys, apart), line)
        if owner is not None:
            self.add(owner, claim, keys, apart=apart)
        return owner

    def add(self, owner: int, claim: Claim, keys: Sequence[Key], *, apart: Collection[int] = ()) -> None:
        """Keys and facts of a later line that certainly speaks of the same person as ``owner``."""
        self._owners.take(self._behind(keys, apart), owner)
        self._kept_one_by_one(_namesakes(claim))
        for key in fact_keys(claim):
            self._owners.own(key, _marked(owner, claim))

    def likely(self, line: int, claim: Claim, *, apart: Collection[int] = ()) -> int | None:
        """The first earlier line that likely spoke of this person; remembers this line's facts.

        ``apart``: lines of which somebody said that they speak of somebody else.
        """
        namesakes = _namesakes(claim)
        if self._owners.own(namesakes, line) is None:
            return None
        self._kept_one_by_one(namesakes)
        owners = [self._agreeing(key, line, claim, apart) for key in fact_keys(claim)]
        return min((owner for owner in owners if owner), default=None)

    def _behind(self, keys: Sequence[Key], apart: Collection[int]) -> Sequence[Hashable]:
        """The keys, but for phones that two people share: of these the line stands behind those it was told apart from."""
        return [self._behind_those(key, apart) if key[0] == "phone" else key for key in keys] if apart else keys

    def _behind_those(self, key: Hashable, apart: Collection[int]) -> Hashable:
        while (owner := self._owners.present(key)) is not None and owner in apart:
            key = (owner, key)
        return key

    def _kept_one_by_one(self, namesakes: Hashable) -> None:
        first = self._owners.replace(namesakes, _ONE_BY_ONE)
        if first:
            claim = self._at_hand[first]
            for key in fact_keys(claim):
                self._owners.own(key, _marked(first, claim))

    def _agreeing(self, key: Key, line: int, claim: Claim, apart: Collection[int]) -> int | None:
        """The owner of the fact who may be the same person. The line stands behind those it was told apart from."""
        behind: Hashable = key
        while (owner := self._owners.own(behind, _marked(line, claim))) is not None and owner >> 1 in apart:
            behind = (owner, behind)
        return owner >> 1 if owner and not (owner & 1 and claim.digest) else None


def _namesakes(claim: Claim) -> Hashable:
    return (claim.match_name, claim.home)


def _marked(line: int, claim: Claim) -> int:
    """The line, and whether it bears an identity number."""
    return line * 2 + bool(claim.digest)


_MARK: Final = 6  # bytes of a key that are kept; two more say in which drawer
_ENTRY: Final = _MARK + 4  # bytes of a key with its line


class Owners:
    """Which line (or other number below 2**32) owns a key.

    A million keys take 13 MB, and never more while they grow: of each only 64 bits are kept, in drawers, one behind the other. That
    two of a million share them happens once in thirty million files.
    """

    def __init__(self) -> None:
        self._drawers: defaultdict[int, bytearray] = defaultdict(bytearray)

    def present(self, key: Hashable) -> int | None:
        """The owner, if any."""
        drawer, mark = self._drawer(key)
        at = _place(drawer, mark)
        return _line(drawer, at) if at >= 0 else None

    def own(self, key: Hashable, line: int) -> int | None:
        """The owner, or None where it is this line from now on."""
        drawer, mark = self._drawer(key)
        at = _place(drawer, mark)
        if at >= 0:
            return _line(drawer, at)
        drawer += mark + line.to_bytes(4, "little")
        return None

    def replace(self, key: Hashable, line: int) -> int | None:
        """The owner so far, if any; from now on it is this line."""
        owner = self.own(key, line)
        if owner is not None:
            drawer, mark = self._drawer(key)
            after = _place(drawer, mark) + _MARK
            drawer[after : after + 4] = line.to_bytes(4, "little")
        return owner

    def take(self, keys: Sequence[Hashable], line: int) -> int | None:
        """The first line that owns one of the keys, and what is free among them is its own too; or None: this line's from now on."""
        if len(keys) == 1:
            return self.own(keys[0], line)
        drawers = [self._drawer(key) for key in keys]
        places = [_place(drawer, mark) for drawer, mark in drawers]
        owner = min(
            (_line(drawer, at) for (drawer, _), at in zip(drawers, places, strict=True) if at >= 0), default=None
        )
        entered = (line if owner is None else owner).to_bytes(4, "little")
        for (drawer, mark), at in zip(drawers, places, strict=True):
            if at < 0:
                drawer += mark + entered
        return owner

    def _drawer(self, key: Hashable) -> tuple[bytearray, bytes]:
        """Where the key is, or would be, and by what it is known there."""
        whole = hash(key)
        return self._drawers[whole & 0xFFFF], (whole >> 16).to_bytes(_MARK, "little", signed=True)


def _place(drawer: bytearray, mark: bytes) -> int:
    """Where in the drawer the mark begins an entry, or -1."""
    at = drawer.find(mark)
    while at > 0 and at % _ENTRY:  # by chance within an entry, or across two
        at = drawer.find(mark, at + 1)
    return at


def _line(drawer: bytearray, at: int) -> int:
    return int.from_bytes(drawer[at + _MARK : at + _ENTRY], "little")
