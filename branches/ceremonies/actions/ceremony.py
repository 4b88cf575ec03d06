"""The life of a ceremony: planned, changed, prepared, held; or cancelled. What is on its list: programme.py.

Deeds about branches say nothing of other branches: whoever reads the history of one must learn no name or figure of another
place from it. What was awarded is proved by a keyed digest instead.
"""

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from branches.ceremonies import numbering, rules, sentences
from branches.ceremonies.actions.groundwork import demand, locked, save, scope_of
from branches.ceremonies.models import Ceremony, Guest, Plaque
from branches.organisation.models import Branch
from branches.organisation.places import name_of
from registry.access import Scope
from registry.history import chain
from registry.history.actions import changes, record
from registry.history.verbs import Verb
from registry.objections import Override, settle

if TYPE_CHECKING:
    from registry.accounts.models import User

_BATCH = 500


class NamedGuest(NamedTuple):
    """A guest as invited: name, and office or title."""

    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of a ceremony besides its list. ``guests`` in the order in which they are named."""

    title: str
    division_code: int
    held_on: datetime.date | None = None
    starts_at: datetime.time | None = None
    venue: str = ""
    address: str = ""
    host: str = ""
    presiding: str = ""
    handing_over: str = ""
    document_read_out: str = ""
    guests: tuple[NamedGuest, ...] = ()

    @classmethod
    def of(cls, ceremony: Ceremony) -> "Facts":
        guests = tuple(NamedGuest(g.name, g.title) for g in ceremony.guests.order_by("position", "pk"))
        return cls(guests=guests, **{name: getattr(ceremony, name) for name in _COLUMNS})

    def values(self) -> dict[str, Any]:
        """As a deed records them: the place with its name, the guests as they are read out."""
        place = {"code": self.division_code, "name": name_of(self.division_code)}
        return asdict(self) | {"division_code": place, "guests": [" ".join(filter(None, g)) for g in self.guests]}


_COLUMNS = tuple(name for name in Facts.__dataclass_fields__ if name != "guests")
# What may still be set right after the day, with a reason: it describes the day and changes no award.
DESCRIPTIVE = (
    "title", "starts_at", "venue", "address", "host", "presiding", "handing_over", "document_read_out", "guests",
)  # fmt: skip


@transaction.atomic
def plan(*, facts: Facts, by: "User | None") -> Ceremony:
    """Enter a ceremony as a draft, with an empty list."""
    settle(rules.objections_to_planning(facts.division_code, scope=scope_of(by)), None)
    ceremony = Ceremony(**{name: getattr(facts, name) for name in _COLUMNS})
    ceremony.full_clean()
    ceremony.save(force_insert=True)
    _invite(ceremony, facts.guests)
    record(verb=Verb.CEREMONY_PLANNED, by=by, subjects=[ceremony], after=facts.values())
    return ceremony


@transaction.atomic
def change(*, ceremony: Ceremony, facts: Facts, version: int | None = None, by: "User | None") -> Ceremony:
    """Change what is said of a ceremony that is still to be held. What was prepared must be prepared again.

    ``version``: as the form showed it. ValidationError ``stale`` where somebody else changed the ceremony meanwhile.
    """
    ceremony = locked(ceremony, version)
    scope = scope_of(by)
    settle(rules.objections_to_changing(ceremony, scope=scope), None)
    was = Facts.of(ceremony)
    before, after = changes(was.values(), facts.values())
    if not after:
        return ceremony
    if facts.division_code != was.division_code:
        _move(ceremony, facts.division_code, scope)
    _apply(ceremony, facts)
    ceremony.state = Ceremony.State.DRAFT
    save(ceremony)
    record(verb=Verb.CEREMONY_CHANGED, by=by, subjects=[ceremony], before=before, after=after)
    return ceremony


@transaction.atomic
def prepare(
    *, ceremony: Ceremony, version: int | None = None, by: "User | None", override: Override | None = None
) -> Ceremony:
    """Find the ceremony complete as it stands. Warnings can be set aside with a reason and a document."""
    ceremony = locked(ceremony, version)
    set_aside = settle(rules.objections_to_preparing(ceremony, scope=scope_of(by)), override)
    ceremony.state = Ceremony.State.PREPARED
    save(ceremony)
    record(
        verb=Verb.CEREMONY_PREPARED,
        by=by,
        subjects=[ceremony],
        before={"state": Ceremony.State.DRAFT},
        after={"state": Ceremony.State.PREPARED, "set_aside": sentences.set_aside(set_aside)},
        reason=override.reason if override else "",
        document_no=override.document_no if override else "",
    )
    return ceremony


@transaction.atomic
def hold(
    *,
    ceremony: Ceremony,
    held_on: datetime.date | None = None,
    version: int | None = None,
    today: datetime.date,
    by: "User | None",
) -> Ceremony:
    """Award every plaque on the list, in running order, in one step: numbers, frozen wordings, one deed for all.

    ``held_on``: the day it took place, where that is not the day planned. Either all plaques are awarded or none is.
    """
    ceremony = locked(ceremony, version)
    day = held_on or ceremony.held_on
    plaques = list(ceremony.plaques.planned().in_running_order())
    branches = Branch.objects.select_for_update().order_by("code").in_bulk([p.branch_id for p in plaques])
    settle(rules.objections_to_holding(ceremony, scope=scope_of(by), held_on=day, today=today), None)
    assert day is not None  # noqa: S101 - the rule objects to a ceremony without a date
    for plaque, serial in zip(plaques, numbering.take_serials(day, len(plaques)), strict=True):
        award(plaque, branches[plaque.branch_id], serial=serial, day=day)
    Plaque.objects.bulk_update(plaques, AWARDED_COLUMNS, batch_size=_BATCH)
    ceremony.state, ceremony.held_on = Ceremony.State.HELD, day
    save(ceremony)
    record(
        verb=Verb.CEREMONY_HELD,
        by=by,
        subjects=[ceremony, *plaques, *branches.values()],
        before={"state": Ceremony.State.PREPARED},
        after={"state": Ceremony.State.HELD, "held_on": day, "awards_digest": awards_digest(plaques)},
    )
    return ceremony


@transaction.atomic
def cancel(*, ceremony: Ceremony, reason: str, version: int | None = None, by: "User | None") -> Ceremony:
    """The ceremony does not take place: the branches on its list await their plaque again."""
    ceremony = locked(ceremony, version)
    settle(rules.objections_to_changing(ceremony, scope=scope_of(by)), None)
    demand(reason)
    before = {"state": ceremony.state}
    plaques = list(ceremony.plaques.planned().select_related("branch").in_running_order())
    ceremony.plaques.planned().update(state=Plaque.State.WITHDRAWN)
    ceremony.state = Ceremony.State.CANCELLED
    save(ceremony)
    subjects = [ceremony, *plaques, *(p.branch for p in plaques)]
    after = {"state": ceremony.state}
    record(verb=Verb.CEREMONY_CANCELLED, by=by, subjects=subjects, before=before, after=after, reason=reason)
    return ceremony


@transaction.atomic
def correct_held(
    *, ceremony: Ceremony, reason: str, facts: Facts, version: int | None = None, by: "User | None"
) -> Ceremony:
    """Set right what describes a day that is past (``DESCRIPTIVE``). Date, place and awards stay as they are.

    Raises ValidationError ``frozen`` where ``facts`` say anything else than was.
    """
    ceremony = locked(ceremony, version)
    settle(rules.objections_to_correcting(ceremony, scope=scope_of(by)), None)
    demand(reason)
    before, after = changes(Facts.of(ceremony).values(), facts.values())
    if not set(after) <= set(DESCRIPTIVE):
        raise ValidationError(_("The date and the place of a ceremony that was held are not changed."), code="frozen")
    if not after:
        return ceremony
    _apply(ceremony, facts)
    save(ceremony)
    record(verb=Verb.CEREMONY_CORRECTED, by=by, subjects=[ceremony], before=before, after=after, reason=reason)
    return ceremony


AWARDED_COLUMNS = ("state", "number", "year", "serial", "basis", "awarded_on", "wording")


def award(plaque: Plaque, branch: Branch, *, serial: int, day: datetime.date) -> None:
    """Freeze the plaque as awarded on the day; the caller saves it."""
    plaque.state = Plaque.State.IN_USE
    plaque.year, plaque.serial, plaque.number = day.year, serial, numbering.number_of(day.year, serial)
    plaque.wording = plaque.wording.strip()
    plaque.basis = branch.origin
    plaque.awarded_on = day


def awards_digest(plaques: Iterable[Plaque]) -> str:
    """A keyed digest of branch, number and wording of each plaque, in the order of their serials. It betrays none of them."""
    in_order = sorted(plaques, key=lambda p: (p.year or 0, p.serial or 0))
    return chain.keyed_digest(chain.canonical([[p.branch_id, p.number, p.wording] for p in in_order]))


def _apply(ceremony: Ceremony, facts: Facts) -> None:
    for name in _COLUMNS:
        setattr(ceremony, name, getattr(facts, name))
    _invite(ceremony, facts.guests)


def _invite(ceremony: Ceremony, guests: Iterable[NamedGuest]) -> None:
    """The guests in this order. Who stays is the same row: that he has signed in stays too."""
    there = {NamedGuest(g.name, g.title): g for g in ceremony.guests.all()}
    rows = []
    for position, guest in enumerate(guests, start=1):
        row = there.pop(guest, None) or Guest(ceremony=ceremony, name=guest.name, title=guest.title)
        row.position = position
        row.clean_fields()
        rows.append(row)
    ceremony.guests.filter(pk__in=[g.pk for g in there.values()]).delete()
    for row in rows:
        row.save()


def _move(ceremony: Ceremony, division_code: int, scope: Scope) -> None:
    """Another place: it must be allowed too, and hold every branch on the list."""
    settle(rules.objections_to_planning(division_code, scope=scope), None)
    settle(rules.objections_to_moving(ceremony, division_code), None)
