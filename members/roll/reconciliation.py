"""``Member.branch`` is kept by the actions for speed; what it must say is in the open memberships."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from members.roll.models import Member, Membership


def branch_differences() -> Iterator[tuple[str, int, int]]:
    """(number, branch as kept, branch of the open membership; 0 for none) of every member where the two differ."""
    for member in _differing().iterator(chunk_size=2000):
        yield member.number, member.kept_branch, member.open_branch


@transaction.atomic
def mend_branches() -> int:
    """Write what the open memberships say; how many members were wrong. Tallies are then to be recounted."""
    wrong = list(_differing().select_for_update(of=("self",)))
    for member in wrong:
        member.branch_id = member.open_branch or None
        if member.open_branch:
            member.ended_on, member.ended = None, ""
    Member.objects.bulk_update(wrong, ["branch", "ended_on", "ended"], batch_size=500)
    return len(wrong)


def _differing() -> QuerySet:
    open_branch = Subquery(Membership.objects.open().filter(member=OuterRef("pk")).values("branch")[:1])
    number = IntegerField()
    compared = Member.objects.annotate(
        kept_branch=Coalesce("branch", 0, output_field=number),
        open_branch=Coalesce(open_branch, 0, output_field=number),
    )
    return compared.exclude(kept_branch=F("open_branch")).order_by("pk")
