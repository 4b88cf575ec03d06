"""Newcomers made ready beforehand: the row of ``Arrival`` for each, and sets of them that enter by one statement for each table."""

import datetime
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from django.db import connection
from django.db.models import Model

from members.roll.bulk.rows import Newcomer
from members.roll.changes import name_columns
from members.roll.known_values import UNKNOWN, columns_of
from members.roll.knowns import SIX_KNOWNS, state_field
from members.roll.models import Arrival
from registry.fields import as_json
from registry.loading import insert_rows

_REMEMBERED: Final = 10_000  # values of knowns, then they are forgotten: memory stays flat
_AT_ONCE: Final = 5_000  # lines in one statement
_TABLE: Final = Arrival._meta.db_table
HOME_BY_HOME: Final = "home, line"
_FIELDS: Final = (  # with what stands where nothing is known
    ("kind", "unknown"),
    ("joined_on", None),
    ("joined_on_precision", ""),
    ("confirmed_on", None),
    ("confirmed_on_precision", ""),
    ("card_no", ""),
    ("employer", ""),
    ("note", ""),
)
_OF_KNOWNS: Final = {known: tuple(columns_of(known, UNKNOWN)) for known in SIX_KNOWNS}
_ORDER: Final = (
    *("batch", "stripe", "line", "claimed", "source", "since", "formal_branch", "home", "branch_id", "identity_digest"),
    *("name", "match_name", "pinyin", "initials"),
    *(name for name, _empty in _FIELDS),
    *(column for columns in _OF_KNOWNS.values() for column in columns),
)
_OF_HIS_OWN: Final = {"contact", "work_address"}  # said by few others: not remembered; no days among their columns
Joined = tuple[int, datetime.date | None]
_known_before: dict[tuple[Any, ...], tuple[Any, ...]] = {}


def arrival(
    newcomer: Newcomer, *, batch: int, line: int, stripe: int = 0, claimed: int | None = None
) -> tuple[Any, ...]:
    """The newcomer as a row for ``Arrivals.add``."""
    fields, knowns = newcomer.fields, newcomer.knowns
    row = [batch, stripe, line, claimed, as_json(newcomer.source), _as_text(newcomer.since)]
    row += newcomer.formal_branch.strip(), newcomer.home, newcomer.branch, newcomer.identity_digest
    row += name_columns(newcomer.name).values()
    row += [fields.get(name, empty) for name, empty in _FIELDS]
    for known in SIX_KNOWNS:
        row += _of_known(known, knowns.get(known, UNKNOWN))
    return tuple(row)


def _of_known(known: str, value: Any) -> tuple[Any, ...]:
    """The columns of a known, in their order. Most values are said by many."""
    if known in _OF_HIS_OWN:
        return tuple(columns_of(known, value).values())
    key = (known, *value.items()) if isinstance(value, dict) else (known, value)
    found = _known_before.get(key)
    if found is None:
        if len(_known_before) >= _REMEMBERED:
            _known_before.clear()
        found = _known_before[key] = tuple(_as_text(part) for part in columns_of(known, value).values())
    return found


