"""When a branch elects again: the last election and the term it began (``branches.organisation.norms``)."""

import datetime
from collections.abc import Iterable

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.lookups import Exact

from branches.organisation import norms
from branches.organisation.models import Branch, OfficeTerm

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


def due_by(day: datetime.date) -> Q:
    """Condition on branches: they elected once, and the next election is due by the day."""
    return Q(Exists(_elections()), ~_elected_after_that_of(day), is_temporary=False)


def overdue(day: datetime.date) -> Q:
    """Condition on branches: the next election was due before the day."""
    return due_by(day - _A_DAY)


def due_soon(day: datetime.date) -> Q:
    """Condition on branches: the next election is due on the day or in the half year after it."""
    return Q(_elected_after_that_of(day - _A_DAY), ~_elected_after_that_of(day + SOON), is_temporary=False)


def _elections() -> QuerySet[OfficeTerm]:
    return OfficeTerm.objects.filter(branch=OuterRef("pk"), manner=OfficeTerm.Manner.ELECTED)


def _elected_after_that_of(day: datetime.date) -> Exists:
    """Whether the branch elected later than one of its kind did whose next election is due by the day: so its own is due later.

    As "is there a later one" and not "which is the last": the database then looks at all branches at once, and not at each by itself.
    """
    latest = (
        When(Exact(OuterRef("kind"), kind), then=Value(norms.elected_by(kind, day))) for kind in Branch.Kind.values
    )
    return Exists(_elections().filter(since__gt=Case(*latest)))
