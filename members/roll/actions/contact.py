"""Looking at a contact in clear: every look is written down."""

from typing import Any

from django.db import transaction

from members.roll.actions.guard import require_member, scope_of
from members.roll.models import Member
from registry.access import Permission
from registry.history.actions import record
from registry.history.verbs import Verb


@transaction.atomic
def reveal_contact(*, member: Member, by: Any, reason: str = "") -> list[str]:
    """All phone numbers of a member, the main one first. ValidationError (``outside_scope``) without REVEAL_CONTACT there."""
    require_member(member, scope_of(by, Permission.REVEAL_CONTACT))
    record(verb=Verb.CONTACT_REVEALED, by=by, subjects=[member], reason=reason)
    return member.phones
