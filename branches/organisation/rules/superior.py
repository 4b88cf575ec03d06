"""Which organisation may stand above which."""

from django.utils.translation import gettext_lazy as _

from branches.organisation.models import Branch
from registry.accounts.places import scope_of_place
from registry.objections import Objection

_RANKS = {Branch.Kind.BRANCH: 0, Branch.Kind.GENERAL_BRANCH: 1, Branch.Kind.COMMITTEE: 2}


def stands_above(kind: str, below: str) -> bool:
    """Whether one kind may be the superior of another: a higher one, and a committee also of a committee."""
    rank = _RANKS[Branch.Kind(kind)]
    return rank > _RANKS[Branch.Kind(below)] or kind == below == Branch.Kind.COMMITTEE


def objections_to_superior(branch: Branch, parent: Branch | None) -> list[Objection]:
    """What speaks against ``parent`` as the superior of a branch, new (without code yet) or old. None: it has no superior.

    The superior lies in the same place or in one above it; so whoever may see a branch may learn its superior's name.
    """
    if parent is None:
        return []
    objections = []
    if not stands_above(parent.kind, branch.kind):
        objections.append(
            Objection(
                _("%(parent)s is of no higher kind than the branch below it."),
                code="superior_not_higher",
                params={"parent": parent.short_name},
                hard=True,
            )
        )
    if parent.is_dissolved:
        objections.append(Objection(_("The superior has been dissolved."), code="superior_dissolved", hard=True))
    if branch.division.pk not in scope_of_place(parent.division.pk):
        objections.append(
            Objection(
                _("The superior must belong to the same place or to one above it."),
                code="superior_elsewhere",
                hard=True,
            )
        )
    if branch.pk in _line(parent):
        objections.append(
            Objection(_("The superior stands below this branch itself."), code="superior_below", hard=True)
        )
    return objections


def _line(branch: Branch) -> list[int]:
    """Codes of the branch and all above it, one query for each step (there are three kinds)."""
    line: list[int] = []
    above: Branch | None = branch
    while above is not None and above.pk not in line:
        line.append(above.pk)
        above = above.parent
    return line
