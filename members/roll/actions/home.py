"""The formal organisation at home: it holds the relation, the vote and the official count. No mobile branch is touched here."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from branches.models import County
from members.roll import rules
from members.roll.actions.guard import locked, require_version, scope_of
from members.roll.models import Member, OrgRelation
from registry.history.actions import changes, record
from registry.history.verbs import Verb
from registry.objections import settle


@transaction.atomic
def change_home(
    *,
    member: Member,
    formal_branch: str,
    county: County | None,
    since: datetime.date | None,
    version: int,
    by: Any,
    today: datetime.date,
    reason: str = "",
) -> OrgRelation:
    """Another formal organisation from a day on (None: the day is not known); the present one ends then.

    Raises ValidationError: outside_scope, conflict, unchanged, or the objections.
    """
    member = locked(member, scope_of(by))
    require_version(member, version)
    settle(rules.objections_to_home(member, since=since, today=today), None)
    current = rules.open_relation(member)
    before = _values(current) if current else {}
    after: dict[str, Any] = {
        "formal_branch": formal_branch.strip(),
        "county": county.pk if county else None,
        "since": since,
    }
    if current and before == after:
        raise ValidationError(_("This is the formal organisation already."), code="unchanged")
    if current:
        current.until = since or today
        current.save(update_fields=["until"])
    relation = OrgRelation.objects.create(
        member=member, formal_branch=after["formal_branch"], county=county, since=since
    )
    member.version += 1
    member.save(update_fields=["version"])
    old, new = changes(before, after)
    new |= {"county": county.local_name} if county and "county" in new else {}
    old |= {"county": str(current.county)} if current and current.county and "county" in old else {}
    record(verb=Verb.MEMBER_HOME_CHANGED, by=by, subjects=[member], before=old, after=new, reason=reason)
    return relation


def _values(relation: OrgRelation) -> dict[str, Any]:
    return {"formal_branch": relation.formal_branch, "county": relation.county_id, "since": relation.since}
