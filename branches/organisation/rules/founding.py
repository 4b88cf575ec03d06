import datetime
from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branches.divisions.models import County
from branches.organisation import norms
from branches.organisation.models import Branch, OfficeTerm
from branches.organisation.rules.covering import objections_to_counties
from branches.organisation.rules.days import objections_to_day
from branches.organisation.rules.offices import objections_to_office
from branches.organisation.rules.superior import objections_to_superior
from registry.objections import Objection

_HIGH_ENOUGH = {Branch.ApprovalLevel.COUNTY, Branch.ApprovalLevel.PREFECTURE, Branch.ApprovalLevel.PROVINCE}


def objections_to_founding(
    branch: Branch, *, counties: Sequence[County] = (), secretary: OfficeTerm | None = None, today: datetime.date
) -> list[Objection]:
    """What speaks against founding a branch as described: a row not saved yet, with its division and all it says of itself.

    ``counties``: those it will cover besides its own. ``secretary``: the first one, a row not saved yet.
    """
    objections = [
        *objections_to_day(branch.founded_on, today=today),
        *objections_to_size(branch),
        *objections_to_approval(branch, today=today),
        *objections_to_place(branch),
        *objections_to_names(branch, branch.full_name, branch.short_name),
        *objections_to_superior(branch, branch.parent),
        *objections_to_counties(branch, counties, on=branch.founded_on),
    ]
    if branch.founding == Branch.Founding.JOINTLY and not counties:
        objections.append(
            Objection(
                _("A joint branch says which counties it covers (working rules of 2018, article 5)."),
                code="joint_alone",
            )
        )
    if secretary is not None:
        objections += objections_to_office(secretary, today=today)
    return objections


def objections_to_size(branch: Branch) -> list[Objection]:
    """By the figures of the founding day, and the numbers the approval names; a number not given is unknown, not zero."""
    if branch.kind != Branch.Kind.BRANCH:
        return _objections_to_higher_size(branch)
    size, formal = norms.branch_size(branch.founded_on), branch.formal_members_at_founding
    objections = []
    if formal is not None and formal < size.minimum_formal:
        message = _("A branch needs %(minimum)d formal members, this one has %(count)d (%(source)s).")
        params = {"minimum": size.minimum_formal, "count": formal, "source": size.source}
        objections.append(Objection(message, code="too_few_formal", params=params))
    if formal is None and branch.founding == Branch.Founding.ALONE and branch.origin == Branch.Origin.NEW:
        objections.append(
            Objection(
                _("To found a branch alone, say how many formal members it has: at least %(minimum)d (%(source)s)."),
                code="formal_unknown",
                params={"minimum": size.minimum_formal, "source": size.source},
            )
        )
    members = branch.members_at_founding if size.counts_all else formal
    if members is not None and members > size.maximum:
        objections.append(
            Objection(
                _("A branch has at most %(maximum)d members as a rule, this one %(count)d (%(source)s)."),
                code="too_many",
                params={"maximum": size.maximum, "count": members, "source": size.source},
            )
        )
    return objections


def _objections_to_higher_size(branch: Branch) -> list[Objection]:
    lowest, highest = norms.higher_size(branch.kind)
    members = branch.members_at_founding
    if members is None or (lowest <= members and (highest is None or members <= highest)):
        return []
    message = (
        _("A %(kind)s has %(lowest)d to %(highest)d members as a rule, this one %(count)d.")
        if highest
        else _("A %(kind)s has %(lowest)d members or more as a rule, this one %(count)d.")
    )
    kind = branch.get_kind_display().lower()
    params = {"kind": kind, "lowest": lowest, "highest": highest, "count": members}
    return [Objection(message, code="unusual_size", params=params)]


def objections_to_approval(branch: Branch, *, today: datetime.date) -> list[Objection]:
    """A branch is approved by its superior before it is founded: by whom, on which day, under which number (article 6)."""
    objections = []
    if not (branch.approved_by and branch.approved_on and branch.approval_document_no):
        objections.append(
            Objection(
                _(
                    "The approval is not complete: it names the body, the day and the document (working rules of 2018, article 6)."
                ),
                code="no_approval",
            )
        )
    if branch.approved_on and branch.approved_on > today:
        objections.append(Objection(_("The approval lies in the future."), code="approved_in_future", hard=True))
    if branch.approved_on and branch.approved_on > branch.founded_on:
        objections.append(
            Objection(_("The branch was founded before it was approved."), code="founded_before_approval")
        )
    if branch.applied_on and branch.approved_on and branch.applied_on > branch.approved_on:
        objections.append(
            Objection(_("The branch was approved before it applied."), code="approved_before_application")
        )
    if norms.county_level_must_approve(branch.founded_on) and branch.approval_level not in _HIGH_ENOUGH:
        objections.append(
            Objection(
                _(
                    "A mobile organisation is approved by a county-level committee or a higher one (opinion of November 2024)."
                ),
                code="approval_level",
            )
        )
    return objections


def objections_to_place(branch: Branch) -> list[Objection]:
    """A county that had ended founds nothing more; its successor does."""
    county = branch.county
    if county is None or county.valid_until is None or branch.founded_on < county.valid_until:
        return []
    message = _("%(county)s no longer existed on that day; choose the county it went into.")
    return [Objection(message, code="county_ended", params={"county": county.name}, hard=True)]


def objections_to_names(branch: Branch, full_name: str, short_name: str) -> list[Objection]:
    """Two branches of one name are mistaken for one another. Says only that there is one: it may lie in another's part."""
    namesakes = Branch.objects.filter(Q(full_name=full_name) | Q(short_name=short_name), dissolved_on=None)
    if not namesakes.exclude(pk=branch.pk).exists():
        return []
    return [Objection(_("There is a branch of this name already."), code="name_taken")]
