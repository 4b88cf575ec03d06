import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from branches.divisions.models import County
from branches.organisation.actions.groundwork import locked, require_reach, save, set_aside, why
from branches.organisation.models import Branch, Cover
from branches.organisation.rules import objections_to_covering, objections_to_uncovering
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.objections import Override, settle

if TYPE_CHECKING:
    from registry.accounts.models import User


@transaction.atomic
def cover(
    *,
    branch: Branch,
    counties: Sequence[County],
    on: datetime.date,
    by: "User | None",
    today: datetime.date,
    override: Override | None = None,
) -> list[Cover]:
    """Let the branch serve more counties from the day on."""
    require_reach(by, branch.pk, *(county.pk for county in counties))
    branch = locked(branch)
    overridden = settle(objections_to_covering(branch, counties, on=on, today=today), override)
    covers = Cover.objects.bulk_create(Cover(branch=branch, county=county, since=on) for county in counties)
    save(branch, [])
    record(
        verb=Verb.BRANCH_COVERS,
        by=by,
        subjects=[branch],
        after={"covers": [county.name for county in counties], "since": on} | set_aside(overridden),
        **why(override),
    )
    return covers


@transaction.atomic
def uncover(*, cover: Cover, on: datetime.date, by: "User | None", today: datetime.date) -> Cover:
    """Let the branch no longer serve a county, from the day on (the first day without)."""
    require_reach(by, cover.branch_id)
    branch = locked(cover.branch)
    cover = Cover.objects.select_related("county", "branch").get(pk=cover.pk)
    settle(objections_to_uncovering(cover, on=on, today=today), None)
    cover.until = on
    cover.save(update_fields=["until"])
    save(branch, [])
    record(
        verb=Verb.BRANCH_COVERS,
        by=by,
        subjects=[branch],
        before={"covers": [cover.county.name]},
        after={"until": on},
    )
    return cover
