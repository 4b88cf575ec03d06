"""What taking an applied file back, or discarding a waiting one, would do: told before it is done, on the page and by the command."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from members.roll.models import Member
from members.roll.querysets import MemberQuerySet
from members.surveys.leads.models import Lead
from members.surveys.models import Upload
from members.surveys.waiting.models import RememberedDecision
from registry.access import Scope


@dataclass(frozen=True, slots=True)
class TakingBack:
    """How many members; ``leads``: names kept apart; ``waiting``: lines of which nothing was written.

    ``leave``: who came with the file; ``return_``: whose values return. ``kept``: who was changed since and stays as he is; whoever
    holds an office or stands in another file meanwhile stays too, which only the taking back itself can tell.
    """

    leave: int
    return_: int
    kept: int
    leads: int
    waiting: int


def taking_back(upload: Upload) -> TakingBack:
    untouched = Q(member__version=F("version"))
    counted = upload.written.aggregate(
        leave=Count("pk", filter=untouched & Q(before__isnull=True)),
        return_=Count("pk", filter=untouched & Q(before__isnull=False)),
        kept=Count("pk", filter=~untouched),
    )
    leads = Lead.objects.filter(upload=upload).count()
    return TakingBack(**counted, leads=leads, waiting=upload.left_out + upload.facts.get("pending", 0))


def kept_by(upload: Upload, scope: Scope) -> MemberQuerySet:
    """Members in the scope who stayed as they are when the file was taken back: only their lines are still written."""
    found: MemberQuerySet = Member.objects.within(scope).filter(pk__in=upload.written.order_by().values("member"))
    return found.order_by("pk")


@dataclass(frozen=True, slots=True)
class Discarding:
    """Lines of data that are erased; ``worked_on``: those among them that somebody corrected, or told from another line.

    ``decided``: what is remembered of the members they could mean; it stays, as all that is known of members.
    """

    lines: int
    worked_on: int
    decided: int


def discarding(upload: Upload) -> Discarding:
    rows = upload.rows.content()
    worked_on = rows.filter(details__has_any_keys=["corrected", "apart"]).count()
    decided = RememberedDecision.objects.filter(upload=upload).values("line").distinct().count()
    return Discarding(lines=rows.count(), worked_on=worked_on, decided=decided)
