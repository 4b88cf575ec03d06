"""Days that contradict each other; every rule begins with these."""

import datetime

from django.utils.translation import gettext_lazy as _

from branches.organisation.models import Branch
from registry.objections import Objection


def objections_to_day(on: datetime.date, *, today: datetime.date) -> list[Objection]:
    """Nothing is recorded before it happened."""
    if on <= today:
        return []
    return [Objection(_("The day lies in the future."), code="future", hard=True)]


def objections_to_day_of(branch: Branch, on: datetime.date, *, today: datetime.date) -> list[Objection]:
    """What happens to a branch happens between its founding and today."""
    objections = objections_to_day(on, today=today)
    if on < branch.founded_on:
        objections.append(
            Objection(
                _("The branch was founded later, on %(founded_on)s."),
                code="before_founding",
                params={"founded_on": branch.founded_on.isoformat()},
                hard=True,
            )
        )
    return objections


def objections_to_touching(branch: Branch) -> list[Objection]:
    """A branch that has ended is corrected at most, or reinstated."""
    if not branch.is_dissolved:
        return []
    return [Objection(_("The branch has been dissolved."), code="dissolved", hard=True)]
