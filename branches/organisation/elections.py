"""When a branch elects again: the last election and the term it began (``branches.organisation.norms``)."""

import datetime
from collections.abc import Iterable

from django.db.models import OuterRef, Q, Subquery

from branches.organisation import norms
from branches.organisation.models import Branch, OfficeTerm
from branches.organisation.querysets import BranchQuerySet

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
    due = Q()
    for kind in Branch.Kind.values:
        under_old, under_new = norms.elected_by(kind, day)
        due |= Q(kind=kind, last_election__lt=norms.OPINION_ON_TERMS, last_election__lte=under_old)
        due |= Q(kind=kind, last_election__gte=norms.OPINION_ON_TERMS, last_election__lte=under_new)
    return due & Q(is_temporary=False)


def overdue(day: datetime.date) -> Q:
    """Condition on branches ``with_last_election``: the next one was due before the day."""
    return due_by(day - datetime.timedelta(days=1))


def due_soon(day: datetime.date) -> Q:
    """Condition on branches ``with_last_election``: the next one is due on the day or in the half year after it."""
    return due_by(day + SOON) & ~overdue(day)
