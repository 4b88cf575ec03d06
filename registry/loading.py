"""Many rows at once, as fast as each database takes them: the one place that knows how.

PostgreSQL is fed by COPY, row by row while the next ones are being made; SQLite by one prepared statement. Both take the same
columns and the same values (tests/registry/test_loading.py). Columns are named by attribute (``branch_id``).
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Field, JSONField, Model

from registry.fields import JSONTextField, as_json

_UPDATED: Final = 500  # rows in one UPDATE
_JSON: Final = (JSONField, JSONTextField)
_FED: Final = 500  # rows in one piece of a COPY
_KEYS: Final = 0x6B657973  # "keys": the advisory locks, by table, under which many keys are taken


def new_keys(model: type[Model], count: int) -> range:
    """Consecutive keys nobody else has or gets. Inside a transaction. ``count``: at least 1."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or (0,))[0]
            return range(last + 1, last + count + 1)
        # A sequence keeps what was taken of it though the rest is rolled back, and with that the lock is let go of. Without it two
        # who take many mix their keys, and both begin again, and again at the same moment.
        with transaction.atomic():
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_KEYS, table])
            keys = _taken(cursor, table, count)
            transaction.set_rollback(True)
        return keys


def _taken(cursor: Any, table: str, count: int) -> range:
    sequence = f"(SELECT pg_get_serial_sequence('{table}', 'id')::regclass)"  # looked up once, not for each
    keys = f"SELECT nextval({sequence}) AS key FROM generate_series(1, %s)"  # noqa: S608 - names of ours
    while True:
        cursor.execute(f"SELECT min(key), max(key) FROM ({keys}) AS taken", [count])  # noqa: S608 - names of ours
        first, last = cursor.fetchone()
        if last - first + 1 == count:  # else somebody took a single one in between, and these are never used
            return range(first, last + 1)


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of python values; JSON columns may come as text already. Constraints are the database's affair."""
    fields = _fields(model, columns)
    json_at = [at for at, field in enumerate(fields) if isinstance(field, _JSON)]
    ready = _with_json(rows, json_at) if json_at else rows
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            texts = [field.attname for field in fields if _is_text(field) and not field.null]
            force = f", FORCE_NOT_NULL ({', '.join(texts)})" if texts else ""
            command = f"COPY {model._meta.db_table} ({names}) FROM STDIN (FORMAT csv{force})"
            cursor.copy_expert(command, _Fed(ready))
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", ready)  # type: ignore[arg-type]  # noqa: S608 - names of ours; an iterator will do


class _Fed(io.TextIOBase):
    """Rows as a file of CSV, made while it is read: the server works on one piece while we make the next.

    None and "" are written alike; FORCE_NOT_NULL tells them apart by the column.
    """

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._rows = iter(rows)

    def readable(self) -> bool:
        return True

    def read(self, _size: int | None = -1) -> str:
        piece = io.StringIO()
        csv.writer(piece, lineterminator="\r\n").writerows(islice(self._rows, _FED))
        return piece.getvalue()


def update_rows(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write columns of many rows; each row is its key and the values in the order of ``columns``."""
    fields = _fields(model, columns)
    json_at = [at for at, field in enumerate(fields, start=1) if isinstance(field, _JSON)]
    ready = list(_with_json(rows, json_at))
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            marks = ", ".join(f"{name} = %s" for name in columns)
            cursor.executemany(f"UPDATE {table} SET {marks} WHERE id = %s", [(*row[1:], row[0]) for row in ready])  # noqa: S608
            return
        casts = [
            f"CAST(new.column{at} AS {field.cast_db_type(connection)})" for at, field in enumerate(fields, start=2)
        ]
        sets = ", ".join(f"{name} = {cast}" for name, cast in zip(columns, casts, strict=True))
        mark = f"({', '.join(['%s'] * (len(columns) + 1))})"
        for start in range(0, len(ready), _UPDATED):
            some = ready[start : start + _UPDATED]
            cursor.execute(
                f"UPDATE {table} SET {sets} FROM (VALUES {', '.join([mark] * len(some))}) AS new WHERE {table}.id = new.column1",  # noqa: S608
                [value for row in some for value in row],
            )


def asked(columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
    """Rows of ours as a table to join with: SQL named ``asked`` with its parameters. ``columns``: name -> type (integer, text)."""
    if connection.vendor == "postgresql":
        lists = [list(values) for values in zip(*rows, strict=True)] or [[] for _ in columns]
        arrays = ", ".join(f"%s::{kind}[]" for kind in columns.values())
        return f"unnest({arrays}) AS asked ({', '.join(columns)})", lists
    parts = ", ".join(f"json_extract(value, '$[{at}]') AS {name}" for at, name in enumerate(columns))
    return f"(SELECT {parts} FROM json_each(%s)) AS asked", [as_json([list(row) for row in rows])]  # noqa: S608 - names of ours


def _fields(model: type[Model], columns: Sequence[str]) -> "list[Field[Any, Any]]":
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    return [by_name[name] for name in columns]


def _is_text(field: "Field[Any, Any]") -> bool:
    return field.get_internal_type() in {"CharField", "TextField"}


def _with_json(rows: Iterable[Sequence[Any]], at: Sequence[int]) -> Iterator[Sequence[Any]]:
    for row in rows:
        changed: list[Any] | None = None
        for position in at:
            value = row[position]
            if value is not None and not isinstance(value, str):
                changed = changed or list(row)
                changed[position] = as_json(value)
        yield changed or row
