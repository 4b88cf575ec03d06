"""Two records of one person become one."""

import datetime
from typing import Any

from django.db import transaction

from members.roll.actions.guard import lock_roll, require_member, require_version, scope_of
from members.roll.merging import rules
from members.roll.merging.actions.guard import both_within
from members.roll.merging.belonging import join_memberships, join_relations, rows_of
from members.roll.merging.models import Merger, TwoPeople
from members.roll.merging.moving import move
from members.roll.merging.portrait import digests, portrait
from members.roll.merging.sides import RELATION, STANDING, Choices, leading, proposed, require_choices, take_over
from members.roll.models import Member, Membership, OrgRelation, OtherValue
from members.roll.models.member import MERGED
from members.roll.tallies import Shift
from registry.history.actions import record
from registry.history.chain import canonical, keyed_digest
from registry.history.verbs import Verb
from registry.objections import Override, in_words, settle


@transaction.atomic
def merge(
    *,
    survivor: Member,
    absorbed: Member,
    versions: tuple[int, int],
    by: Any,
    today: datetime.date,
    choices: Choices | None = None,
    reason: str = "",
    override: Override | None = None,
) -> Merger:
    """Let ``survivor`` speak for the person from now on; ``absorbed`` ends and leads to it.

    ``versions``: of the two as seen. ``choices``: field -> which record's value (``sides``); what is not named is as proposed.
    Rights over both are needed, and over the outcome: nobody comes by a member that he could not change before.
    Raises ValidationError: outside_scope, conflict, unknown_choice, or the objections.
    """
    scope = scope_of(by)
    lock_roll()  # two joinings at once would each miss what the other one carries over of look-alikes
    if survivor.pk == absorbed.pk:
        settle(rules.objections_to_merging(survivor, absorbed, choices={}, today=today), None)
    survivor, absorbed = both_within(survivor, absorbed, scope)
    require_version(survivor, versions[0])
    require_version(absorbed, versions[1])
    require_choices(choices or {})
    chosen = proposed(survivor, absorbed) | dict(choices or {})
    overridden = settle(rules.objections_to_merging(survivor, absorbed, choices=chosen, today=today), override)
    merger = Merger(
        survivor=survivor, absorbed=absorbed, choices=chosen, merged_on=today, merged_by=by, reason=reason.strip()
    )
    merger.before = _picture(survivor, absorbed) | {"versions": [survivor.version, absorbed.version]}
    _join(merger, survivor, absorbed, chosen, today)
    require_member(survivor, scope)
    merger.after |= {"digests": digests(portrait(survivor)), "rows": _rows(survivor, absorbed)}
    merger.save()
    _record(merger, survivor, absorbed, in_words(overridden), override)
    return merger


def _join(merger: Merger, survivor: Member, absorbed: Member, choices: Choices, today: datetime.date) -> None:
    shift = Shift()
    shift.take(survivor)
    shift.take(absorbed)
    first, second = leading(survivor, absorbed, choices[STANDING])
    join_memberships(survivor, first, second, absorbed, first.ended_on or today)
    join_relations(survivor, *leading(survivor, absorbed, choices[RELATION]), absorbed, today)
    lost = take_over(survivor, absorbed, choices)
    survivor.branch_id, survivor.ended_on, survivor.ended = first.branch_id, first.ended_on, first.ended
    _end(absorbed, survivor, today)
    merger.after = {"digest_moved": _move_digest(survivor, absorbed)}
    # Above whatever a line of a file remembers of either.
    survivor.version = max(survivor.version, absorbed.version) + 1
    absorbed.version += 1
    absorbed.save()
    survivor.save()
    merger.after |= {"others": _keep_beside(survivor, absorbed, lost), "moved": move(from_=absorbed, to=survivor)}
    merger.after |= {"two_people": _carry_over(survivor, absorbed, today)}
    merger.after |= {"version": survivor.version}
    shift.put(survivor)
    shift.apply()


def _end(absorbed: Member, survivor: Member, today: datetime.date) -> None:
    absorbed.merged_into, absorbed.branch = survivor, None
    absorbed.ended_on, absorbed.ended = today, MERGED


def _move_digest(survivor: Member, absorbed: Member) -> bool:
    """The identity number goes along where the survivor has none: it recognises him without a detour."""
    if survivor.identity_digest or not absorbed.identity_digest:
        return False
    survivor.identity_digest, absorbed.identity_digest = absorbed.identity_digest, None
    return True


def _keep_beside(survivor: Member, absorbed: Member, lost: list[OtherValue]) -> dict[str, list[int]]:
    """What else is said of the knowns, nothing twice: the values not chosen, and those that stood beside the absorbed record."""
    kept = [(other.known, other.value) for other in survivor.other_values.all()]
    moved = [other for other in absorbed.other_values.order_by("pk") if (other.known, other.value) not in kept]
    OtherValue.objects.filter(pk__in=[other.pk for other in moved]).update(member=survivor)
    kept += [(other.known, other.value) for other in moved]
    made = OtherValue.objects.bulk_create(other for other in lost if (other.known, other.value) not in kept)
    return {"made": [other.pk for other in made], "moved": [other.pk for other in moved]}


def _carry_over(survivor: Member, absorbed: Member, today: datetime.date) -> list[int]:
    """Who is not the absorbed record's person is not the survivor's either."""
    said = TwoPeople.objects.about([absorbed.pk])
    others = {pair.lower_id if pair.higher_id == absorbed.pk else pair.higher_id for pair in said}
    known = TwoPeople.objects.about([survivor.pk])
    others -= {pair.lower_id for pair in known} | {pair.higher_id for pair in known} | {survivor.pk}
    pairs = [(min(survivor.pk, other), max(survivor.pk, other)) for other in sorted(others)]
    made = TwoPeople.objects.bulk_create(
        TwoPeople(lower_id=lower, higher_id=higher, said_on=today) for lower, higher in pairs
    )
    return [pair.pk for pair in made]


def _picture(survivor: Member, absorbed: Member) -> dict[str, Any]:
    """What both were, as far as a joining changes it: the absorbed record keeps its other values itself."""
    left_on = absorbed.ended_on.isoformat() if absorbed.ended_on else None
    was = {"branch_id": absorbed.branch_id, "ended_on": left_on, "ended": absorbed.ended}
    return {"survivor": portrait(survivor), "absorbed": was, "rows": _rows(survivor, absorbed)}


def _rows(survivor: Member, absorbed: Member) -> dict[str, Any]:
    return {
        "memberships": rows_of(Membership, survivor, absorbed),
        "org_relations": rows_of(OrgRelation, survivor, absorbed),
    }


def _record(
    merger: Merger, survivor: Member, absorbed: Member, overridden: dict[str, str], override: Override | None
) -> None:
    """One deed about both. No values: whoever may see only the one must not read of the other. A digest seals them."""
    record(
        verb=Verb.MEMBERS_MERGED,
        by=merger.merged_by,
        subjects=[survivor, absorbed],
        before={"digest": keyed_digest(canonical([merger.before, merger.choices]))},
        after={"record": absorbed.number, "merged_into": survivor.number}
        | ({"objections": overridden} if overridden else {}),
        reason=override.reason if override else merger.reason,
        document_no=override.document_no if override else "",
    )
