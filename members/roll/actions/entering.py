"""A person enters a member by hand."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from branches.models import Branch
from members.roll import rules
from members.roll.actions.guard import held, lock_roll, require_branch, require_member, scope_of
from members.roll.changes import as_recorded, branch_in_words, put, put_known
from members.roll.duplicates import objections_to_identity, objections_to_likeness
from members.roll.known_values import UNKNOWN
from members.roll.models import Member, Membership, OrgRelation
from members.roll.sources import Source, by_hand
from members.roll.tallies import Shift
from registry.access import Scope
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.objections import Objection, Override, in_words, settle

LIKENESS = frozenset({"looks_alike", "looks_alike_elsewhere"})


@transaction.atomic
def admit(
    *,
    name: str,
    home: int,
    by: Any,
    today: datetime.date,
    fields: Mapping[str, Any] | None = None,
    knowns: Mapping[str, Any] | None = None,
    identity_digest: str | None = None,
    branch: Branch | None = None,
    since: datetime.date | None = None,
    formal_branch: str = "",
    is_somebody_else: bool = False,
    override: Override | None = None,
) -> Member:
    """Enter a member: a plain record, what is known of him, and at once his mobile branch and his formal organisation if given.

    ``home``: the division that answers for him, his county of origin where that is known. ``fields``: plain ones by name.
    ``is_somebody_else``: a person has looked at the look-alikes. Raises ValidationError: outside_scope, registered_already,
    registered_elsewhere, looks_alike, looks_alike_elsewhere, and the objections to days, places and the branch.
    """
    scope = scope_of(by)
    lock_roll()
    branch = held(branch) if branch else None
    if branch:
        require_branch(branch, scope)
    member = _filled_in(name, home, branch, fields or {}, knowns or {}, by_hand(by, today))
    member.identity_digest = identity_digest
    require_member(member, scope)
    against = objections_to_admitting(member, since=since or today, scope=scope, today=today)
    overridden = settle([o for o in against if not (is_somebody_else and o.code in LIKENESS)], override)
    member.clean_fields(exclude=["origin", "origin_township", "work_district", "branch"])
    _save(member, since or today, formal_branch.strip())
    after = {"name": member.name, **(fields or {}), **(knowns or {}), "formal_branch": formal_branch.strip()}
    after |= {"branch": branch_in_words(branch), "since": since or today} if branch else {}
    record(
        verb=Verb.MEMBER_ADMITTED,
        by=by,
        subjects=[member, branch] if branch else [member],
        after={field: as_recorded(field, new) for field, new in after.items()}
        | ({"objections": in_words(overridden)} if overridden else {}),
        reason=override.reason if override else "",
        document_no=override.document_no if override else "",
    )
    return member


def objections_to_admitting(
    member: Member, *, since: datetime.date, scope: Scope, today: datetime.date
) -> list[Objection]:
    """What speaks against a member who is not on the roll yet; look-alikes (``LIKENESS``) are for a person to judge."""
    against = rules.objections_to_facts(member, today=today)
    if member.identity_digest:
        against += objections_to_identity(member.identity_digest, scope=scope, today=today)
    if not any(objection.hard for objection in against):
        against += objections_to_likeness(
            match_name=member.match_name, phones=member.phones, home=member.home, scope=scope, today=today
        )
    if member.branch:
        against += rules.objections_to_branch(member.branch, since=since, today=today)
    return against


def _filled_in(
    name: str,
    home: int,
    branch: Branch | None,
    fields: Mapping[str, Any],
    knowns: Mapping[str, Any],
    source: Source,
) -> Member:
    member = Member(home=home, branch=branch)
    put(member, "name", name)
    for field, new in fields.items():
        put(member, field, new)
    for known, new in knowns.items():
        if new is not UNKNOWN:
            put_known(member, known, new, source)
    return member


def _save(member: Member, since: datetime.date, formal_branch: str) -> None:
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError as error:
        if member.identity_digest and Member.objects.filter(identity_digest=member.identity_digest).exists():
            words = _("A member with this identity number is registered already.")
            raise ValidationError(words, code="registered_already") from error
        raise
    if member.branch:
        Membership.objects.create(member=member, branch=member.branch, since=since)
    if formal_branch:
        OrgRelation.objects.create(member=member, formal_branch=formal_branch, county_id=member.origin_id)
    shift = Shift()
    shift.put(member)
    shift.apply()
