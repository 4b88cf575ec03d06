import datetime

from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from branches.organisation.models import Branch
from branches.organisation.rules.days import objections_to_day, objections_to_day_of, objections_to_touching
from branches.organisation.rules.founding import (
    objections_to_approval,
    objections_to_names,
    objections_to_place,
    objections_to_size,
)
from branches.organisation.rules.superior import objections_to_superior, stands_above
from registry.objections import Objection


def objections_to_renaming(
    branch: Branch, *, full_name: str, short_name: str, on: datetime.date, today: datetime.date
) -> list[Objection]:
    """What speaks against a new name from the day on. The name until then stays in the history of names."""
    objections = [*objections_to_touching(branch), *objections_to_day_of(branch, on, today=today)]
    if (full_name, short_name) == (branch.full_name, branch.short_name):
        objections.append(Objection(_("The branch bears this name already."), code="same_name", hard=True))
    last = branch.former_names.order_by("-until").first()
    if last is not None and on < last.until:
        message = _("The present name was given later, on %(until)s.")
        objections.append(Objection(message, code="renamed_later", params={"until": last.until.isoformat()}, hard=True))
    return objections + objections_to_names(branch, full_name, short_name)


def objections_to_moving(branch: Branch, parent: Branch | None) -> list[Objection]:
    """What speaks against a branch standing under another organisation; None: under none that is registered."""
    objections = objections_to_touching(branch)
    if parent == branch.parent:
        objections.append(Objection(_("The branch stands there already."), code="same_superior", hard=True))
    return objections + objections_to_superior(branch, parent)


def objections_to_correcting(before: Branch, after: Branch, *, today: datetime.date) -> list[Objection]:
    """What speaks against a branch being described anew: only what did not speak against the old description already.

    Old rows come with what their time left out; setting right one thing must not ask for all the others.
    """
    standing = {o.code for o in _objections_to_description(before, today=today)}
    objections = [o for o in _objections_to_description(after, today=today) if o.code not in standing]
    below = after.children.filter(dissolved_on=None).values_list("kind", flat=True).distinct()
    if after.kind != before.kind and not all(stands_above(after.kind, kind) for kind in below):
        message = _("Organisations stand below it that are of no lower kind.")
        objections.append(Objection(message, code="children_not_lower", hard=True))
    return objections + _objections_to_later_founding(before, after)


def _objections_to_description(branch: Branch, *, today: datetime.date) -> list[Objection]:
    return [
        *objections_to_day(branch.founded_on, today=today),
        *objections_to_size(branch),
        *objections_to_approval(branch, today=today),
        *objections_to_place(branch),
        *objections_to_names(branch, branch.full_name, branch.short_name),
        *objections_to_superior(branch, branch.parent),
    ]


def _objections_to_later_founding(before: Branch, after: Branch) -> list[Objection]:
    if after.founded_on <= before.founded_on:
        return []
    parts = after.office_terms, after.covers, after.memberships
    firsts = [part.aggregate(first=Min("since"))["first"] for part in parts]
    if all(first is None or first >= after.founded_on for first in firsts):
        return []
    message = _("Offices, counties or members are entered for it from an earlier day on.")
    return [Objection(message, code="earlier_entries")]


def objections_to_reinstating(branch: Branch) -> list[Objection]:
    """What speaks against taking back that a branch was dissolved."""
    if not branch.is_dissolved:
        return [Objection(_("The branch has not been dissolved."), code="not_dissolved", hard=True)]
    objections = objections_to_names(branch, branch.full_name, branch.short_name)
    if branch.parent is not None and branch.parent.is_dissolved:
        message = _("Its superior has been dissolved meanwhile; move the branch afterwards.")
        objections.append(Objection(message, code="superior_dissolved"))
    return objections
