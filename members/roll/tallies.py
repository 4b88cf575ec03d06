"""Figures kept exact at every commit: what an action changes, it moves here, in the same transaction.

An action notes each member as he was and as he is (``Shift``) and applies the sum once, before it records its deed. The rows are
locked in one order, those of branches before those of divisions, so that two actions never wait for each other in a ring.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from django.db import connection, transaction
from django.db.models import Case, Count, IntegerField, Sum, When

from members.roll.knowns import SIX_KNOWNS, Known, state_field
from members.roll.models import DivisionTally, Member, MemberTally
from registry.access import SERIALS

COUNTS = ("members", "complete", *SIX_KNOWNS)
STATES = [state_field(known) for known in SIX_KNOWNS]
_ROWS = 1000  # rows in one statement
Counts = tuple[int, ...]
Table = type[MemberTally] | type[DivisionTally]


class Key(NamedTuple):
    """Which tally a member is counted in; ``branch`` is 0 for none."""

    home: int
    branch: int
    kind: str

    @property
    def of_division(self) -> "Key":
        """Of the tally that holds all branches of the division together."""
        return self._replace(branch=self.branch // SERIALS * SERIALS)


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
        of_divisions = Shift()
        for key, delta in self._deltas.items():
            of_divisions.add(key.of_division, delta)
        _move(MemberTally, self._deltas)
        _move(DivisionTally, of_divisions._deltas)
        self._deltas.clear()


def _move(table: Table, deltas: Mapping[Key, Sequence[int]]) -> None:
    """Add to the rows of the table what is not nothing, in the order of their keys."""
    moved = sorted((key, delta) for key, delta in deltas.items() if any(delta))
    for start in range(0, len(moved), _ROWS):
        _move_some(table._meta.db_table, moved[start : start + _ROWS])


def _move_some(table: str, moved: Sequence[tuple[Key, Sequence[int]]]) -> None:
    keys, ordered = [key for key, _ in moved], "home, branch, kind"
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

    table: Table
    key: Key
    tally: Counts
    roll: Counts


def differences() -> Iterator[Difference]:
    """Tallies that differ from the roll itself, those of branches first, in the order of their keys. Reads every member."""
    with transaction.atomic():
        _hold_still()
        of_branches, of_divisions = _written(MemberTally), _written(DivisionTally)
        true = _counted_on_the_roll()
    by_division = Shift()
    for key, counts in true.items():
        by_division.add(key.of_division, counts)
    yield from _compared(MemberTally, of_branches, true)
    yield from _compared(DivisionTally, of_divisions, {key: tuple(sums) for key, sums in by_division._deltas.items()})


def _written(table: Table) -> dict[Key, Counts]:
    return {Key(t.home, t.branch, t.kind): tuple(getattr(t, name) for name in COUNTS) for t in table.objects.all()}


def _compared(table: Table, written: Mapping[Key, Counts], true: Mapping[Key, Counts]) -> Iterator[Difference]:
    nothing = (0,) * len(COUNTS)
    for key in sorted(written.keys() | true.keys()):
        tally, roll = written.get(key, nothing), true.get(key, nothing)
        if tally != roll:
            yield Difference(table, key, tally, roll)


def _hold_still() -> None:
    """Until the transaction ends nobody moves a tally, and so nobody commits who is counted otherwise: tallies and roll are read in
    several statements. Who moves one begins with that of a branch. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {MemberTally._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


@transaction.atomic
def recount() -> int:
    """Write every tally anew from the roll, e.g. after a load behind the application's back; how many had to change."""
    wrong = list(differences())
    for table in (MemberTally, DivisionTally):
        _move(
            table,
            {
                each.key: [roll - tally for tally, roll in zip(each.tally, each.roll, strict=True)]
                for each in wrong
                if each.table is table
            },
        )
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
