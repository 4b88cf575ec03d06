"""What goes into a chunk and what comes out of it. Shapes of knowns: ``members.roll.known_values``."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

Values = Mapping[str, Any]


class Newcomer(NamedTuple):
    """Somebody who is not on the roll yet.

    ``home``: six-digit division that answers for him; the code of his origin where that is known.
    ``source``: one JSON object, the source of every known given: {"upload": 12, "line": 4, "channel": "village", "on": "2016-11-02"}.
    ``fields``: kind, joined_on, joined_on_precision, confirmed_on, confirmed_on_precision, card_no, employer, note.
    ``knowns``: known -> value, None for "known to be none"; absent or UNKNOWN is unknown.
    ``branch`` with ``since``: the mobile branch he joins, pending until it confirms.
    """

    name: str
    home: int
    source: Values
    fields: Values = MappingProxyType({})
    knowns: Values = MappingProxyType({})
    identity_digest: str | None = None
    branch: int | None = None
    since: datetime.date | None = None
    formal_branch: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a file says of somebody on the roll. Only what differs is written; what is absent or UNKNOWN never overwrites.

    ``version``: the member's version when the change was planned.
    ``others``: values that were not chosen; kept beside, with this source.
    ``replaced_silently``: knowns whose old value only became more exact or newer: it is not kept beside.
    ``added_behind``: knowns of which a newer source had said what stands first: theirs it stays.
    ``branch``: joined only by who is in none; brings back on the roll who had left it.
    ``formal_branch``: taken only where none is known.
    """

    member: int
    version: int
    source: Values
    name: str | None = None
    home: int | None = None
    fields: Values = field(default_factory=dict)
    knowns: Values = field(default_factory=dict)
    others: Values = field(default_factory=dict)
    replaced_silently: Collection[str] = ()
    added_behind: Collection[str] = ()
    identity_digest: str | None = None
    branch: int | None = None
    since: datetime.date | None = None
    formal_branch: str = ""


@dataclass(slots=True)
class Entered:
    """What became of a chunk.

    ``keys``: the newcomers', consecutive. ``members``: of those given one by one, in order, None where the identity digest was
    registered meanwhile (nothing written).
    ``versions``: member -> version after the chunk. ``before``: changed member -> JSON that ``take_back`` needs. ``stale``: members
    whose version had moved: nothing written for them. ``belongs_already``: members who were to join a branch but are in one.
    """

    keys: range = range(0)
    members: list[int | None] = field(default_factory=list)
    versions: dict[int, int] = field(default_factory=dict)
    before: dict[int, dict[str, Any]] = field(default_factory=dict)
    stale: set[int] = field(default_factory=set)
    belongs_already: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Taken:
    """One row to take back: the version the chunk left, and what ``Entered.before`` said (None: he was new)."""

    member: int
    version: int
    before: Mapping[str, Any] | None


@dataclass(slots=True)
class TakenBack:
    """``kept``: changed since, or used elsewhere (an office held, the line of another file)."""

    erased: set[int] = field(default_factory=set)
    restored: set[int] = field(default_factory=set)
    kept: set[int] = field(default_factory=set)
