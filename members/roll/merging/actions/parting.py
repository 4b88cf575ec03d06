"""A joining of two records is taken back: both are what they were, and what was changed since stays with the survivor."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from members.roll.actions.guard import require_member, require_version, scope_of
from members.roll.merging import rules
from members.roll.merging.actions.guard import both_locked
from members.roll.merging.belonging import may_be_opened, restore_rows, rows_of
from members.roll.merging.models import Merger, TwoPeople
from members.roll.merging.moving import move_back, stands_as_at
from members.roll.merging.portrait import UNITS, digests, portrait, restore
from members.roll.models import Member, Membership, OrgRelation, OtherValue
from members.roll.tallies import Shift
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.objections import settle


@transaction.atomic
def take_back(*, merger: Merger, version: int, by: Any, today: datetime.date, reason: str = "") -> Merger:
    """Restore both records; ``merger.kept`` names what was changed since and therefore stays as it is with the survivor.

    ``version``: of the survivor as seen. Rights over both are needed as they are and as they come out.
    Raises ValidationError: outside_scope, conflict, or the objections (taken_back, later_merger).
    """
    scope = scope_of(by)
    branches = {row["branch_id"] for row in merger.before["rows"]["memberships"]}
    survivor, absorbed = both_locked(merger.survivor, merger.absorbed, branches=branches)
    require_member(survivor, scope)
    merger = Merger.objects.select_for_update().get(pk=merger.pk)
    settle(rules.objections_to_taking_back(merger), None)
    require_version(survivor, version)
    merger.kept = _part(merger, survivor, absorbed)
    require_member(survivor, scope)
    require_member(absorbed, scope)
    merger.taken_back_on, merger.taken_back_by = today, by
    merger.save()
    after = {"record": absorbed.number, "from_record": survivor.number}
    record(verb=Verb.MEMBERS_PARTED, by=by, subjects=[survivor, absorbed], after=after, reason=reason)
    return merger


def _part(merger: Merger, survivor: Member, absorbed: Member) -> list[str]:
    shift, kept = Shift(), []
    shift.take(survivor)
    shift.take(absorbed)
    before, after = merger.before, merger.after
    now = digests(portrait(survivor))
    may_stand_apart = _restore_memberships(merger, survivor, absorbed, now)
    for unit in UNITS:
        is_untouched = may_stand_apart if unit == "standing" else now[unit] == after["digests"][unit]
        if is_untouched:
            restore(survivor, unit, before["survivor"][unit])
        else:
            kept.append(unit)
    _return(absorbed, before["absorbed"], in_branch=may_stand_apart)
    _give_back_digest(merger, survivor, absorbed, kept)
    survivor.version += 1
    absorbed.version += 1
    survivor.save()
    absorbed.save()
    _restore_around(merger, survivor, absorbed, kept)
    if not kept and survivor.version == after.get("version", 0) + 1:
        for member, version in zip((survivor, absorbed), before["versions"], strict=True):
            stands_as_at(version, member)
    shift.put(survivor)
    shift.put(absorbed)
    shift.apply()
    return kept


def _restore_memberships(merger: Merger, survivor: Member, absorbed: Member, now: dict[str, str]) -> bool:
    """All of them or none: where one was changed since, or its branch is gone, they stay with the survivor."""
    before, after = merger.before["rows"]["memberships"], merger.after["rows"]["memberships"]
    is_untouched = now["standing"] == merger.after["digests"]["standing"]
    if not (is_untouched and rows_of(Membership, survivor, absorbed) == after and may_be_opened(before, after)):
        return False
    restore_rows(Membership, before, after)
    return True


def _return(absorbed: Member, was: dict[str, Any], *, in_branch: bool) -> None:
    """On the roll again as he was; without branch where that could not be restored."""
    absorbed.merged_into = None
    absorbed.ended_on = datetime.date.fromisoformat(was["ended_on"]) if was["ended_on"] else None
    absorbed.ended = was["ended"]
    absorbed.branch_id = was["branch_id"] if in_branch else None


def _give_back_digest(merger: Merger, survivor: Member, absorbed: Member, kept: list[str]) -> None:
    """The identity number goes back; saved at once, since no two rows may hold it."""
    if not merger.after["digest_moved"]:
        return
    if survivor.identity_digest is None:
        kept.append("identity_digest")
        return
    absorbed.identity_digest, survivor.identity_digest = survivor.identity_digest, None


def _restore_around(merger: Merger, survivor: Member, absorbed: Member, kept: list[str]) -> None:
    """Formal organisations, other values, offices, lines of surveys, and what was said of look-alikes."""
    before, after = merger.before["rows"]["org_relations"], merger.after["rows"]["org_relations"]
    if rows_of(OrgRelation, survivor, absorbed) == after:
        restore_rows(OrgRelation, before, after)
    else:
        kept.append("org_relations")
    others = merger.after["others"]
    OtherValue.objects.filter(pk__in=others["made"], member=survivor).delete()
    OtherValue.objects.filter(pk__in=others["moved"], member=survivor).update(member=absorbed)
    _withdraw(merger.after["two_people"])
    if not move_back(merger.after["moved"], from_=survivor, to=absorbed):
        kept.append("moved")


def _withdraw(carried_over: Iterable[int]) -> None:
    """That two are not one person holds no longer than what it was carried over from; nor does what was carried on from there."""
    for said in TwoPeople.objects.filter(pk__in=carried_over):
        pair = {said.lower_id, said.higher_id}
        for later in Merger.objects.standing().filter(absorbed__in=pair):
            [other] = pair - {later.absorbed_id}
            on = TwoPeople.objects.pair(later.survivor_id, other).filter(pk__in=later.after["two_people"])
            _withdraw(on.values_list("pk", flat=True))
        said.delete()
