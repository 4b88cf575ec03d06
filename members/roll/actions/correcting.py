"""Correcting what is known of a member: by hand, or by choosing what another source says."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from members.roll import rules
from members.roll.actions.guard import lock_roll, locked, require_member, require_version, scope_of
from members.roll.changes import as_recorded, differing, fingerprint, put, put_known, value
from members.roll.duplicates import objections_to_identity
from members.roll.knowns import SIX_KNOWNS
from members.roll.models import Member, OtherValue
from members.roll.sources import Source, by_hand
from members.roll.tallies import Shift
from registry.access import Scope
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.objections import Objection, Override, in_words, settle


@transaction.atomic
def correct(
    *,
    member: Member,
    changes: Mapping[str, Any],
    version: int,
    by: Any,
    today: datetime.date,
    seen: Mapping[str, str] | None = None,
    reason: str = "",
    override: Override | None = None,
) -> Member:
    """Change fields of a member: plain ones by name, knowns as in ``known_values`` (None: none, UNKNOWN: unknown).

    ``version``: as seen. Where somebody changed the member since, the fields that both touched are conflicts: a ValidationError by
    field (``conflict``); ``seen`` (``changes.fingerprints``) tells which those are, without it all are. Others go through.
    A known's source becomes the hand of ``by``; what a survey had said stays visible beside it. Nothing new, nothing written.
    Raises ValidationError also: outside_scope (before or after the change), or the objections.
    """
    scope = scope_of(by)
    if changes.get("identity_digest"):
        lock_roll()
    member = locked(member, scope)
    wanted = differing(member, changes)
    if member.version != version:
        _require_no_conflict(member, wanted, seen or {})
    return _write(member, wanted, by_hand(by, today), scope, by, today, reason, override) if wanted else member


@transaction.atomic
def choose(*, other: OtherValue, version: int, by: Any, today: datetime.date) -> Member:
    """Take what another source says of a known; what was chosen before stays visible beside it. Raises as ``correct``."""
    scope = scope_of(by)
    member = locked(other.member, scope)
    require_version(member, version)
    source = {**other.source, "chosen_by": str(by) if by else "", "chosen_on": today.isoformat()}
    return _write(member, {other.known: other.value}, source, scope, by, today, "", None)


def _require_no_conflict(member: Member, wanted: Mapping[str, Any], seen: Mapping[str, str]) -> None:
    conflicts = {
        field: ValidationError(
            _("Somebody changed this meanwhile. What stands now is shown; correct it again if need be."),
            code="conflict",
        )
        for field in wanted
        if seen.get(field) != fingerprint(member, field)
    }
    if conflicts:
        raise ValidationError(conflicts)


def _write(
    member: Member,
    wanted: Mapping[str, Any],
    source: Source,
    scope: Scope,
    by: Any,
    today: datetime.date,
    reason: str,
    override: Override | None,
) -> Member:
    before = {field: value(member, field) for field in wanted}
    shift = Shift()
    shift.take(member)
    replaced = _put_all(member, wanted, source)
    overridden = settle(_objections(member, wanted, scope, today), override)
    require_member(member, scope)
    member.clean_fields(exclude=["origin", "origin_township", "work_district", "branch"])
    member.version += 1
    member.save()
    _keep_beside(member, replaced)
    shift.put(member)
    shift.apply()
    record(
        verb=Verb.MEMBER_CORRECTED,
        by=by,
        subjects=[member],
        before={field: as_recorded(field, old) for field, old in before.items()},
        after={field: as_recorded(field, new) for field, new in wanted.items()}
        | ({"objections": in_words(overridden)} if overridden else {}),
        reason=override.reason if override else reason,
        document_no=override.document_no if override else "",
    )
    return member


def _put_all(member: Member, wanted: Mapping[str, Any], source: Source) -> list[OtherValue]:
    replaced = []
    for field, new in wanted.items():
        if field not in SIX_KNOWNS:
            put(member, field, new)
        elif (other := put_known(member, field, new, source)) is not None:
            replaced.append(other)
    return replaced


def _keep_beside(member: Member, replaced: list[OtherValue]) -> None:
    """Keep what other sources say; nothing twice."""
    kept = [(other.known, other.value) for other in member.other_values.all()]
    OtherValue.objects.bulk_create(other for other in replaced if (other.known, other.value) not in kept)


def _objections(member: Member, wanted: Mapping[str, Any], scope: Scope, today: datetime.date) -> list[Objection]:
    """What speaks against the member as he would be, as far as it is changed."""
    against = rules.objections_to_facts(member, today=today, changed=wanted.keys())
    if wanted.get("identity_digest"):
        against += objections_to_identity(wanted["identity_digest"], scope=scope, today=today, but=member.pk)
    return against
