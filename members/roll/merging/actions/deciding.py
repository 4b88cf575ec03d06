"""Somebody has looked: these are two people. Remembered, so that nobody is asked again; and withdrawn where that was wrong."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from members.roll.actions.guard import scope_of
from members.roll.merging.actions.guard import both_within
from members.roll.merging.models import TwoPeople
from members.roll.models import Member
from registry.history.actions import record
from registry.history.verbs import Verb


@transaction.atomic
def say_two_people(*, one: Member, other: Member, by: Any, today: datetime.date) -> TwoPeople:
    """Never propose the two again. Said twice it is said once. ValidationError: outside_scope, one_record."""
    if one.pk == other.pk:
        raise ValidationError(_("This is one record, not two."), code="one_record")
    one, other = both_within(one, other, scope_of(by))
    said = TwoPeople.objects.pair(one.pk, other.pk).first()
    if said is not None:
        return said
    lower, higher = sorted((one, other), key=lambda member: member.pk)
    said = TwoPeople.objects.create(lower=lower, higher=higher, said_on=today, said_by=by)
    _record(Verb.TWO_PEOPLE, lower, higher, by)
    return said


@transaction.atomic
def withdraw_two_people(*, one: Member, other: Member, by: Any) -> None:
    """They may be the same person after all. ValidationError: outside_scope."""
    one, other = both_within(one, other, scope_of(by))
    withdrawn, _rows = TwoPeople.objects.pair(one.pk, other.pk).delete()
    if withdrawn:
        lower, higher = sorted((one, other), key=lambda member: member.pk)
        _record(Verb.TWO_PEOPLE_WITHDRAWN, lower, higher, by)


def _record(verb: Verb, lower: Member, higher: Member, by: Any) -> None:
    record(verb=verb, by=by, subjects=[lower, higher], after={"members": [lower.number, higher.number]})
