"""Single plaques: awarded without a ceremony, replaced, returned, lost; and who received one."""

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from branches.ceremonies import numbering, rules, sentences
from branches.ceremonies.actions.ceremony import award
from branches.ceremonies.actions.groundwork import demand, scope_of
from branches.ceremonies.actions.stages import note
from branches.ceremonies.models import Plaque, Stage
from branches.organisation.models import Branch
from registry.history.actions import changes, record
from registry.history.verbs import Verb
from registry.objections import Override, settle

if TYPE_CHECKING:
    from registry.accounts.models import User

_ENDS: dict[str, Stage] = {Plaque.State.RETURNED: Stage.RETURNED, Plaque.State.LOST: Stage.LOST}


@transaction.atomic
def award_plaque(
    *,
    branch: Branch,
    wording: str,
    awarded_on: datetime.date,
    today: datetime.date,
    by: "User | None",
    handed_over_by: str = "",
    received_by: str = "",
    override: Override | None = None,
) -> Plaque:
    """Award one plaque without a ceremony: a new award, or a supplementary one where the branch has had a plaque before."""
    branch = Branch.objects.select_for_update().get(pk=branch.pk)
    objections = rules.objections_to_awarding(branch, scope=scope_of(by), day=awarded_on, today=today)
    set_aside = settle(objections, override)
    again = branch.plaques.awarded().exists()
    kind = Plaque.AwardKind.SUPPLEMENTARY if again else Plaque.AwardKind.NEW
    people = {"handed_over_by": handed_over_by, "received_by": received_by}
    plaque = _new(branch, wording, awarded_on, award_kind=kind, **people)
    record(
        verb=Verb.PLAQUE_AWARDED,
        by=by,
        subjects=[plaque, branch],
        after=_values(plaque) | {"set_aside": sentences.set_aside(set_aside)},
        reason=override.reason if override else "",
        document_no=override.document_no if override else "",
    )
    return plaque


@transaction.atomic
def replace_plaque(
    *,
    plaque: Plaque,
    wording: str,
    awarded_on: datetime.date,
    reason: str,
    today: datetime.date,
    by: "User | None",
    handed_over_by: str = "",
    received_by: str = "",
    override: Override | None = None,
) -> Plaque:
    """Award another plaque for one in use (the branch has a new name, the board is worn). The old number is not used again."""
    demand(reason)
    branch = Branch.objects.select_for_update().get(pk=plaque.branch_id)
    plaque = Plaque.objects.select_for_update().get(pk=plaque.pk)
    objections = rules.objections_to_awarding(branch, scope=scope_of(by), day=awarded_on, today=today, replacing=plaque)
    set_aside = settle(objections, override)
    plaque.state, plaque.ended_on, plaque.stage = Plaque.State.REPLACED, awarded_on, Stage.REPLACED
    plaque.save(update_fields=["state", "ended_on", "stage"])
    note([plaque], Stage.REPLACED, since=awarded_on)
    people = {"handed_over_by": handed_over_by, "received_by": received_by}
    new = _new(branch, wording, awarded_on, award_kind=Plaque.AwardKind.REPLACEMENT, replaces=plaque, **people)
    record(
        verb=Verb.PLAQUE_AWARDED,
        by=by,
        subjects=[new, plaque, branch],
        before={"number": plaque.number},
        after=_values(new) | {"set_aside": sentences.set_aside(set_aside)},
        reason=reason,
        document_no=override.document_no if override else "",
    )
    return new


@transaction.atomic
def end_plaque(
    *, plaque: Plaque, state: str, ended_on: datetime.date, reason: str, today: datetime.date, by: "User | None"
) -> Plaque:
    """A plaque is returned or reported lost: the branch awaits another. The number is not used again."""
    demand(reason)
    if state not in _ENDS:
        raise ValidationError(_("A plaque is returned or lost."), code="not_an_end")
    plaque = Plaque.objects.select_for_update().get(pk=plaque.pk)
    settle(rules.objections_to_ending(plaque, scope=scope_of(by), day=ended_on, today=today), None)
    before = {"state": plaque.state}
    plaque.state, plaque.ended_on, plaque.stage = state, ended_on, _ENDS[state]
    plaque.save(update_fields=["state", "ended_on", "stage"])
    note([plaque], plaque.stage, since=ended_on)
    after = {"state": state, "ended_on": ended_on}
    subjects = [plaque, plaque.branch]
    record(verb=Verb.PLAQUE_CHANGED, by=by, subjects=subjects, before=before, after=after, reason=reason)
    return plaque


@transaction.atomic
def correct_receipt(
    *, plaque: Plaque, received_by: str, handed_over_by: str | None = None, reason: str, by: "User | None"
) -> Plaque:
    """Set right who received an awarded plaque and who handed it over; nothing else of an award is ever changed.

    ``handed_over_by`` None: as it was.
    """
    demand(reason)
    plaque = Plaque.objects.select_for_update().get(pk=plaque.pk)
    settle(rules.objections_to_correcting_receipt(plaque, scope=scope_of(by)), None)
    giver = plaque.handed_over_by if handed_over_by is None else handed_over_by
    said = {"handed_over_by": giver.strip(), "received_by": received_by.strip()}
    before, after = changes({name: getattr(plaque, name) for name in said}, said)
    if not after:
        return plaque
    for name, value in after.items():
        setattr(plaque, name, value)
    plaque.clean_fields()
    plaque.save(update_fields=[*after])
    subjects = [plaque, plaque.branch]
    record(verb=Verb.PLAQUE_CHANGED, by=by, subjects=subjects, before=before, after=after, reason=reason)
    return plaque


def _new(branch: Branch, wording: str, day: datetime.date, **fields: Any) -> Plaque:
    """Awarded and handed over in one: there is no ceremony at which it would be handed over later."""
    plaque = Plaque(branch=branch, wording=wording, **fields)
    (serial,) = numbering.take_serials(day, 1)
    award(plaque, branch, serial=serial, day=day)
    plaque.stage = Stage.HANDED_OVER
    plaque.full_clean()
    plaque.save(force_insert=True)
    note([plaque], Stage.HANDED_OVER, since=day)
    return plaque


def _values(plaque: Plaque) -> dict[str, Any]:
    names = ("number", "wording", "award_kind", "basis", "awarded_on", "handed_over_by", "received_by")
    return {name: getattr(plaque, name) for name in names}
