"""What speaks against each step of a plaque as an object, against sign-ins, and against closing a ceremony."""

import datetime
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from branches.ceremonies import sentences
from branches.ceremonies.models import Ceremony, Plaque, PlaqueStage, Stage
from branches.ceremonies.rules.sayings import (
    about,
    ceremony_outside,
    hard,
    not_come,
    plaque_outside,
    present,
)
from registry.access import Scope
from registry.objections import Objection

# How a plaque is noted by hand; the ends are written by what ends it.
NOTED_BY_HAND = (Stage.ORDERED, Stage.MADE, Stage.HANDED_OVER, Stage.IN_USE)
PHOTOS = 6  # photographs a plaque may have at one time


def left_to_note(plaque: Plaque, noted: Iterable[int]) -> list[Stage]:
    """The states that can still be noted of the plaque by hand, with those ``noted`` of it already. Earlier ones, too."""
    if _is_over(plaque):
        return []
    last = Stage.IN_USE if plaque.is_awarded else Stage.MADE
    return [stage for stage in NOTED_BY_HAND if stage <= last and stage not in set(noted)]


def objections_to_reaching(
    plaques: Sequence[Plaque], stage: int, *, since: datetime.date, scope: Scope, today: datetime.date
) -> list[Objection]:
    """Whether it can be noted that these plaques reached the stage on the day. Three queries, however many they are."""
    if any(p.place not in scope for p in plaques):
        return [plaque_outside()]
    if stage not in NOTED_BY_HAND:
        return [hard(_("This state is written by what ends the plaque."), "not_by_hand")]
    noted = _noted(plaques)
    after_award = stage >= Stage.HANDED_OVER
    return present(
        None if plaques else hard(_("Choose at least one plaque."), "no_plaques"),
        not_come(since, today),
        about([p.branch for p in plaques if _is_over(p)], sentences.OVER, "over", hard=True),
        about(
            [p.branch for p in plaques if after_award and not p.is_awarded],
            sentences.NOT_AWARDED,
            "not_awarded",
            hard=True,
        ),
        about([p.branch for p in plaques if stage in noted.get(p.pk, {})], sentences.NOTED, "noted", hard=True),
        about(
            [p.branch for p in plaques if _does_not_fit(p, stage, since, noted.get(p.pk, {}))],
            sentences.OUT_OF_ORDER,
            "out_of_order",
            hard=True,
        ),
    )


def objections_to_handing_over(plaque: Plaque, *, scope: Scope, today: datetime.date) -> list[Objection]:
    """Whether a plaque can be handed over at its ceremony: it was awarded there, and the ceremony is not closed."""
    if plaque.place not in scope:
        return [plaque_outside()]
    ceremony = plaque.ceremony
    if ceremony is None or not plaque.is_awarded:
        return [hard(_("The plaques are handed over after they were awarded: award all first."), "not_awarded")]
    if ceremony.state == Ceremony.State.CLOSED:
        return [hard(_("The ceremony is closed; note it on the page of the plaque."), "closed")]
    if plaque.is_handed_over:
        return [hard(_("The plaque was handed over already."), "handed_over")]
    return []


def objections_to_taking_back(noted: PlaqueStage, *, scope: Scope) -> list[Objection]:
    """Only the last that was noted of a plaque is taken back; what ended it stands."""
    if noted.plaque.place not in scope:
        return [plaque_outside()]
    if noted.taken_back_at is not None or noted.stage != noted.plaque.stage:
        return [hard(_("Only what was noted last can be taken back."), "not_the_last")]
    if noted.stage not in NOTED_BY_HAND:
        return [hard(_("What ended a plaque is not taken back."), "ended")]
    return []


def objections_to_explaining(plaque: Plaque, *, scope: Scope) -> list[Objection]:
    """Why a plaque was not handed over is said of one that was awarded and not handed over."""
    if plaque.place not in scope:
        return [plaque_outside()]
    if not plaque.is_awarded:
        return [hard(_("The plaque has not been awarded."), "not_awarded")]
    return [hard(_("The plaque was handed over already."), "handed_over")] if plaque.is_handed_over else []


def objections_to_closing(ceremony: Ceremony, *, scope: Scope) -> list[Objection]:
    """A ceremony is closed when of every plaque it is known that it was handed over, or why not."""
    if ceremony.place not in scope:
        return [ceremony_outside()]
    if ceremony.state == Ceremony.State.CLOSED:
        return [hard(_("The ceremony is closed."), "closed")]
    if ceremony.state != Ceremony.State.HELD:
        return [hard(_("The ceremony has not been held."), "not_held")]
    left = ceremony.plaques.still_to_hand_over().filter(not_handed_over="").select_related("branch")
    return present(about([p.branch for p in left.in_running_order()], sentences.LEFT_OVER, "left_over", hard=True))


def objections_to_attending(ceremony: Ceremony, *, scope: Scope) -> list[Objection]:
    """People sign in at a ceremony that is not over: neither cancelled nor closed."""
    if ceremony.place not in scope:
        return [ceremony_outside()]
    if ceremony.state == Ceremony.State.CLOSED:
        return [hard(_("The ceremony is closed."), "closed")]
    if ceremony.state == Ceremony.State.CANCELLED:
        return [hard(_("The ceremony was cancelled."), "cancelled")]
    return []


def objections_to_photographing(
    plaque: Plaque, *, taken_on: datetime.date | None = None, scope: Scope, today: datetime.date
) -> list[Objection]:
    """A plaque hangs on a wall only after its award; a few photographs of it are enough."""
    if plaque.place not in scope:
        return [plaque_outside()]
    if not plaque.is_awarded:
        return [hard(_("The plaque has not been awarded."), "not_awarded")]
    early = taken_on is not None and plaque.awarded_on is not None and taken_on < plaque.awarded_on
    return present(
        hard(_("The day lies before the award."), "before_award") if early else None,
        not_come(taken_on, today),
        hard(_("There are enough photographs of this plaque; remove one first."), "enough")
        if plaque.photos.count() >= PHOTOS
        else None,
    )


def objections_to_describing(plaques: Sequence[Plaque], *, scope: Scope) -> list[Objection]:
    """Size and material are no part of an award: they are noted at any time."""
    return [plaque_outside()] if any(p.place not in scope for p in plaques) else []


def objections_to_removing_photo(plaque: Plaque, *, scope: Scope) -> list[Objection]:
    return [] if plaque.place in scope else [plaque_outside()]


def _noted(plaques: Iterable[Plaque]) -> dict[int, dict[int, datetime.date]]:
    """What stands noted of each plaque: its key -> stage -> day."""
    noted: dict[int, dict[int, datetime.date]] = {}
    rows = PlaqueStage.objects.filter(plaque__in=[p.pk for p in plaques], taken_back_at=None)
    for plaque, stage, since in rows.values_list("plaque", "stage", "since"):
        noted.setdefault(plaque, {})[stage] = since
    return noted


def _does_not_fit(plaque: Plaque, stage: int, since: datetime.date, noted: dict[int, datetime.date]) -> bool:
    """What comes earlier lies on an earlier day, or the same; nothing is handed over before it was awarded."""
    if stage >= Stage.HANDED_OVER and plaque.awarded_on and since < plaque.awarded_on:
        return True
    return any((day > since) if other < stage else (day < since) for other, day in noted.items() if other != stage)


def _is_over(plaque: Plaque) -> bool:
    return plaque.state not in {Plaque.State.PLANNED, Plaque.State.IN_USE}
