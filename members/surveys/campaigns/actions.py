"""What is done in a campaign: opened, units asked and reminded, returns recorded and accepted, closed. Each with its deed.

Who opened it for a place asks, reminds, accepts and closes; a unit's own office records its returns.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from members.surveys.campaigns import rules
from members.surveys.campaigns.models import Asked, Campaign, Return
from members.surveys.campaigns.units import Unit, units_of
from members.surveys.models import Upload
from registry.access import Permission, Scope
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.objections import settle


@transaction.atomic
def open_campaign(*, campaign: Campaign, levels: Iterable[str], by: Any, today: datetime.date) -> Campaign:
    """Open a campaign (an unsaved row) and ask all units of these levels. ValidationError: outside_scope, or by field."""
    _require(campaign.division_code, by)
    campaign.full_clean()
    campaign.save()
    told = {"title": campaign.title, "place": campaign.division_code, "due_on": campaign.due_on}
    record(verb=Verb.CAMPAIGN_OPENED, by=by, subjects=[campaign], after=told)
    _ask(campaign, units_of(campaign.division_code, levels, today), "", by, today)
    return campaign


@transaction.atomic
def ask_units(*, campaign: Campaign, levels: Iterable[str], by: Any, today: datetime.date) -> int:
    """Ask all units of these levels that were not asked yet; how many those are."""
    campaign = _locked(campaign, by)
    return _ask(campaign, units_of(campaign.division_code, levels, today), "", by, today)


@transaction.atomic
def ask_by_name(
    *, campaign: Campaign, level: str, names: Iterable[str], contact: str, by: Any, today: datetime.date
) -> int:
    """Ask villages or auxiliary channels by their names; how many were not asked yet."""
    campaign = _locked(campaign, by)
    spelled = dict.fromkeys(name.strip() for name in names)
    units = [Unit(level, None, name, campaign.division_code) for name in spelled if name]
    return _ask(campaign, units, contact.strip(), by, today)


def _ask(campaign: Campaign, units: Iterable[Unit], contact: str, by: Any, today: datetime.date) -> int:
    settle(rules.objections_to_asking(campaign), None)
    known = set(campaign.asked.values_list("level", "home", "name"))
    new = [unit for unit in units if (unit.level, unit.home, unit.name) not in known]
    Asked.objects.bulk_create(
        [Asked(campaign=campaign, contact=contact, asked_on=today, **unit._asdict()) for unit in new], batch_size=1000
    )
    if new:
        record(verb=Verb.CAMPAIGN_ASKED, by=by, subjects=[campaign], after={"units": len(new)})
    return len(new)


@transaction.atomic
def remind(*, asked: Sequence[Asked], by: Any, today: datetime.date) -> int:
    """Note that these units were reminded today; how many had not returned anything. Nothing is sent."""
    outstanding = Asked.objects.outstanding().filter(pk__in=[unit.pk for unit in asked])
    waiting = list(outstanding.select_related("campaign").select_for_update(of=("self",)).order_by("pk"))
    for unit in waiting:
        _require(unit.campaign.division_code, by)
    Asked.objects.filter(pk__in=[unit.pk for unit in waiting]).update(reminded_on=today)
    if waiting:
        record(verb=Verb.CAMPAIGN_REMINDED, by=by, subjects=waiting, after={"reminded_on": today})
    return len(waiting)


@transaction.atomic
def return_nil(*, asked: Asked, on: datetime.date, by: Any, today: datetime.date, note: str = "") -> Return:
    """The unit says that it has nobody: a return. ValidationError: outside_scope, or the objections."""
    asked = _unit(asked, by)
    settle(rules.objections_to_nil(asked, on=on, today=today), None)
    made = Return.objects.create(asked=asked, kind=Return.Kind.NIL, returned_on=on, note=note.strip())
    record(verb=Verb.CAMPAIGN_RETURNED, by=by, subjects=[asked], after={"kind": made.kind, "returned_on": on})
    return made


@transaction.atomic
def return_file(*, asked: Asked, upload: Upload, on: datetime.date, by: Any, today: datetime.date) -> Return:
    """An upload is what the unit returned. ValidationError: outside_scope for either, or the objections."""
    asked = _unit(asked, by)
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    _require(upload.division_code, by)
    settle([*rules.objections_to_returning(asked, on=on, today=today), *rules.objections_to_file(upload)], None)
    made = Return.objects.create(asked=asked, kind=Return.Kind.FILE, upload=upload, returned_on=on)
    # The name of the file is for who may see the file.
    record(verb=Verb.CAMPAIGN_RETURNED, by=by, subjects=[asked, upload], after={"kind": made.kind, "returned_on": on})
    return made


@transaction.atomic
def take_return_back(*, returned: Return, by: Any) -> None:
    """It was no return of this unit. The file itself stays; a nil return is gone. Not once it was accepted."""
    asked = _unit(returned.asked, by)
    returned = Return.objects.select_for_update().get(pk=returned.pk)
    if returned.accepted_on:
        raise ValidationError(_("The return was accepted already."), code="accepted")
    told = {"kind": returned.kind, "returned_on": returned.returned_on}
    returned.delete()
    record(verb=Verb.CAMPAIGN_RETURN_TAKEN_BACK, by=by, subjects=[asked], before=told)


@transaction.atomic
def accept(*, returned: Return, by: Any, today: datetime.date) -> Return:
    """Whoever asked has looked at the return and takes it."""
    returned = Return.objects.select_for_update().get(pk=returned.pk)
    _require(returned.asked.campaign.division_code, by)
    if returned.accepted_on is None:
        returned.accepted_on = today
        returned.save(update_fields=["accepted_on"])
        record(verb=Verb.CAMPAIGN_ACCEPTED, by=by, subjects=[returned.asked], after={"accepted_on": today})
    return returned


@transaction.atomic
def close(*, campaign: Campaign, by: Any, today: datetime.date) -> Campaign:
    """Nothing more is expected; who has not returned stays so in the figures."""
    campaign = _locked(campaign, by)
    if campaign.closed_on is None:
        campaign.closed_on = today
        campaign.save(update_fields=["closed_on"])
        record(verb=Verb.CAMPAIGN_CLOSED, by=by, subjects=[campaign], after={"closed_on": today})
    return campaign


@transaction.atomic
def reopen(*, campaign: Campaign, by: Any) -> Campaign:
    campaign = _locked(campaign, by)
    if campaign.closed_on is not None:
        before, campaign.closed_on = campaign.closed_on, None
        campaign.save(update_fields=["closed_on"])
        record(verb=Verb.CAMPAIGN_REOPENED, by=by, subjects=[campaign], before={"closed_on": before})
    return campaign


def _locked(campaign: Campaign, by: Any) -> Campaign:
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    _require(campaign.division_code, by)
    return campaign


def _unit(asked: Asked, by: Any) -> Asked:
    """The unit, locked, and its campaign, which is not closed meanwhile: by whoever works for it, or above it."""
    campaign = Campaign.objects.select_for_update().get(pk=asked.campaign_id)
    asked = Asked.objects.select_for_update().get(pk=asked.pk)
    asked.campaign = campaign
    _require(asked.home, by)
    return asked


def _require(place: int, by: Any) -> None:
    scope = Scope.everywhere() if by is None else by.scope_of(Permission.IMPORT_SURVEYS)
    if place not in scope:
        raise ValidationError(_("This lies outside your part of the tree."), code="outside_scope")
