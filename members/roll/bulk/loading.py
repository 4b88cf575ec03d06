"""Rows that go with a member: where he takes part, and what formal organisation he has."""

import datetime
from collections.abc import Iterable
from typing import Any

from members.roll.models import Membership, OrgRelation
from registry.loading import insert_rows


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
