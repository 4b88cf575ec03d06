"""Memberships and formal organisations of two records joined into one history, and laid apart again."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from branches.models import Branch
from members.roll.merging.periods import CUT, Period, joined
from members.roll.models import Member, Membership, OrgRelation

_COLUMNS: dict[type[Model], tuple[str, ...]] = {
    Membership: ("member_id", "branch_id", "since", "until", "began", "ended", "confirmed_on"),
    OrgRelation: ("member_id", "formal_branch", "county_id", "since", "until"),
}
Rows = list[dict[str, Any]]


def rows_of(model: type[Model], survivor: Member, absorbed: Member) -> Rows:
    """The rows of both as JSON, in the order of their keys: to restore them, and to see whether they are still the same."""
    found = model._default_manager.filter(member__in=[survivor.pk, absorbed.pk]).order_by("pk")
    return [{name: _written(value) for name, value in row.items()} for row in found.values("pk", *_COLUMNS[model])]


def join_memberships(
    survivor: Member, leading: Member, other: Member, absorbed: Member, closing: datetime.date
) -> None:
    """Give the survivor one line of memberships; what has no day of its own is left with the absorbed record, closed."""
    rows = {row.pk: row for row in Membership.objects.filter(member__in=[leading.pk, other.pk])}
    first, second = (
        [_membership(row) for row in rows.values() if row.member_id == member.pk] for member in (leading, other)
    )
    result = joined(sorted(first, key=_order), second, closing=closing)
    for period in result.aside:
        row = rows[period.row or 0]
        row.member_id = absorbed.pk
        if row.until is None:
            row.until, row.ended = row.since, CUT
    for period in result.line:
        row = rows[period.row] if period.row else _copy(rows[period.of or 0], rows)
        row.member_id = survivor.pk
        row.since, row.until, row.confirmed_on = period.since or row.since, period.until, period.confirmed_on
        row.ended = period.ended
    _save(Membership, list(rows.values()))


def join_relations(survivor: Member, leading: Member, other: Member, absorbed: Member, today: datetime.date) -> None:
    """The same for the formal organisations: that of the leading record holds the relation now."""
    rows = {row.pk: row for row in OrgRelation.objects.filter(member__in=[leading.pk, other.pk])}
    first, second = (
        [_relation(row) for row in rows.values() if row.member_id == member.pk] for member in (leading, other)
    )
    if not any(period.until is None for period in first):
        first, second = second, first  # the leading one knows of none that goes on
    result = joined(sorted(first, key=_order), second, closing=today)
    for period in result.aside:
        row = rows[period.row or 0]
        row.member_id, row.until = absorbed.pk, row.until or row.since or today
    for period in result.line:
        row = rows[period.row] if period.row else _copy(rows[period.of or 0], rows)
        row.member_id, row.since, row.until = survivor.pk, period.since, period.until
    _save(OrgRelation, list(rows.values()))


def restore_rows(model: type[Model], before: Rows, after: Rows) -> None:
    """Make the rows what they were; those that the joining had made are gone. Whoever calls knows them to be as ``after``."""
    made = {row["pk"] for row in after} - {row["pk"] for row in before}
    model._default_manager.filter(pk__in=made).delete()
    fields = {name: model._meta.get_field(name) for name in _COLUMNS[model]}
    rows = []
    for stored in before:
        values = {field.attname: field.to_python(stored[name]) for name, field in fields.items()}  # type: ignore[union-attr]
        rows.append(model(pk=stored["pk"], **values))
    _save(model, rows)


def may_be_opened(before: Rows, after: Rows) -> bool:
    """Whether every branch in which a membership would go on again is still there. Holds no lock: whoever calls holds the branches."""
    closed_now = {row["pk"] for row in after if row["until"] is not None}
    reopened = {row["branch_id"] for row in before if row["until"] is None and row["pk"] in closed_now}
    return not Branch.objects.filter(pk__in=reopened).exclude(dissolved_on=None).exists()


def _membership(row: Membership) -> Period:
    return Period(row.pk, str(row.branch_id), row.since, row.until, row.confirmed_on, row.ended)


def _relation(row: OrgRelation) -> Period:
    return Period(row.pk, "".join(row.formal_branch.split()), row.since, row.until)


def _order(period: Period) -> tuple[datetime.date, int]:
    return (period.since or datetime.date.min, period.row or 0)


def _copy(row: Any, rows: dict[int, Any]) -> Any:
    """A further row like this one: a period that another one interrupts."""
    copy = type(row)(**{name: getattr(row, name) for name in _COLUMNS[type(row)]})
    rows[-len(rows)] = copy
    return copy


def _save(model: type[Model], rows: Sequence[Any]) -> None:
    """Close all that are open for a moment: at most one may be open, also between two statements."""
    closed: dict[str, Any] = {"until": datetime.date.max} | ({"ended": CUT} if model is Membership else {})
    model._default_manager.filter(pk__in=[row.pk for row in rows], until=None).update(**closed)
    for row in rows:
        row.save(force_insert=row.pk is None)


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value
