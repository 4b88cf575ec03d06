"""One chunk of a survey into the roll."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models, transaction

from members.roll.bulk.changing import write_changes
from members.roll.bulk.checks import Ground
from members.roll.bulk.loading import insert_memberships, insert_relations
from members.roll.bulk.rows import Change, Entered, Newcomer
from members.roll.changes import PLAIN, columns_for, name_columns
from members.roll.known_values import UNKNOWN
from members.roll.models import Member
from members.roll.tallies import STATES, Key, Shift, counts_of
from registry.access import SERIALS, Scope
from registry.history.actions import Subject, record
from registry.history.chain import canonical, keyed_digest
from registry.history.verbs import Verb
from registry.loading import insert_rows, new_keys

_BY_DATABASE = {"id", "knowns"}
_EMPTY: dict[str, Any] = {
    field.attname: field.get_default() for field in Member._meta.concrete_fields if field.attname not in _BY_DATABASE
}
_COLUMNS = tuple(_EMPTY)
_PLAIN = {name: name for name in PLAIN if name not in {"name", "identity_digest"}}


@transaction.atomic
def enter(
    *,
    newcomers: Sequence[Newcomer],
    changes: Sequence[Change],
    scope: Scope,
    about: models.Model,
    by: Any,
    today: datetime.date,
    verb: Verb = Verb.SURVEY_APPLIED,
    reason: str = "",
) -> Entered:
    """Write one chunk: newcomers with their branch and formal organisation, changes of members, tallies, and one deed.

    ``scope``: where the file may write; what ``by`` may import is asked again. ``about``: the upload, a subject of the deed.
    Raises ValidationError for the whole chunk: outside_scope, dissolved, future_date; IntegrityError where another
    transaction registers the same identity at this very moment (plan the chunk again).
    """
    ground = Ground.of(scope=scope, by=by, rows=[*newcomers, *changes], today=today)
    entered, shift = Entered(), Shift()
    _write_newcomers(newcomers, ground, entered, shift)
    write_changes(changes, ground, entered, shift)
    shift.apply()
    _record(entered, ground, about, verb, by, reason)
    return entered


def _write_newcomers(newcomers: Sequence[Newcomer], ground: Ground, entered: Entered, shift: Shift) -> None:
    accepted = list(_accepted(newcomers, entered))
    for newcomer in accepted:
        ground.require(home=newcomer.home, branch=newcomer.branch)
    days = {(n.branch, n.since): ground.first_day(n.branch, n.since) for n in accepted if n.branch}
    keys = new_keys(Member, len(accepted))
    waiting = iter(keys)
    entered.members = [key if key is None else next(waiting) for key in entered.members]
    entered.versions.update(dict.fromkeys(keys, 1))
    ground.homes.update(zip(keys, (n.home for n in accepted), strict=True))
    insert_rows(Member, ("id", *_COLUMNS), _rows(keys, accepted, shift))
    held = list(zip(keys, accepted, strict=True))
    insert_memberships((key, n.branch, days[n.branch, n.since]) for key, n in held if n.branch)
    insert_relations((key, n.formal_branch, n.knowns.get("origin")) for key, n in held if n.formal_branch)


def _accepted(newcomers: Sequence[Newcomer], entered: Entered) -> Iterator[Newcomer]:
    """Those whose identity is not registered; ``entered.members`` has None in the place of each of the others."""
    taken = _registered(newcomers)
    for newcomer in newcomers:
        is_known = newcomer.identity_digest in taken
        entered.members.append(None if is_known else 0)
        if not is_known:
            taken |= {newcomer.identity_digest} - {None}
            yield newcomer


def _rows(keys: Sequence[int], newcomers: Sequence[Newcomer], shift: Shift) -> Iterator[list[Any]]:
    """The rows of the table, made one by one while the database takes them in; the tallies are moved as they pass."""
    for key, newcomer in zip(keys, newcomers, strict=True):
        row = _row(newcomer)
        shift.add(Key(row["home"], row["branch_id"] or 0, row["kind"]), counts_of(row[state] for state in STATES))
        yield [key, *row.values()]


def _registered(newcomers: Iterable[Newcomer]) -> set[str | None]:
    digests = [newcomer.identity_digest for newcomer in newcomers if newcomer.identity_digest]
    if not digests:
        return set()
    return set(Member.objects.filter(identity_digest__in=digests).values_list("identity_digest", flat=True))


def _row(newcomer: Newcomer) -> dict[str, Any]:
    """The columns of a new member, in the order of ``_COLUMNS``."""
    row = _EMPTY | name_columns(newcomer.name)
    row["home"] = newcomer.home
    row["identity_digest"], row["branch_id"] = newcomer.identity_digest, newcomer.branch
    for name, value in newcomer.fields.items():
        row[_PLAIN[name]] = value
    sources = {}
    for known, value in newcomer.knowns.items():
        if value is not UNKNOWN:
            row |= columns_for(known, value)
            sources[known] = newcomer.source
    row["sources"] = sources
    return row


def _record(entered: Entered, ground: Ground, about: models.Model, verb: Verb, by: Any, reason: str) -> None:
    """One deed for the chunk. The values before are with the caller; the deed has their digest.

    No counts: the history of one member, read in his county, must not tell how many there were elsewhere.
    """
    members = [Subject("members.member", key, home * SERIALS) for key, home in sorted(ground.homes.items())]
    branches = [Subject("branches.branch", code, code) for code in sorted(ground.joined)]
    record(
        verb=verb,
        by=by,
        subjects=[about, *branches, *members],
        before={"digest": keyed_digest(canonical(entered.before))},
        reason=reason,
    )
