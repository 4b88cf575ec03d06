"""Figures kept exact at every commit: what an action changes, it moves here, in the same transaction.

An action notes each member as he was and as he is (``Shift``) and applies the sum once, before it records its deed. The rows are
locked in one order, so that two actions never wait for each other in a ring.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from django.db import connection, transaction
from django.db.models import Case, Count, IntegerField, Sum, When

from members.roll.knowns import SIX_KNOWNS, Known, state_field
from members.roll.models import Member, MemberTally

COUNTS = ("members", "complete", *SIX_KNOWNS)
STATES = [state_field(known) for known in SIX_KNOWNS]
_ROWS = 1000  # rows in one statement
Counts = tuple[int, ...]


class Key(NamedTuple):
    """Which tally a member is counted in; ``branch`` is 0 for none."""

    home: int
    branch: int
    kind: str


class Counted(Protocol):
    """What decides where and how somebody is counted: a member, or a row with the same names."""

    home: int
    branch_id: int | None
    kind: str
    ended_on: Any


def counted(member: Counted) -> tuple[Key, Counts] | None:
    """The tally of a member and what he adds to each of its ``COUNTS``; None for who is off the roll."""
    if member.ended_on is not None:
        return None
    return Key(member.home, member.branch_id or 0, member.kind), counts_of(getattr(member, state) for state in STATES)


def counts_of(states: Iterable[str]) -> Counts:
    """What a member with these states of the six knowns (in the order of ``STATES``) adds to each of ``COUNTS``."""
    knowns = [int(state != Known.UNKNOWN) for state in states]
    return (1, int(all(knowns)), *knowns)


class Shift:
    """What moves between the tallies in one action.

    ``shift = Shift(); shift.take(member)`` before, ``shift.put(member)`` after, ``shift.apply()`` at the end.
    """

    def __init__(self) -> None:
        self._deltas: defaultdict[Key, list[int]] = defaultdict(lambda: [0] * len(COUNTS))

    def put(self, member: Counted) -> None:
        self._add(counted(member), 1)

    def take(self, member: Counted) -> None:
        self._add(counted(member), -1)

    def _add(self, entry: tuple[Key, Counts] | None, sign: int) -> None:
        if entry is None:
            return
        delta = self._deltas[entry[0]]
        for position, count in enumerate(entry[1]):
            delta[position] += sign * count

    def add(self, key: Key, counts: Iterable[int]) -> None:
        """Move many at once, already summed."""
        delta = self._deltas[key]
        for position, count in enumerate(counts):
            delta[position] += count

    def apply(self) -> None:
        """Write the sums. Inside a transaction; the rows stay locked until its end."""
        moved = sorted((key, delta) for key, delta in self._deltas.items() if any(delta))
        self._deltas.clear()
        for start in range(0, len(moved), _ROWS):
            _move(moved[start : start + _ROWS])


def _move(moved: list[tuple[Key, list[int]]]) -> None:
    keys = [key for key, _ in moved]
    table, ordered = MemberTally._meta.db_table, "home, branch, kind"
    with connection.cursor() as cursor:
        _make_missing(cursor, table, keys)
        if connection.features.has_select_for_update:
            wanted = ", ".join(["(%s, %s, %s)"] * len(keys))
            cursor.execute(
                f"SELECT id FROM {table} WHERE ({ordered}) IN ({wanted}) ORDER BY {ordered} FOR NO KEY UPDATE",  # noqa: S608 - names of ours
                [part for key in keys for part in key],
            )
        parameters: list[Any] = [part for key, delta in moved for part in [*key, *delta]]
        row = f"({', '.join(['%s'] * (3 + len(COUNTS)))})"
        sums = ", ".join(f"{name} = {table}.{name} + moved.column{4 + i}" for i, name in enumerate(COUNTS))
        cursor.execute(
            f"UPDATE {table} SET {sums} FROM (VALUES {', '.join([row] * len(moved))}) AS moved "  # noqa: S608
            f"WHERE {table}.home = moved.column1 AND {table}.branch = moved.column2 AND {table}.kind = moved.column3",
            parameters,
        )


def _make_missing(cursor: Any, table: str, keys: list[Key]) -> None:
    """Rows of zeros where there are none yet; in the order of the keys."""
    columns = ", ".join(["home", "branch", "kind", *COUNTS])
    row = f"(%s, %s, %s{', 0' * len(COUNTS)})"
    cursor.execute(
        f"INSERT INTO {table} ({columns}) VALUES {', '.join([row] * len(keys))} ON CONFLICT (home, branch, kind) DO NOTHING",  # noqa: S608
        [part for key in keys for part in key],
    )


class Difference(NamedTuple):
    """One tally that does not say what the roll says."""

    key: Key
    tally: Counts
    roll: Counts


def differences() -> Iterator[Difference]:
    """Tallies that differ from the roll itself, in the order of their keys. Reads every member."""
    with transaction.atomic():
        _hold_still()
        written = {
            Key(t.home, t.branch, t.kind): tuple(getattr(t, name) for name in COUNTS) for t in MemberTally.objects.all()
        }
        true, nothing = _counted_on_the_roll(), (0,) * len(COUNTS)
    for key in sorted(written.keys() | true.keys()):
        tally, roll = written.get(key, nothing), true.get(key, nothing)
        if tally != roll:
            yield Difference(key, tally, roll)


def _hold_still() -> None:
    """Until the transaction ends nobody moves a tally, and so nobody commits who is counted otherwise: tallies and roll are read in two
    statements. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {MemberTally._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


@transaction.atomic
def recount() -> int:
    """Write every tally anew from the roll, e.g. after a load behind the application's back; how many had to change."""
    wrong = list(differences())
    shift = Shift()
    for key, tally, roll in wrong:
        shift.add(key, [after - before for before, after in zip(tally, roll, strict=True)])
    shift.apply()
    return len(wrong)


def _counted_on_the_roll() -> dict[Key, Counts]:
    one_if = {state: Case(When(**{state: Known.UNKNOWN}, then=0), default=1) for state in STATES}
    sums = {f"known_{state}": Sum(one, output_field=IntegerField()) for state, one in one_if.items()}
    complete = Sum(Case(When(knowns=len(SIX_KNOWNS), then=1), default=0), output_field=IntegerField())
    rows = (
        Member.objects.on_roll()
        .order_by()
        .values_list("home", "branch", "kind")
        .annotate(all_members=Count("pk"), all_complete=complete, **sums)
    )
    return {Key(home, branch or 0, kind): tuple(counts) for home, branch, kind, *counts in rows}
