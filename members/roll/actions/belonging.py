"""Joining a mobile branch, being confirmed by it, moving to another, leaving the roll. The formal organisation stays untouched."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F

from branches.models import Branch
from members.roll import rules
from members.roll.actions.guard import held, locked, require_branch, require_version, scope_of
from members.roll.changes import branch_in_words
from members.roll.models import Departure, Member, Membership
from members.roll.tallies import Shift
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.objections import Objection, Override, in_words, settle


@transaction.atomic
def join(
    *,
    member: Member,
    branch: Branch,
    since: datetime.date,
    version: int,
    by: Any,
    today: datetime.date,
    override: Override | None = None,
) -> Membership:
    """Let a member who is in no branch take part in one, pending until it confirms. Who had left the roll comes back on it.

    ``version``: as seen by ``by``. Raises ValidationError: outside_scope, conflict, or the objections.
    """
    scope = scope_of(by)
    branch, member = held(branch), locked(member, scope)
    require_branch(branch, scope)
    require_version(member, version)
    against = rules.objections_to_joining(member, branch=branch, since=since, today=today)
    overridden = settle(against, override)
    membership = begin(member, branch, since, Membership.Began.JOINED)
    after = {"branch": branch_in_words(branch), "since": since}
    _record(Verb.MEMBER_JOINED, by, [member, branch], {}, after, overridden, override)
    return membership


@transaction.atomic
def transfer(
    *,
    member: Member,
    to: Branch,
    on: datetime.date,
    version: int,
    by: Any,
    today: datetime.date,
    override: Override | None = None,
) -> Membership:
    """Move a member from his branch to another on a day; the new one is to confirm. Raises ValidationError as ``join``."""
    scope = scope_of(by)
    to, member = held(to), locked(member, scope)
    require_branch(to, scope)
    require_version(member, version)
    overridden = settle(rules.objections_to_transferring(member, to=to, on=on, today=today), override)
    current = member.memberships.open().select_related("branch").get()
    _end(current, on, Membership.Ended.MOVED)
    membership = begin(member, to, on, Membership.Began.TRANSFERRED)
    before = {"branch": branch_in_words(current.branch)}
    after = {"branch": branch_in_words(to), "since": on}
    # Only the member is a subject: the history of the one branch must not tell of the other.
    _record(Verb.MEMBER_TRANSFERRED, by, [member], before, after, overridden, override)
    return membership


@transaction.atomic
def confirm(*, memberships: Iterable[Membership], on: datetime.date, by: Any, today: datetime.date) -> int:
    """The branch confirms that these members take part: one deed for all. How many were still pending.

    Only who manages members at the branch itself may confirm; where the member comes from gives no right to it.
    """
    wanted = sorted({membership.member_id for membership in memberships})
    members = Member.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk").in_bulk()
    pending = list(Membership.objects.pending().filter(member__in=wanted).select_related("branch").order_by("member"))
    scope = scope_of(by)
    for membership in pending:
        require_branch(membership.branch, scope)
        settle(rules.objections_to_confirming(membership, on=on, today=today), None)
    confirmed = [members[membership.member_id] for membership in pending]
    Membership.objects.filter(pk__in=[membership.pk for membership in pending]).update(confirmed_on=on)
    Member.objects.filter(pk__in=[member.pk for member in confirmed]).update(version=F("version") + 1)
    if pending:
        branches = {membership.branch_id: membership.branch for membership in pending}
        subjects = [*confirmed, *branches.values()]
        record(verb=Verb.MEMBER_CONFIRMED, by=by, subjects=subjects, after={"confirmed_on": on})
    return len(pending)


@transaction.atomic
def depart(
    *,
    member: Member,
    on: datetime.date,
    ended: Departure,
    version: int,
    by: Any,
    today: datetime.date,
    reason: str = "",
    document_no: str = "",
    override: Override | None = None,
) -> Member:
    """The member is no mobile member any more: he leaves his branch, if he has one, and the roll. Nothing is deleted.

    A person decides this, never the software; ``document_no`` names the decision.
    """
    member = locked(member, scope_of(by))
    require_version(member, version)
    overridden = settle(rules.objections_to_departing(member, on=on, today=today), override)
    current = member.memberships.open().select_related("branch").first()
    shift = Shift()
    shift.take(member)
    if current:
        _end(current, on, Membership.Ended(ended))
    member.branch, member.ended_on, member.ended = None, on, ended
    member.version += 1
    member.save(update_fields=["branch", "ended_on", "ended", "version"])
    shift.apply()
    before = {"branch": branch_in_words(current.branch)} if current else {}
    subjects = [member, current.branch] if current else [member]
    after = {"ended_on": on, "ended": ended} | _overridden(overridden)
    words = override.reason if override else reason
    document = override.document_no if override else document_no
    record(
        verb=Verb.MEMBER_DEPARTED,
        by=by,
        subjects=subjects,
        before=before,
        after=after,
        reason=words,
        document_no=document,
    )
    return member


def begin(member: Member, branch: Branch, since: datetime.date, began: str) -> Membership:
    """Open a membership of a locked member and move the tallies; who was off the roll is on it again."""
    shift = Shift()
    shift.take(member)
    membership = Membership.objects.create(member=member, branch=branch, since=since, began=began)
    member.branch, member.ended_on, member.ended = branch, None, ""
    member.version += 1
    member.save(update_fields=["branch", "ended_on", "ended", "version"])
    shift.put(member)
    shift.apply()
    return membership


def _end(membership: Membership, on: datetime.date, ended: str) -> None:
    membership.until, membership.ended = on, ended
    membership.save(update_fields=["until", "ended"])


def _record(
    verb: Verb,
    by: Any,
    subjects: list[Any],
    before: dict[str, Any],
    after: dict[str, Any],
    overridden: list[Objection],
    override: Override | None,
) -> None:
    record(
        verb=verb,
        by=by,
        subjects=subjects,
        before=before,
        after=after | _overridden(overridden),
        reason=override.reason if override else "",
        document_no=override.document_no if override else "",
    )


def _overridden(objections: list[Objection]) -> dict[str, Any]:
    return {"objections": in_words(objections)} if objections else {}
