"""One chunk of a survey into the roll."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from django.db import models, transaction

from members.roll.bulk.arrivals import Arrivals, Joined, sources
from members.roll.bulk.changing import write_changes
from members.roll.bulk.checks import Ground
from members.roll.bulk.loading import insert_own_memberships, insert_own_relations
from members.roll.bulk.locks import check_references
from members.roll.bulk.rows import Change, Entered, Newcomer
from members.roll.models import Member
from members.roll.models.arrival import COLUMNS
from members.roll.tallies import STATES, Key, Shift
from registry.access import SERIALS, Scope
from registry.history.actions import Subject, in_runs, record
from registry.history.chain import canonical, keyed_digest
from registry.history.verbs import Verb
from registry.loading import new_keys

_MEMBER: Final = "members.member"
_MEMBER_COLUMNS: Final = {
    "id": "arrival.key",
    **{name: f"arrival.{name}" for name in COLUMNS},
    "reach": f"'{Member.Reach.IN_CONTACT.value}'",
    "ended": "''",
    "version": "1",
}
_IS_KNOWN: Final = [f"CASE WHEN {state} = 'unknown' THEN 0 ELSE 1 END" for state in STATES]
_COUNTED: Final = ", ".join(  # a tally's key, and what they add to each of its ``COUNTS``
    [
        "home, branch_id, kind, count(*)",
        f"sum(CASE WHEN {' + '.join(_IS_KNOWN)} = {len(STATES)} THEN 1 ELSE 0 END)",
        *(f"sum({one})" for one in _IS_KNOWN),
    ]
)


def _nothing(_entered: Entered) -> None:
    """Who has nothing to write beside the members."""


@transaction.atomic
def enter(
    *,
    newcomers: Sequence[Newcomer] | Arrivals,
    changes: Sequence[Change],
    scope: Scope,
    about: models.Model,
    by: Any,
    today: datetime.date,
    verb: Verb = Verb.SURVEY_APPLIED,
    reason: str = "",
    beside: Callable[[Entered], None] = _nothing,
) -> Entered:
    """Write one chunk: newcomers with their branch and formal organisation, changes of members, tallies, and one deed.

    ``newcomers``: one by one, or made ready beforehand; these are the caller's to erase. ``scope``: where the file may write; what
    ``by`` may import is asked again. ``about``: the upload, a subject of the deed. ``beside``: what the caller writes in the same
    transaction; it comes before the tallies and the deed, since everybody else who enters members waits from then on until the commit.
    Raises ValidationError for the whole chunk: outside_scope, dissolved, future_date; IntegrityError where another
    transaction registers the same identity at this very moment, or has registered that of an arrival (plan the chunk again).
    """
    entered, shift = Entered(), Shift()
    arrivals = newcomers if isinstance(newcomers, Arrivals) else Arrivals.of(_accepted(newcomers, entered))
    joined = arrivals.branches()
    branches = {*(code for code, _since in joined), *(change.branch for change in changes if change.branch)}
    ground = Ground.of(scope=scope, by=by, branches=branches, today=today)
    _write_newcomers(arrivals, joined, ground, entered, shift)
    if arrivals is not newcomers:
        keys = iter(arrivals.keys(entered.keys.start))
        entered.members = [key if key is None else next(keys) for key in entered.members]
        arrivals.erase()
    write_changes(changes, ground, entered, shift)
    beside(entered)
    check_references()
    shift.apply()
    _record(entered, ground, about, verb, by, reason)
    return entered


def _write_newcomers(
    arrivals: Arrivals, joined: Sequence[Joined], ground: Ground, entered: Entered, shift: Shift
) -> None:
    for home, branch, kind, *counts in arrivals.ask(_COUNTED, "GROUP BY home, branch_id, kind ORDER BY home"):
        ground.require(home=home, branch=branch)
        shift.add(Key(home, branch or 0, kind), counts)
    homes = arrivals.homes()
    if not homes:
        return
    entered.keys = new_keys(Member, sum(count for _home, count in homes))
    entered.versions.update(dict.fromkeys(entered.keys, 1))
    first = entered.keys.start
    for home, count in homes:
        ground.homes.update(dict.fromkeys(range(first, first + count), home))
        first += count
    first = entered.keys.start
    arrivals.insert(Member, _MEMBER_COLUMNS | {"sources": sources()}, first)
    insert_own_memberships(arrivals, joined, ground, first)
    insert_own_relations(arrivals, first)


def _accepted(newcomers: Sequence[Newcomer], entered: Entered) -> Iterator[Newcomer]:
    """Those whose identity is not registered; ``entered.members`` has None in the place of each of the others."""
    taken = _registered(newcomers)
    for newcomer in newcomers:
        is_known = newcomer.identity_digest in taken
        entered.members.append(None if is_known else 0)
        if not is_known:
            taken |= {newcomer.identity_digest} - {None}
            yield newcomer


def _registered(newcomers: Iterable[Newcomer]) -> set[str | None]:
    digests = [newcomer.identity_digest for newcomer in newcomers if newcomer.identity_digest]
    if not digests:
        return set()
    return set(Member.objects.filter(identity_digest__in=digests).values_list("identity_digest", flat=True))


def _record(entered: Entered, ground: Ground, about: models.Model, verb: Verb, by: Any, reason: str) -> None:
    """One deed for the chunk. The values before are with the caller; the deed has their digest.

    No counts: the history of one member, read in his county, must not tell how many there were elsewhere.
    """
    members = in_runs(_MEMBER, {key: home * SERIALS for key, home in ground.homes.items()})
    branches = [Subject("branches.branch", code, code) for code in sorted(ground.joined)]
    record(
        verb=verb,
        by=by,
        subjects=[about, *branches, *members],
        before={"digest": keyed_digest(canonical(entered.before))},
        reason=reason,
    )
