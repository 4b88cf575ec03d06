"""Members on the roll of whom a file says something new."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from members.roll.actions.guard import held_branches
from members.roll.bulk.checks import Ground
from members.roll.bulk.loading import insert_memberships, insert_relations
from members.roll.bulk.remembering import remembered
from members.roll.bulk.rows import Change, Entered
from members.roll.changes import columns_for, differing, put, put_known, value
from members.roll.known_values import UNKNOWN, value_of
from members.roll.knowns import SIX_KNOWNS
from members.roll.models import Member, OrgRelation, OtherValue
from members.roll.tallies import Shift
from registry.loading import update_rows

_ALWAYS = ("home", "sources", "branch_id", "ended_on", "ended", "version")


@dataclass(slots=True)
class _Around:
    """What is known about the members of a chunk besides their rows."""

    members: dict[int, Member]
    registered: dict[str, int]
    has_relation: set[int]
    last_left: dict[int, datetime.date]
    beside: defaultdict[int, list[tuple[str, Any]]]

    @classmethod
    def of(cls, changes: Sequence[Change]) -> "_Around":
        keys = {change.member for change in changes}
        digests = [change.identity_digest for change in changes if change.identity_digest]
        beside: defaultdict[int, list[tuple[str, Any]]] = defaultdict(list)
        for other in OtherValue.objects.filter(member__in=keys):
            beside[other.member_id].append((other.known, other.value))
        joining = {change.member for change in changes if change.branch}
        relations = OrgRelation.objects.open().filter(member__in={c.member for c in changes if c.formal_branch})
        known = Member.objects.filter(identity_digest__in=digests).values_list("identity_digest", "pk")
        return cls(
            members=lock_members(keys),
            registered={digest: key for digest, key in known if digest},
            has_relation=set(relations.values_list("member", flat=True)),
            last_left=Member.objects.filter(pk__in=joining).last_left(),
            beside=beside,
        )


@dataclass(slots=True)
class _Outcome:
    """One member as he is to be written."""

    change: Change
    member: Member
    before: dict[str, Any]
    columns: set[str] = field(default_factory=set)
    others: list[OtherValue] = field(default_factory=list)
    joins_on: datetime.date | None = None
    relates: bool = False


def lock_members(keys: Iterable[int]) -> dict[int, Member]:
    """The members, locked in the order of their keys until the transaction ends."""
    return {member.pk: member for member in _locking(keys)}


def hold(*, members: Iterable[int], branches: Iterable[int] = ()) -> None:
    """Lock them likewise, and the branches before them, for who touches lines that speak of them: whoever merges two members has locked
    them when he turns such lines to the one that stays.
    """
    held_branches(list(branches))
    list(_locking(members).values_list("pk"))


def _locking(keys: Iterable[int]) -> QuerySet[Member]:
    return Member.objects.select_for_update(no_key=True).filter(pk__in=set(keys)).order_by("pk")


def write_changes(changes: Sequence[Change], ground: Ground, entered: Entered, shift: Shift) -> None:
    """Apply the changes of a chunk; ``entered`` and ``shift`` take note."""
    if not changes:
        return
    around, outcomes, done = _Around.of(changes), [], set()
    for change in changes:
        member = around.members.get(change.member)
        if member is None or change.member in done or _is_stale(change, member, around):
            entered.stale.add(change.member)
            continue
        done.add(change.member)
        shift.take(member)
        outcome = _apply(change, member, around, ground, entered)
        shift.put(member)
        if outcome is not None:
            outcomes.append(outcome)
    _write(outcomes, ground, entered)


def _is_stale(change: Change, member: Member, around: _Around) -> bool:
    """Changed or merged since the plan, or the identity number turned up with somebody else since.

    Of a merged record also the version may be as planned: a plan finds who is meant first and looks at him a moment later.
    """
    owner = around.registered.get(change.identity_digest or "", member.pk)
    return member.version != change.version or member.merged_into_id is not None or owner != member.pk


def _apply(change: Change, member: Member, around: _Around, ground: Ground, entered: Entered) -> _Outcome | None:
    """Change the member's object; None where there was nothing to change."""
    ground.require(home=member.home, branch=member.branch_id)
    wanted = _wanted(change, member)
    outcome = _Outcome(change, member, remembered(member, wanted))
    _put_all(outcome, wanted, around.beside[member.pk])
    outcome.joins_on = _join(change, member, around, ground, entered)
    outcome.relates = bool(change.formal_branch) and member.pk not in around.has_relation
    if change.home and member.origin_id is None:
        member.home = change.home
    moved = member.home != outcome.before["home"]
    if not (wanted or outcome.others or outcome.joins_on or outcome.relates or moved):
        return None
    ground.require(home=member.home, branch=member.branch_id)
    member.version += 1
    return outcome


def _wanted(change: Change, member: Member) -> dict[str, Any]:
    """The fields that the change would make different."""
    given = dict(change.fields) | {known: new for known, new in change.knowns.items() if new is not UNKNOWN}
    if change.name:
        given["name"] = columns_for("name", change.name)["name"]
    if change.identity_digest and not member.identity_digest:
        given["identity_digest"] = change.identity_digest
    return differing(member, given)


def _put_all(outcome: _Outcome, wanted: dict[str, Any], beside: list[tuple[str, Any]]) -> None:
    change, member = outcome.change, outcome.member
    said = [
        OtherValue(member=member, known=known, value=other, source=dict(change.source))
        for known, other in change.others.items()
        if other is not UNKNOWN
    ]
    for name, new in wanted.items():
        outcome.columns |= columns_for(name, new).keys()
        if name in SIX_KNOWNS:
            source = member.sources.get(name, {}) if name in change.added_behind else change.source
            replaced = put_known(member, name, new, source)
            said += [replaced] if replaced and name not in change.replaced_silently else []
        else:
            put(member, name, new)
    outcome.others = [
        other
        for other in said
        if (other.known, other.value) not in beside and other.value != value(member, other.known)
    ]


def _join(change: Change, member: Member, around: _Around, ground: Ground, entered: Entered) -> datetime.date | None:
    """From when he now takes part in the branch; None where he is or was elsewhere on that day."""
    if not change.branch or member.branch_id == change.branch:
        return None
    since = ground.first_day(change.branch, change.since)
    if member.branch_id is not None or since < around.last_left.get(member.pk, since):
        entered.belongs_already.add(member.pk)
        return None
    member.branch_id, member.ended_on, member.ended = change.branch, None, ""
    return since


def _write(outcomes: list[_Outcome], ground: Ground, entered: Entered) -> None:
    columns = [*_ALWAYS, *sorted(set().union(*(outcome.columns for outcome in outcomes)) - set(_ALWAYS))]
    rows = [[o.member.pk, *(getattr(o.member, column) for column in columns)] for o in outcomes]
    update_rows(Member, columns, rows)
    insert_memberships((o.member.pk, o.change.branch, o.joins_on) for o in outcomes if o.joins_on)
    relating = [o for o in outcomes if o.relates]
    insert_relations((o.member.pk, o.change.formal_branch, value_of(o.member, "origin")) for o in relating)
    OtherValue.objects.bulk_create(other for o in outcomes for other in o.others)
    for o in outcomes:
        added = {"others": [other.pk for other in o.others], "joined": o.joins_on is not None, "related": o.relates}
        entered.before[o.member.pk] = o.before | added
        entered.versions[o.member.pk] = o.member.version
        ground.homes[o.member.pk] = o.member.home
