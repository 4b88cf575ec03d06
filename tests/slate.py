"""A clean slate after a test that commits: the rows that stood before the first test, and no others.

Most tests run in a transaction that is rolled back. Those that cannot (the live server, threads) commit; Django then
empties every table, which would take the divisions away, which the triggers that guard the record refuse, and which
takes PostgreSQL longer than such a test itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from django.db import connection, transaction
from django.test import TransactionTestCase


@dataclass(frozen=True)
class Slate:
    """The tables of the database, and copies of those that held rows."""

    tables: list[str]
    kept: list[str]

    @classmethod
    def of_this_moment(cls) -> "Slate":
        """Remember what the tables hold now (a copy beside each, named kept_...)."""
        tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
        kept = []
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {_quoted(table)})")
                if cursor.fetchone()[0]:
                    cursor.execute(f"DROP TABLE IF EXISTS {_quoted(f'kept_{table}')}")
                    cursor.execute(f"CREATE TABLE {_quoted(f'kept_{table}')} AS SELECT * FROM {_quoted(table)}")
                    kept.append(table)
        return cls(tables, kept)

    @contextmanager
    def wiped_after_commits(self) -> Iterator[None]:
        """Within: a test case that commits is followed by our wiping instead of Django's."""
        with patch.object(TransactionTestCase, "_fixture_teardown", lambda _case: self.wipe()):
            yield

    def wipe(self) -> None:
        """Bring every table back to what was remembered. Those that are so still, nearly all, are left alone."""
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(self._named_if_changed(table) for table in self.tables))
            changed = [table for (table,) in cursor.fetchall()]
        with _triggers_at_rest(), transaction.atomic(), connection.cursor() as cursor:
            for table in changed:
                cursor.execute(f"DELETE FROM {_quoted(table)}")
            for table in set(changed).intersection(self.kept):
                cursor.execute(f"INSERT INTO {_quoted(table)} SELECT * FROM {_quoted(f'kept_{table}')}")

    def _named_if_changed(self, table: str) -> str:
        """A query that gives the name of the table, or no row where the table holds what was remembered."""
        now, then = _quoted(table), _quoted(f"kept_{table}")
        if table not in self.kept:
            return f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {now})"
        as_many = f"(SELECT COUNT(*) FROM {now}) = (SELECT COUNT(*) FROM {then})"  # of different rows: each has a key
        return f"SELECT '{table}' WHERE NOT {as_many} OR EXISTS (SELECT * FROM {now} EXCEPT SELECT * FROM {then})"


@contextmanager
def _triggers_at_rest() -> Iterator[None]:
    """Within: no trigger of ours refuses anything. Whatever triggers there are come back as they were."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
            tables = [table for (table,) in cursor.fetchall()]
            rest = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables]
            wake = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            rest = [f"DROP TRIGGER {_quoted(name)}" for name, _sql in triggers]
            wake = [sql for _name, sql in triggers]
        for statement in rest:
            cursor.execute(statement)
        yield
        for statement in wake:
            cursor.execute(statement)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
