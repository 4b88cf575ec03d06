"""Rows that go with a member: where he takes part, and what formal organisation he has."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from members.roll.bulk.arrivals import Arrivals, Joined
from members.roll.bulk.checks import Ground
from members.roll.models import Membership, OrgRelation
from registry.loading import asked, insert_rows


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


def insert_own_memberships(arrivals: Arrivals, joined: Sequence[Joined], ground: Ground, first: int) -> None:
    """Of those who are numbered from ``first``: each takes part from the day of his file, but not before his branch was founded.

    ``joined``: ``arrivals.branches()``.
    """
    if not joined:
        return
    days = [(branch, str(since or ""), str(ground.first_day(branch, since))) for branch, since in joined]
    table, parameters = asked({"branch": "integer", "since": "text", "day": "text"}, days)
    columns = {
        "member_id": "arrival.key",
        "branch_id": "arrival.branch_id",
        "since": "CAST(asked.day AS date)" if connection.vendor == "postgresql" else "asked.day",
        "began": f"'{Membership.Began.IMPORTED.value}'",
        "ended": "''",
    }
    joining = "asked.branch = arrival.branch_id AND asked.since = coalesce(CAST(arrival.since AS text), '')"
    arrivals.insert(Membership, columns, first, f"JOIN {table} ON {joining}", parameters)


def insert_own_relations(arrivals: Arrivals, first: int) -> None:
    """The formal organisations of those who are numbered from ``first``."""
    columns = {
        "member_id": "arrival.key",
        "formal_branch": "arrival.formal_branch",
        "county_id": "arrival.origin_id",
    }
    arrivals.insert(OrgRelation, columns, first, "WHERE arrival.formal_branch <> ''")
