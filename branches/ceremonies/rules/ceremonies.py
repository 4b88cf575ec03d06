"""What speaks against each step of a ceremony up to its award, and against each change of a single plaque.

No central rule on ceremonies was found; what would make the record false stands (hard), the rest warns. The approval of a
branch is article 6 of the working rules for branches of 2018.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from branches.ceremonies import sentences
from branches.ceremonies.models import Ceremony, Plaque
from branches.ceremonies.rules.sayings import (
    about,
    branch_outside,
    ceremony_outside,
    hard,
    not_come,
    plaque_outside,
    present,
)
from branches.divisions.models import County, Prefecture, Province
from branches.organisation.models import Branch
from registry.access import Scope
from registry.accounts.places import scope_of_place
from registry.objections import Objection


def objections_to_planning(division_code: int, *, scope: Scope) -> list[Objection]:
    """The place must exist and lie in the scope of who plans."""
    if not any(model.objects.filter(code=division_code).exists() for model in (Province, Prefecture, County)):
        return [hard(_("There is no such place."), "unknown_place")]
    if division_code not in scope:
        return [hard(_("This place lies outside the places you answer for."), "outside_scope")]
    return []


def objections_to_changing(ceremony: Ceremony, *, scope: Scope) -> list[Objection]:
    """A ceremony is changed until it is held; by who answers for its place."""
    if ceremony.place not in scope:
        return [ceremony_outside()]
    if ceremony.is_held:
        return [hard(_("A ceremony that was held is not changed; correct it with a reason."), "held")]
    if not ceremony.is_open:
        return [hard(_("The ceremony was cancelled."), "cancelled")]
    return []


def objections_to_moving(ceremony: Ceremony, division_code: int) -> list[Objection]:
    """Whether the ceremony can become that of another place: every branch on its list must belong there."""
    place = scope_of_place(division_code)
    branches = [p.branch for p in ceremony.plaques.planned().select_related("branch").in_running_order()]
    return present(
        about([b for b in branches if b.code not in place], sentences.OUTSIDE_PLACE, "outside_place", hard=True)
    )


def objections_to_listing(
    ceremony: Ceremony, branches: Sequence[Branch], *, scope: Scope, today: datetime.date
) -> list[Objection]:
    """Whether these branches can be put on the list, as they stand on the day of the ceremony (today, where it has none)."""
    if any(b.code not in scope for b in branches):
        return [branch_outside()]
    day = ceremony.held_on or today
    place = scope_of_place(ceremony.division_code)
    twice = [b for b, times in Counter(branches).items() if times > 1]
    listed = _with_plaque(branches, Plaque.State.PLANNED)
    return present(
        about([b for b in branches if b.code not in place], sentences.OUTSIDE_PLACE, "outside_place", hard=True),
        about([*twice, *listed], sentences.LISTED, "twice", hard=True),
        *_unfit(branches, day),
    )


def objections_to_preparing(ceremony: Ceremony, *, scope: Scope) -> list[Objection]:
    """Everything that is missing or wrong, shown from the first day of the planning."""
    if ceremony.state == Ceremony.State.PREPARED:
        return [hard(_("The ceremony is prepared."), "prepared")]
    return objections_to_changing(ceremony, scope=scope) or missing(ceremony, scope=scope)


def missing(ceremony: Ceremony, *, scope: Scope, plaques: Sequence[Plaque] | None = None) -> list[Objection]:
    """What is still missing or wrong before the ceremony can be held, whatever state it is in.

    ``plaques``: all that are planned for it, with their branches, where they are read already.
    """
    if plaques is None:
        plaques = list(ceremony.plaques.planned().select_related("branch").in_running_order())
    unapproved = [p.branch for p in plaques if not p.branch.approval_document_no]
    reworded = [p.branch for p in plaques if p.wording and p.wording not in _names(p.branch)]
    return present(
        None if ceremony.held_on else hard(_("The ceremony has no date."), "no_date"),
        None if ceremony.venue else Objection(_("The ceremony has no venue."), code="no_venue"),
        *_wrong_with_list(plaques, scope=scope, day=ceremony.held_on),
        about(unapproved, sentences.UNAPPROVED, "no_approval_document"),
        about(reworded, sentences.WORDED_OTHERWISE, "worded_otherwise"),
    )


def objections_to_holding(
    ceremony: Ceremony, *, scope: Scope, held_on: datetime.date | None, today: datetime.date
) -> list[Objection]:
    """Whether all plaques can be awarded. ``held_on``: the day it took place.

    Only what stands is asked: what was set aside at the preparation is not asked twice.
    """
    closed = objections_to_changing(ceremony, scope=scope)
    if closed:
        return closed
    if ceremony.state != Ceremony.State.PREPARED:
        return [hard(_("The ceremony has not been prepared."), "not_prepared")]
    plaques = list(ceremony.plaques.planned().select_related("branch").in_running_order())
    return present(
        None if held_on else hard(_("The ceremony has no date."), "no_date"),
        not_come(held_on, today),
        *_wrong_with_list(plaques, scope=scope, day=held_on),
    )


def objections_to_correcting(ceremony: Ceremony, *, scope: Scope) -> list[Objection]:
    """Only what was held is corrected; before that it is changed."""
    if ceremony.place not in scope:
        return [ceremony_outside()]
    if not ceremony.is_held:
        return [hard(_("The ceremony was not held; there is nothing to correct."), "not_held")]
    return []


def objections_to_awarding(
    branch: Branch, *, scope: Scope, day: datetime.date, today: datetime.date, replacing: Plaque | None = None
) -> list[Objection]:
    """Whether one plaque can be awarded by itself, without a ceremony. ``replacing``: the one it takes the place of."""
    if branch.code not in scope:
        return [branch_outside()]
    listed = _with_plaque([branch], Plaque.State.PLANNED)
    unfit = _unfit([branch], day)
    if replacing is not None:
        unfit = [o for o in unfit if o.code != "in_use"] + objections_to_ending(
            replacing, scope=scope, day=day, today=today
        )
    return present(
        about(listed, sentences.LISTED, "twice", hard=True),
        *unfit,
        not_come(day, today) if replacing is None else None,
        about([] if branch.approval_document_no else [branch], sentences.UNAPPROVED, "no_approval_document"),
    )


def objections_to_ending(
    plaque: Plaque, *, scope: Scope, day: datetime.date | None, today: datetime.date
) -> list[Objection]:
    """Whether a plaque can be replaced, returned or reported lost on the day (None: not yet asked)."""
    if plaque.place not in scope:
        return [plaque_outside()]
    if plaque.state != Plaque.State.IN_USE:
        return [hard(_("The plaque is not in use."), "not_in_use")]
    early = day is not None and plaque.awarded_on is not None and day < plaque.awarded_on
    return present(
        not_come(day, today),
        hard(_("The day lies before the award."), "before_award") if early else None,
    )


def objections_to_correcting_receipt(plaque: Plaque, *, scope: Scope) -> list[Objection]:
    """Only of an awarded plaque it is corrected who received it."""
    if plaque.place not in scope:
        return [plaque_outside()]
    return [] if plaque.is_awarded else [hard(_("The plaque has not been awarded."), "not_awarded")]


def _wrong_with_list(plaques: Sequence[Plaque], *, scope: Scope, day: datetime.date | None) -> list[Objection]:
    """What would make the award false, on the day it takes place."""
    if not plaques:
        return [hard(_("No branch is on the list."), "no_plaques")]
    branches = [p.branch for p in plaques]
    if any(b.code not in scope for b in branches):
        return [branch_outside()]
    wordless = about([p.branch for p in plaques if not p.wording.strip()], sentences.WORDLESS, "no_wording", hard=True)
    return present(wordless, *_unfit(branches, day))


def _unfit(branches: Sequence[Branch], day: datetime.date | None) -> list[Objection]:
    """Branches that cannot be given a plaque on the day: they do not exist then, or have one."""
    gone = [b for b in branches if b.dissolved_on and (day is None or b.dissolved_on <= day)]
    to_come = [b for b in branches if day and b.founded_on > day]
    return present(
        about(gone, sentences.DISSOLVED, "dissolved", hard=True),
        about(to_come, sentences.NOT_FOUNDED, "not_founded", hard=True),
        about(_with_plaque(branches, Plaque.State.IN_USE), sentences.IN_USE, "in_use", hard=True),
    )


def _with_plaque(branches: Iterable[Branch], state: str) -> list[Branch]:
    """Those that have a plaque in this state."""
    branches = list(branches)
    plaques = Plaque.objects.filter(branch__in=[b.code for b in branches], state=state)
    codes = set(plaques.values_list("branch", flat=True))
    return [b for b in branches if b.code in codes]


def _names(branch: Branch) -> set[str]:
    return {branch.plaque_name, branch.full_name, branch.short_name}
