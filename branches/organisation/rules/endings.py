import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from branches.organisation import norms
from branches.organisation.models import Branch
from branches.organisation.rules.days import objections_to_day_of, objections_to_touching
from branches.organisation.size import sizes_of
from registry.objections import Objection


def objections_to_dissolving(
    branch: Branch, *, on: datetime.date | None = None, today: datetime.date
) -> list[Objection]:
    """What speaks against dissolving a branch; without a day, what can be said beforehand.

    Nobody loses the branch he belongs to by the way: its members and the organisations below it are seen to first.
    """
    return [
        *objections_to_touching(branch),
        *_objections_to_remaining_members(branch),
        *_objections_to_remaining_children(branch),
        *(_objections_to_ending_on(branch, on, today=today) if on else []),
    ]


def objections_to_merging(
    branch: Branch, into: Branch | None = None, *, on: datetime.date | None = None, today: datetime.date
) -> list[Objection]:
    """What speaks against merging a branch into another, which takes over its members; without them, what can be said beforehand."""
    objections = [*objections_to_touching(branch), *_objections_to_remaining_children(branch)]
    if on:
        objections += _objections_to_ending_on(branch, on, today=today)
    if into is None:
        return objections
    if into.pk == branch.pk:
        objections.append(Objection(_("A branch cannot be merged into itself."), code="same_branch", hard=True))
        return objections
    if into.is_dissolved:
        objections.append(Objection(_("The receiving branch has been dissolved."), code="into_dissolved", hard=True))
    if on and on < into.founded_on:
        objections.append(Objection(_("The receiving branch was founded later."), code="into_founded_later", hard=True))
    if into.kind != branch.kind:
        objections.append(Objection(_("The two organisations are of different kinds."), code="different_kinds"))
    return objections + _objections_to_common_size(branch, into, on=on or today)


def _objections_to_remaining_members(branch: Branch) -> list[Objection]:
    remaining = branch.memberships.open().count()
    if not remaining:
        return []
    message = ngettext_lazy(
        "%(count)d member still belongs to the branch. Transfer him first, or merge the branch into another.",
        "%(count)d members still belong to the branch. Transfer them first, or merge the branch into another.",
        "count",
    )
    params = {"count": remaining, "url": f"{reverse('members:list')}?branch={branch.pk}"}
    return [Objection(message, code="members_remain", params=params, hard=True)]


def _objections_to_remaining_children(branch: Branch) -> list[Objection]:
    remaining = branch.children.filter(dissolved_on=None).count()
    if not remaining:
        return []
    message = ngettext_lazy(
        "%(count)d organisation still stands below this one. Move it under another first.",
        "%(count)d organisations still stand below this one. Move them under another first.",
        "count",
    )
    params = {"count": remaining, "url": f"{reverse('branches:list')}?parent={branch.pk}"}
    return [Objection(message, code="children_remain", params=params, hard=True)]


def _objections_to_ending_on(branch: Branch, on: datetime.date, *, today: datetime.date) -> list[Objection]:
    objections = objections_to_day_of(branch, on, today=today)
    dated = branch.office_terms.filter(_reaching_beyond(on)), branch.covers.filter(_reaching_beyond(on))
    later = (
        *dated,
        branch.former_names.filter(until__gt=on),
        branch.absorbed.filter(dissolved_on__gt=on),
    )
    if any(rows.exists() for rows in later):
        message = _("Offices, counties, names or mergers are entered for it from a later day; choose a later one.")
        objections.append(Objection(message, code="later_entries", hard=True))
    return objections + _objections_to_later_members(branch, on)


def _reaching_beyond(on: datetime.date) -> Q:
    """What began or ended later than on that day: it cannot be of a branch that was no more. What goes on is ended with it."""
    return Q(since__gt=on) | Q(until__gt=on)


def _objections_to_later_members(branch: Branch, on: datetime.date) -> list[Objection]:
    later = branch.memberships.filter(_reaching_beyond(on)).values("member").distinct().count()
    if not later:
        return []
    message = ngettext_lazy(
        "%(count)d member joined or left after that day; choose a later one.",
        "%(count)d members joined or left after that day; choose a later one.",
        "count",
    )
    return [Objection(message, code="members_later", params={"count": later}, hard=True)]


def _objections_to_common_size(branch: Branch, into: Branch, *, on: datetime.date) -> list[Objection]:
    sizes, size = sizes_of([branch.pk, into.pk]), norms.branch_size(on)
    together = sum(s.total if size.counts_all else s.formal for s in sizes.values())
    if into.kind != Branch.Kind.BRANCH or together <= size.maximum:
        return []
    message = _("Together they have %(count)d members; a branch has at most %(maximum)d as a rule (%(source)s).")
    params = {"count": together, "maximum": size.maximum, "source": size.source}
    return [Objection(message, code="too_many", params=params)]
