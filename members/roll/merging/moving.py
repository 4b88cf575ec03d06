"""Whatever else points to a member moves with him: offices, lines of surveys, what other rooms may keep of him one day."""

from typing import Any

from django.apps import apps
from django.db.models import F

from members.roll.merging.models import Merger, TwoPeople
from members.roll.models import Member, Membership, OrgRelation, OtherValue

# Rows that are joined by rules of their own, and those that say what was joined.
_BY_THEIR_OWN_RULES = {Membership, OrgRelation, OtherValue, Merger, TwoPeople}
Moved = dict[str, list[int]]


def move(*, from_: Member, to: Member) -> Moved:
    """Turn every pointer to one member to another; which rows that were, by model and field."""
    moved = {}
    for relation in Member._meta.related_objects:
        if relation.related_model in _BY_THEIR_OWN_RULES:
            continue
        model, field = relation.related_model, relation.field.name
        keys = list(model._default_manager.filter(**{field: from_}).order_by("pk").values_list("pk", flat=True))
        if keys:
            model._default_manager.filter(pk__in=keys).update(**{field: to})
            moved[f"{model._meta.label_lower}.{field}"] = keys
    return moved


def move_back(moved: Moved, *, from_: Member, to: Member) -> bool:
    """Turn them back; whether all of them still pointed where they had been turned to."""
    all_there = True
    for label, keys in moved.items():
        name, _, field = label.rpartition(".")
        model: Any = apps.get_model(name)
        turned = model._default_manager.filter(**{field: from_}, pk__in=keys).update(**{field: to})
        all_there = all_there and turned == len(keys)
    return all_there


def stands_as_at(version: int, member: Member) -> None:
    """He is again what he was at that version: the lines of surveys that had made him so can be taken back as before."""
    member.written_lines.update(version=F("version") + (member.version - version))
