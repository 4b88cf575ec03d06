"""Rows into and over tables, as fast as each database takes them. Values are python values of the model's columns."""

import datetime
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from members.roll.models import Membership, OrgRelation

_UPDATED = 500  # rows in one UPDATE


def new_keys(model: type[Model], count: int) -> list[int]:
    """Keys nobody else has or gets. Inside a transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "pg_get_serial_sequence(%s, %s)"
            cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [table, "id", count])  # noqa: S608
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + count + 1))


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows, their columns by attribute name (``branch_id``)."""
    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            lines = io.StringIO("".join(_copy_lines(rows)))
            cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", lines)
            return
        marks = ", ".join(["%s"] * len(columns))
        prepared = [[_plain(value) for value in row] for row in rows]
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", prepared)  # noqa: S608 - names of ours


def update_rows(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write columns of many rows; each row is its key and the values in the order of ``columns``."""
    table = model._meta.db_table
    fields = {field.attname: field for field in model._meta.concrete_fields}
    sets = [f"{name} = {_cast(fields[name], f'new.column{i}')}" for i, name in enumerate(columns, start=2)]
    mark = f"({', '.join(['%s'] * (len(columns) + 1))})"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _UPDATED):
            some = rows[start : start + _UPDATED]
            cursor.execute(
                f"UPDATE {table} SET {', '.join(sets)} FROM (VALUES {', '.join([mark] * len(some))}) AS new "  # noqa: S608
                f"WHERE {table}.id = new.column1",
                [_plain(value) for row in some for value in row],
            )


def insert_memberships(joining: Iterable[tuple[int, int | None, datetime.date | None]]) -> None:
    """(member, branch, since): memberships that came with a survey, pending until the branch confirms."""
    columns = ("member_id", "branch_id", "since", "began", "ended")
    rows = ((member, branch, since, Membership.Began.IMPORTED.value, "") for member, branch, since in joining)
    insert_rows(Membership, columns, rows)


def insert_relations(held: Iterable[tuple[int, str, Any]]) -> None:
    """(member, formal branch, origin as in ``known_values`` or nothing): formal organisations at home, since nobody knows when."""
    rows = (
        (member, text.strip(), origin["code"] if isinstance(origin, dict) else None) for member, text, origin in held
    )
    insert_rows(OrgRelation, ("member_id", "formal_branch", "county_id"), rows)


def _cast(field: Any, expression: str) -> str:
    """PostgreSQL takes the type of a list of values from the values; SQLite keeps what it is given."""
    return (
        f"CAST({expression} AS {field.cast_db_type(connection)})" if connection.vendor == "postgresql" else expression
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _copy_lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    for row in rows:
        yield "\t".join(map(_copied, row)) + "\n"


def _copied(value: Any) -> str:
    """A value in the text format of COPY."""
    if value is None:
        return "\\N"
    text = value if isinstance(value, str) else str(_plain(value))
    return text.translate(_ESCAPES) if "\\" in text or not text.isprintable() else text
