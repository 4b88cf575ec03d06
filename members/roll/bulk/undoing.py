"""Taking a chunk back: who was new is erased, who was changed is as before; what somebody touched since is kept."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models, transaction

from members.roll.actions.guard import scope_of
from members.roll.bulk.changing import lock_members
from members.roll.bulk.remembering import restore
from members.roll.bulk.rows import Taken, TakenBack
from members.roll.merging.models import Merger, TwoPeople
from members.roll.models import Member, Membership, OrgRelation, OtherValue
from members.roll.querysets import lies_within
from members.roll.tallies import Shift
from registry.access import SERIALS, Permission
from registry.history.actions import Subject, record
from registry.history.verbs import Verb
from registry.loading import update_rows

_OWN = (OtherValue, OrgRelation, Membership)  # rows of a member that go with him


@transaction.atomic
def take_back(
    *, rows: Sequence[Taken], about: models.Model, by: Any, today: datetime.date, reason: str = ""
) -> TakenBack:
    """Undo what ``enter`` wrote, in one transaction and one deed. ``rows`` of one chunk or several, each member once.

    Kept is who was changed since (his version moved), who is used elsewhere (an office held, the line of another file), and who now
    lies outside what ``by`` may import. The caller has let go of its own references to who is to be erased.
    """
    members, result, shift = lock_members(row.member for row in rows), TakenBack(), Shift()
    scope = scope_of(by, Permission.IMPORT_SURVEYS)
    untouched = []
    for row in rows:
        member = members.get(row.member)
        if member is None or member.version != row.version:
            result.kept.add(row.member)
        elif lies_within(scope, home=member.home, branch=member.branch_id):
            untouched.append(row)
        else:
            result.kept.add(row.member)
    _erase([members[row.member] for row in untouched if row.before is None], result, shift)
    _restore([row for row in untouched if row.before is not None], members, result, shift, today)
    shift.apply()
    touched = sorted(result.erased | result.restored)
    subjects = [Subject("members.member", key, members[key].home * SERIALS) for key in touched]
    record(verb=Verb.SURVEY_UNDONE, by=by, subjects=[about, *subjects], reason=reason)
    return result


def _erase(members: list[Member], result: TakenBack, shift: Shift) -> None:
    used = _used_elsewhere(member.pk for member in members)
    gone = [member for member in members if member.pk not in used]
    result.kept |= used
    result.erased |= {member.pk for member in gone}
    for member in gone:
        shift.take(member)
    for model in _OWN:
        model._default_manager.filter(member__in=result.erased).delete()
    TwoPeople.objects.about(result.erased).delete()
    Merger.objects.about(result.erased).delete()
    Member.objects.filter(pk__in=result.erased).delete()


def _used_elsewhere(keys: Iterable[int]) -> set[int]:
    """Members to whom something else points that would be left hanging."""
    wanted, used = list(keys), set()
    for relation in Member._meta.related_objects:
        if relation.related_model not in (*_OWN, Merger):  # of a joining that stands both records are changed since
            name = relation.field.name
            pointing = relation.related_model._default_manager.filter(**{f"{name}__in": wanted})
            used |= set(pointing.values_list(name, flat=True))
    return used


def _restore(
    rows: list[Taken], members: dict[int, Member], result: TakenBack, shift: Shift, today: datetime.date
) -> None:
    columns = {"version", "branch_id"}
    added: list[int] = []
    left: set[int] = set()
    unrelated: set[int] = set()
    for row in rows:
        member, before = members[row.member], row.before or {}
        shift.take(member)
        columns |= restore(member, before)
        member.version += 1
        added += before["others"]
        if before["joined"]:
            member.branch_id = None
            left.add(member.pk)
        if before["related"]:
            unrelated.add(member.pk)
        shift.put(member)
    OtherValue.objects.filter(pk__in=added).delete()
    Membership.objects.open().filter(member__in=left).delete()
    OrgRelation.objects.open().filter(member__in=unrelated).delete()
    ordered = sorted(columns)
    changed = [members[row.member] for row in rows]
    update_rows(Member, ordered, [[m.pk, *(getattr(m, column) for column in ordered)] for m in changed])
    result.restored |= {row.member for row in rows}
