"""What becomes of a plaque as an object: noted, handed over at the ceremony, taken back, explained, described.

A deed about several plaques says only what all of them have in common: the history of one branch tells nothing of another.
"""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from branches.ceremonies import rules
from branches.ceremonies.actions.groundwork import demand, scope_of
from branches.ceremonies.models import Plaque, PlaqueStage, Stage
from registry.history.actions import changes, record
from registry.history.verbs import Verb
from registry.objections import settle

if TYPE_CHECKING:
    from registry.accounts.models import User

_BATCH = 500


@transaction.atomic
def reach(
    *,
    plaques: Iterable[Plaque],
    stage: int,
    since: datetime.date,
    today: datetime.date,
    by: "User | None",
) -> list[Plaque]:
    """Note of all these plaques that they were ordered, made, handed over or hung on the wall on the day. All of them or none."""
    rows = locked(plaques)
    settle(rules.objections_to_reaching(rows, stage, since=since, scope=scope_of(by), today=today), None)
    for plaque in rows:
        plaque.stage = max(plaque.stage, stage)
    Plaque.objects.bulk_update(rows, ["stage"], batch_size=_BATCH)
    note(rows, stage, since=since)
    subjects = [*rows, *(p.branch for p in rows)]
    record(verb=Verb.PLAQUE_STAGE, by=by, subjects=subjects, after={"stage": stage, "since": since})
    return rows


@transaction.atomic
def hand_over(*, plaque: Plaque, token: uuid.UUID, today: datetime.date, by: "User | None") -> PlaqueStage:
    """Note at the ceremony that the plaque was handed over there, on its day. Sent twice with one token it is done once.

    A note that was sent, taken back and arrives once more stays taken back. Raises ValidationError ``handed_over`` where somebody
    else was first.
    """
    (row,) = locked([plaque])
    known = PlaqueStage.objects.filter(token=token).first()
    if known is not None:
        if known.plaque_id != row.pk:
            raise ValidationError(_("This note has been received already."), code="token")
        return known
    settle(rules.objections_to_handing_over(row, scope=scope_of(by), today=today), None)
    row.stage = Stage.HANDED_OVER
    row.save(update_fields=["stage"])
    assert row.awarded_on is not None  # noqa: S101 - the rule objects to a plaque that was not awarded
    (noted,) = note([row], Stage.HANDED_OVER, since=row.awarded_on, token=token)
    record(
        verb=Verb.PLAQUE_HANDED_OVER,
        by=by,
        subjects=[row, row.branch],
        after={"stage": Stage.HANDED_OVER, "since": noted.since},
    )
    return noted


@transaction.atomic
def take_back(
    *, plaque: Plaque, stage: int, now: datetime.datetime, by: "User | None", reason: str = ""
) -> PlaqueStage | None:
    """What was noted last of the plaque was a mistake. On the day it was noted no reason is asked; later one is.

    Nothing happens where it does not stand (any more): None.
    """
    (row,) = locked([plaque])
    noted = row.stages.filter(stage=stage, taken_back_at=None).first()
    if noted is None:
        return None
    noted.plaque = row
    settle(rules.objections_to_taking_back(noted, scope=scope_of(by)), None)
    if timezone.localdate(noted.noted_at) != timezone.localdate(now):
        demand(reason)
    noted.taken_back_at = now
    noted.save(update_fields=["taken_back_at"])
    row.stage = row.stages.filter(taken_back_at=None).aggregate(last=Max("stage"))["last"] or Stage.NONE
    row.save(update_fields=["stage"])
    before, after = {"stage": noted.stage, "since": noted.since}, {"stage": row.stage}
    record(
        verb=Verb.PLAQUE_TAKEN_BACK,
        by=by,
        subjects=[row, row.branch],
        before=before,
        after=after,
        reason=reason.strip(),
    )
    return noted


@transaction.atomic
def explain(*, plaque: Plaque, why: str, by: "User | None") -> Plaque:
    """Why the plaque was not handed over at the ceremony (nobody came; the board is not ready); empty: it is not known any more."""
    (row,) = locked([plaque])
    settle(rules.objections_to_explaining(row, scope=scope_of(by)), None)
    return _written(row, {"not_handed_over": why.strip()}, by)


@transaction.atomic
def describe(
    *, plaques: Iterable[Plaque], width_mm: int | None, height_mm: int | None, material: str, by: "User | None"
) -> list[Plaque]:
    """Size and material of boards. They describe the object and are no part of the award."""
    rows = locked(plaques)
    settle(rules.objections_to_describing(rows, scope=scope_of(by)), None)
    after = {"width_mm": width_mm, "height_mm": height_mm, "material": material.strip()}
    return [_written(row, after, by) for row in rows]


def note(
    plaques: Iterable[Plaque], stage: int, *, since: datetime.date, token: uuid.UUID | None = None
) -> list[PlaqueStage]:
    """The rows that say so. ``token``: where it is one note of one plaque that may arrive twice."""
    now = timezone.now()  # when it was noted is no argument, as with a deed
    rows = [
        PlaqueStage(plaque=plaque, stage=stage, since=since, noted_at=now, token=token or uuid.uuid4())
        for plaque in plaques
    ]
    return PlaqueStage.objects.bulk_create(rows, batch_size=_BATCH)


def locked(plaques: Iterable[Plaque]) -> list[Plaque]:
    """The plaques as they stand, with branch and ceremony; nobody else writes them until the transaction ends."""
    keys = [plaque.pk for plaque in plaques]
    rows = Plaque.objects.select_for_update(of=("self",)).select_related("branch", "ceremony")
    return list(rows.filter(pk__in=keys).order_by("pk"))


def _written(plaque: Plaque, values: Mapping[str, object], by: "User | None") -> Plaque:
    before, after = changes({name: getattr(plaque, name) for name in values}, values)
    if not after:
        return plaque
    for name, value in after.items():
        setattr(plaque, name, value)
    plaque.full_clean(validate_unique=False)
    plaque.save(update_fields=[*after])
    record(verb=Verb.PLAQUE_CHANGED, by=by, subjects=[plaque, plaque.branch], before=before, after=after)
    return plaque
