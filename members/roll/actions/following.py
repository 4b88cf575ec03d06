"""When branches merge, their members go with them: set by set, not one by one. Called by name (REGISTRY_MEMBERS_FOLLOW)."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from branches.models import Branch
from members.roll.actions.guard import require_branch, scope_of
from members.roll.changes import branch_in_words
from members.roll.models import Member, Membership
from members.roll.tallies import Shift
from registry.access import Permission
from registry.history.actions import record
from registry.history.verbs import Verb


@transaction.atomic
def follow_branch(*, branch: Branch, into: Branch, on: datetime.date, by: Any) -> int:
    """Everybody who takes part in ``branch`` takes part in ``into`` from the day on; how many went.

    Who was confirmed stays so. Raises ValidationError: ``outside_scope`` without MANAGE_BRANCHES at both; ``joined_later`` where a
    membership began only after the day. Whoever calls holds both branches locked.
    """
    scope = scope_of(by, Permission.MANAGE_BRANCHES)
    require_branch(branch, scope)
    require_branch(into, scope)
    members = list(Member.objects.select_for_update(no_key=True).filter(branch=branch).order_by("pk"))
    going = list(Membership.objects.open().filter(branch=branch).order_by("member"))
    later = sum(membership.since > on for membership in going)
    if later:
        words = _("%(count)s members joined the branch only after that day.")
        raise ValidationError(words, code="joined_later", params={"count": later})
    _move(members, going, into, on)
    if members:
        before, after = {"branch": branch_in_words(branch)}, {"branch": branch_in_words(into), "since": on}
        # The branches are no subjects: the history of the one must not tell of the other.
        record(verb=Verb.MEMBER_TRANSFERRED, by=by, subjects=members, before=before, after=after)
    return len(members)


def _move(members: list[Member], going: list[Membership], into: Branch, on: datetime.date) -> None:
    Membership.objects.filter(pk__in=[each.pk for each in going]).update(until=on, ended=Membership.Ended.MOVED)
    Membership.objects.bulk_create(
        Membership(
            member_id=each.member_id,
            branch=into,
            since=on,
            began=Membership.Began.FOLLOWED,
            confirmed_on=each.confirmed_on and on,
        )
        for each in going
    )
    shift = Shift()
    for member in members:
        shift.take(member)
        member.branch = into
        shift.put(member)
    Member.objects.filter(pk__in=[member.pk for member in members]).update(branch=into, version=F("version") + 1)
    shift.apply()
