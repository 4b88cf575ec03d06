"""When a branch elects again: the last election and the term it began (``branches.organisation.norms``)."""

import datetime
from collections.abc import Iterable

from django.db.models import Case, OuterRef, Q, Subquery, Value, When

from branches.organisation import norms
from branches.organisation.models import Branch, OfficeTerm
from branches.organisation.querysets import BranchQuerySet

_A_DAY = datetime.timedelta(days=1)
SOON = datetime.timedelta(days=183)  # an election is prepared for half a year


def next_election(branch: Branch, terms: Iterable[OfficeTerm]) -> datetime.date | None:
    """The day by which the branch elects again, from its terms of office.

    None where no election is recorded, and for temporary branches, which hold none (working rules of 2018, article 8). Who was elected
    to fill a vacancy serves the rest of the term.
    """
    elected = [term.since for term in terms if term.manner == OfficeTerm.Manner.ELECTED]
    if branch.is_temporary or branch.is_dissolved or not elected:
        return None
    return norms.term_ends_on(branch.kind, max(elected))


def with_last_election(branches: BranchQuerySet) -> BranchQuerySet:
    """Each branch with ``last_election``: the latest day on which its officers were elected, or None."""
    elections = OfficeTerm.objects.filter(branch=OuterRef("pk"), manner=OfficeTerm.Manner.ELECTED).order_by("-since")
    return branches.annotate(last_election=Subquery(elections.values("since")[:1]))


def due_by(day: datetime.date) -> Q:
    """Condition on branches ``with_last_election``: the next one is due by the day."""
    return Q(last_election__lte=_elected_by(day), is_temporary=False)


def overdue(day: datetime.date) -> Q:
    """Condition on branches ``with_last_election``: the next one was due before the day."""
    return due_by(day - _A_DAY)


def due_soon(day: datetime.date) -> Q:
    """Condition on branches ``with_last_election``: the next one is due on the day or in the half year after it.

    As a range: so the last election of each is looked up once.
    """
    days = _elected_by(day - _A_DAY, later=_A_DAY), _elected_by(day + SOON)
    return Q(last_election__range=days, is_temporary=False)


def _elected_by(day: datetime.date, *, later: datetime.timedelta = datetime.timedelta()) -> Case:
    """The latest day of election, by the kind of the branch, with which the next one is due by the day; or so much ``later``."""
    return Case(*(When(kind=kind, then=Value(norms.elected_by(kind, day) + later)) for kind in Branch.Kind.values))
