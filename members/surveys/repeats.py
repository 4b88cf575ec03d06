"""Which lines of one file speak of the same person: certainly, by a key of their own, or likely, as a person must decide.

Likely the same are a line and an earlier one of the same name and home that agree in one more fact, unless both bear identity
numbers: what would be a doubt if the earlier line were on the roll already (``people``). So a file comes out alike in one part or two.
"""

from array import array
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence

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

    def certain(self, line: int, claim: Claim, keys: Sequence[Key]) -> int | None:
        """The line that certainly spoke of this person before, if any; all that this line adds is then that one's.

        Else the keys are this line's; its facts, ``likely`` keeps.
        """
        owner = self._owners.take(keys, line)
        if owner is not None:
            self.add(owner, claim, keys)
        return owner

    def add(self, owner: int, claim: Claim, keys: Sequence[Key]) -> None:
        """Keys and facts of a later line that certainly speaks of the same person as ``owner``."""
        self._owners.take(keys, owner)
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


class Owners:
    """Which line (or other number below 2**32) owns a key.

    A million keys take 25 MB: of each only 63 bits are kept, in a table with open addresses. That two of a million share them
    happens once in ten million files.
    """

    def __init__(self) -> None:
        self._room(1 << 14)
        self._owned = 0

    def _room(self, size: int) -> None:
        self._mask = size - 1
        self._keys, self._lines = array("q", [0]) * size, array("I", [0]) * size

    def present(self, key: Hashable) -> int | None:
        """The owner, if any."""
        at = self._place(_short(key))
        return self._lines[at] if self._keys[at] else None

    def own(self, key: Hashable, line: int) -> int | None:
        """The owner, or None where it is this line from now on."""
        if self._owned * 3 > self._mask * 2:
            self._grow()
        short = _short(key)
        at = self._place(short)
        if self._keys[at]:
            return self._lines[at]
        self._keys[at], self._lines[at] = short, line
        self._owned += 1
        return None

    def replace(self, key: Hashable, line: int) -> int | None:
        """The owner so far, if any; from now on it is this line."""
        owner = self.own(key, line)
        if owner is not None:
            self._lines[self._place(_short(key))] = line
        return owner

    def take(self, keys: Sequence[Hashable], line: int) -> int | None:
        """The first line that owns one of the keys, and what is free among them is its own too; or None: this line's from now on."""
        if len(keys) == 1:
            return self.own(keys[0], line)
        owner = min((present for key in keys if (present := self.present(key)) is not None), default=None)
        for key in keys:
            self.own(key, line if owner is None else owner)
        return owner

    def _place(self, key: int) -> int:
        """Where the key is, or would be."""
        at = key & self._mask
        keys = self._keys
        while keys[at] and keys[at] != key:
            at = (at + 1) & self._mask
        return at

    def _grow(self) -> None:
        keys, lines = self._keys, self._lines
        self._room(2 * (self._mask + 1))
        for key, line in zip(keys, lines, strict=True):
            if key:
                at = self._place(key)
                self._keys[at], self._lines[at] = key, line


def _short(key: Hashable) -> int:
    return (hash(key) >> 1) or 1
