"""Who is on the list of a ceremony, in which order, with which wording.

The deeds name the branches they are about as subjects and say nothing else of the list.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from branches.ceremonies import rules
from branches.ceremonies.actions.groundwork import locked, save, scope_of
from branches.ceremonies.models import Ceremony, Plaque
from branches.organisation.models import Branch
from registry.access import SERIALS
from registry.history.actions import changes, record
from registry.history.verbs import Verb
from registry.objections import settle
from registry.syllables import syllables_of

if TYPE_CHECKING:
    from registry.accounts.models import User

_BATCH = 500


@transaction.atomic
def add_branches(
    *,
    ceremony: Ceremony,
    branches: Iterable[Branch],
    version: int | None = None,
    today: datetime.date,
    by: "User | None",
) -> list[Plaque]:
    """Put branches on the list, each where place and pinyin put it among those that are there. All of them or none.

    The wording is proposed from the branch's names and can be changed until the award.
    """
    ceremony = locked(ceremony, version)
    scope = scope_of(by)
    chosen = sorted(_locked_branches(branches), key=running_order)
    settle(rules.objections_to_changing(ceremony, scope=scope), None)
    settle(rules.objections_to_listing(ceremony, chosen, scope=scope, today=today), None)
    if not chosen:
        raise ValidationError(_("Choose at least one branch."), code="nothing_chosen")
    had_one = set(Plaque.objects.filter(branch__in=chosen).awarded().values_list("branch", flat=True))
    added = [_planned(ceremony, branch, again=branch.code in had_one) for branch in chosen]
    there = list(ceremony.plaques.planned().select_related("branch").in_running_order())
    Plaque.objects.bulk_create(added, batch_size=_BATCH)
    _number(_merged(there, added))
    _changed(ceremony)
    record(verb=Verb.BRANCHES_LISTED, by=by, subjects=[ceremony, *chosen])
    return added


@transaction.atomic
def remove_branches(
    *, ceremony: Ceremony, plaques: Iterable[Plaque], version: int | None = None, by: "User | None"
) -> Ceremony:
    """Take branches off the list: they await their plaque again. A line of a plan goes; nothing awarded does."""
    ceremony = locked(ceremony, version)
    settle(rules.objections_to_changing(ceremony, scope=scope_of(by)), None)
    leaving = list(ceremony.plaques.planned().filter(pk__in=[p.pk for p in plaques]).select_related("branch"))
    if not leaving:
        return ceremony
    ceremony.plaques.planned().filter(pk__in=[p.pk for p in leaving]).delete()
    _number(list(ceremony.plaques.planned().in_running_order()))
    _changed(ceremony)
    record(verb=Verb.BRANCHES_UNLISTED, by=by, subjects=[ceremony, *(p.branch for p in leaving)])
    return ceremony


@transaction.atomic
def rearrange(
    *, ceremony: Ceremony, order: Sequence[int] | None, version: int | None = None, by: "User | None"
) -> Ceremony:
    """Put the list in this order (keys of all its plaques); ``None``: by place and pinyin.

    What was prepared stays prepared: the order changes nothing that was looked at.
    """
    ceremony = locked(ceremony, version)
    settle(rules.objections_to_changing(ceremony, scope=scope_of(by)), None)
    plaques = list(ceremony.plaques.planned().select_related("branch").in_running_order())
    by_key = {p.pk: p for p in plaques}
    if order is not None and (len(order) != len(plaques) or set(order) != set(by_key)):
        raise ValidationError(_("The order must name every plaque of the list once."), code="not_the_list")
    arranged = [by_key[key] for key in order] if order is not None else _by_place(plaques)
    if arranged == plaques:
        return ceremony
    _number(arranged)
    save(ceremony)
    record(verb=Verb.LIST_ARRANGED, by=by, subjects=[ceremony])
    return ceremony


@transaction.atomic
def reword(*, plaque: Plaque, wording: str, handed_over_by: str, received_by: str, by: "User | None") -> Plaque:
    """What will be written on a planned plaque, who will hand it over and receive it. After the award the wording is frozen."""
    ceremony = locked(Ceremony.objects.get(plaques=plaque), None)
    plaque = ceremony.plaques.select_related("branch").get(pk=plaque.pk)
    settle(rules.objections_to_changing(ceremony, scope=scope_of(by)), None)
    said = {"wording": wording, "handed_over_by": handed_over_by, "received_by": received_by}
    before, after = changes({name: getattr(plaque, name) for name in said}, {n: v.strip() for n, v in said.items()})
    if not after:
        return plaque
    for name, value in after.items():
        setattr(plaque, name, value)
    plaque.clean_fields()
    plaque.save(update_fields=[*after])
    if "wording" in after:
        _changed(ceremony)
    record(verb=Verb.PLAQUE_CHANGED, by=by, subjects=[plaque, plaque.branch], before=before, after=after)
    return plaque


def running_order(branch: Branch) -> tuple[int, list[tuple[int, int, str]], int]:
    """Where a branch comes in the roll call: by the code of its place, then by the pinyin of its name (第2 before 第10)."""
    return branch.code // SERIALS, _pinyin(branch.short_name), branch.code


@lru_cache(maxsize=4096)
def _pinyin(name: str) -> list[tuple[int, int, str]]:
    """The syllables, and numbers by their value and before all syllables."""
    parts = [part for piece in syllables_of(name) for part in re.findall(r"[0-9]+|[^0-9]+", piece)]
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def _locked_branches(branches: Iterable[Branch]) -> list[Branch]:
    """The branches as they stand, as often as they were named; nobody else gives them a plaque until the transaction ends."""
    codes = [branch.code for branch in branches]
    rows = {
        branch.code: branch for branch in Branch.objects.select_for_update().filter(code__in=codes).order_by("code")
    }
    return [rows[code] for code in codes]


def _planned(ceremony: Ceremony, branch: Branch, *, again: bool) -> Plaque:
    kind = Plaque.AwardKind.SUPPLEMENTARY if again else Plaque.AwardKind.NEW
    wording = branch.plaque_name or branch.full_name
    return Plaque(ceremony=ceremony, branch=branch, wording=wording, award_kind=kind)


def _by_place(plaques: Iterable[Plaque]) -> list[Plaque]:
    return sorted(plaques, key=lambda p: running_order(p.branch))


def _merged(there: list[Plaque], added: list[Plaque]) -> list[Plaque]:
    """Each added plaque before the first that comes after it by place and pinyin; an order made by hand is kept."""
    merged = list(there)
    for plaque in added:
        key = running_order(plaque.branch)
        after = (n for n, other in enumerate(merged) if running_order(other.branch) > key)
        merged.insert(next(after, len(merged)), plaque)
    return merged


def _number(plaques: list[Plaque]) -> None:
    for position, plaque in enumerate(plaques, start=1):
        plaque.position = position
    Plaque.objects.bulk_update(plaques, ["position"], batch_size=_BATCH)


def _changed(ceremony: Ceremony) -> None:
    """What was prepared is no longer what stands."""
    ceremony.state = Ceremony.State.DRAFT
    save(ceremony)