def _as_text(part: Any) -> Any:
    return part.isoformat() if isinstance(part, datetime.date) else part


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The arrivals of a batch whose stripes are from ``first`` to ``last``.

    They get consecutive keys in this ``order``: home by home, so that a deed tells them in a few runs.
    """

    batch: int
    first: int = 0
    last: int = 32767
    order: str = HOME_BY_HOME

    @classmethod
    def of(cls, newcomers: Iterable[Newcomer]) -> "Arrivals":
        """A batch of its own for these, in lines from 0; they get their keys in this order."""
        own = replace(cls.of_nobody(), order="line")
        cls.add([arrival(newcomer, batch=own.batch, line=line) for line, newcomer in enumerate(newcomers)])
        return own

    @classmethod
    def of_nobody(cls) -> "Arrivals":
        """A batch of its own, empty yet."""
        return cls(-1 - random.getrandbits(60))

    @staticmethod
    def add(rows: Iterable[Sequence[Any]]) -> None:
        insert_rows(Arrival, _ORDER, rows)

    @property
    def condition(self) -> str:
        """SQL; ``parameters`` are its values."""
        return "batch = %s AND stripe BETWEEN %s AND %s"

    @property
    def parameters(self) -> list[int]:
        return [self.batch, self.first, self.last]

    @property
    def table(self) -> str:
        return _TABLE

    def lines(self) -> set[int]:
        return {line for (line,) in self.ask("line")}

    def ask(self, wanted: str, more: str = "") -> list[tuple[Any, ...]]:
        """SELECT ``wanted`` of them; ``more``: what follows the condition."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {wanted} FROM {_TABLE} WHERE {self.condition} {more}", self.parameters)  # noqa: S608 - names of ours
            return cursor.fetchall()

    def branches(self) -> list[Joined]:
        """The branches they join, each with the days from which."""
        found = self.ask("DISTINCT branch_id, since", "AND branch_id IS NOT NULL")
        return [(code, datetime.date.fromisoformat(str(since)) if since else None) for code, since in found]

    def are_none(self) -> bool:
        return not self.ask("1", "LIMIT 1")

    def homes(self) -> list[tuple[int, int]]:
        """Where they come from, in the order of their keys: a home, and how many in a row."""
        if self.order != HOME_BY_HOME:
            homes = self.ask("home", f"ORDER BY {self.order}")
            return [(home, len(list(same))) for (home,), same in groupby(homes)]
        return [(home, count) for home, count in self.ask("home, count(*)", "GROUP BY home ORDER BY home")]

    def keys(self, first: int) -> list[int]:
        """Their keys, counted from ``first``, in the order of their lines."""
        return [first + at - 1 for (at,) in self.ask(f"row_number() OVER (ORDER BY {self.order})", "ORDER BY line")]

    def insert(
        self, model: type[Model], columns: Mapping[str, str], first: int, more: str = "", parameters: Sequence[Any] = ()
    ) -> None:
        """A row of the model for each of them.

        ``columns``: column -> expression over ``arrival``, of which ``arrival.key`` is the number he gets, counted from ``first``.
        ``more``: what follows, a join or a condition, with its ``parameters``.
        """
        # Nothing is joined with the table itself: PostgreSQL may know so little of a batch just written that it compares each with each.
        used = sorted({*re.findall(r"\barrival\.(\w+)", " ".join([*columns.values(), more]))} - {"key"})
        key = f"%s + row_number() OVER (ORDER BY {self.order}) - 1 AS key"
        numbered = f"SELECT {', '.join([key, *used])} FROM {_TABLE} WHERE {self.condition}"  # noqa: S608 - names of ours
        names = ", ".join(connection.ops.quote_name(name) for name in columns)
        wanted = ", ".join(columns.values())
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {model._meta.db_table} ({names}) SELECT {wanted} FROM ({numbered}) AS arrival {more}",  # noqa: S608
                [first, *self.parameters, *parameters],
            )

    def erase_lines(self, lines: Sequence[int]) -> None:
        for start in range(0, len(lines), _AT_ONCE):
            some = lines[start : start + _AT_ONCE]
            with connection.cursor() as cursor:
                marks = ", ".join(["%s"] * len(some))
                cursor.execute(f"DELETE FROM {_TABLE} WHERE batch = %s AND line IN ({marks})", [self.batch, *some])  # noqa: S608

    def erase(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {_TABLE} WHERE {self.condition}", self.parameters)  # noqa: S608


def sources() -> str:
    """SQL over ``arrival``: ``Member.sources`` as it is stored, his source for all that is known of him."""
    states = [f"arrival.{state_field(known)}" for known in SIX_KNOWNS]
    names = " || ".join(
        f"CASE WHEN {state} = 'unknown' THEN '' ELSE ' {known}' END"
        for known, state in zip(SIX_KNOWNS, states, strict=True)
    )
    is_known = " OR ".join(f"{state} <> 'unknown'" for state in states)
    text = (
        f"""CASE WHEN {is_known} THEN '{{"' || substr({names}, 2) || '": ' || arrival.source || '}}' ELSE '{{}}' END"""
    )
    return f"CAST({text} AS jsonb)" if connection.vendor == "postgresql" else text
