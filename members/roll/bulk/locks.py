"""Several files enter members at once without ever meeting over one person, and wait for each other only over the figures."""

from django.db import connection

from members.roll.actions.guard import ROLL


def lock_stripes(first: int, last: int) -> None:
    """Until the transaction ends nobody else enters members whose names fall into these stripes (``first`` to ``last``).

    Who enters a single member (``lock_roll``) waits for all of them, and they for him. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [ROLL])
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, stripe) FROM generate_series(%s, %s) stripe", [ROLL, first, last]
            )


def check_references() -> None:
    """Ask now, and not while it commits, whether everything written so far points at something: others wait for the commit."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
