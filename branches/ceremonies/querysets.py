import datetime
from typing import NamedTuple, Self

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from branches.organisation.models import Branch
from branches.organisation.querysets import BranchQuerySet
from registry.access import SERIALS, Scope

# A plaque that was planned and then not awarded counts nowhere.
_COUNTED = ~Q(state="withdrawn")
_IS_NEW = Q(counted_as=Branch.Origin.NEW)
_IS_CONSOLIDATED = Q(counted_as=Branch.Origin.CONSOLIDATED)
AS_PROPOSED = ("place_code", "approval_day", "code")
_NO_DAY = datetime.date.max


class Figures(NamedTuple):
    """Plaques counted from their rows; ``total`` is counted by itself and equals new + consolidated."""

    new: int = 0
    consolidated: int = 0
    total: int = 0


class CeremonyQuerySet(QuerySet):
    def within(self, scope: Scope) -> Self:
        """Ceremonies of places in the scope, and those of which a plaque lies in it (then only those plaques are shown)."""
        from branches.ceremonies.models import Plaque

        ours = Plaque.objects.within(scope).filter(ceremony=OuterRef("pk"))
        return self.filter(scope.divisions("division_code") | Q(Exists(ours)))

    def managed_within(self, scope: Scope) -> Self:
        """Ceremonies of places in the scope: who manages there manages the whole ceremony."""
        return self.filter(scope.divisions("division_code"))

    def open(self) -> Self:
        """Still to be held."""
        return self.filter(state__in=["draft", "prepared"])


class PlaqueQuerySet(QuerySet):
    def within(self, scope: Scope) -> Self:
        """Plaques of branches in the scope."""
        return self.filter(scope.branches("branch"))

    def planned(self) -> Self:
        return self.filter(state="planned")

    def awarded(self) -> Self:
        """Plaques that have a number, whatever became of them: the ledger."""
        return self.filter(number__isnull=False)

    def in_use_on(self, day: datetime.date) -> Self:
        """Plaques on the wall on the day: half-open [awarded_on, ended_on)."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), awarded_on__lte=day)

    def with_stage_on(self, day: datetime.date) -> Self:
        """With ``stage_then``: how far each had come as an object at the end of the day."""
        from branches.ceremonies.models import PlaqueStage

        reached = PlaqueStage.objects.filter(plaque=OuterRef("pk"), since__lte=day, taken_back_at=None)
        return self.annotate(stage_then=Coalesce(Subquery(reached.order_by("-stage").values("stage")[:1]), 0))

    def still_to_hand_over(self) -> Self:
        """Awarded and in force, but nobody has noted that it was handed over."""
        from branches.ceremonies.models import Stage

        return self.filter(state="in_use", stage__lt=Stage.HANDED_OVER)

    def to_be_returned(self, day: datetime.date) -> Self:
        """Still out, though their branch was merged or dissolved by the day."""
        return self.filter(state="in_use", branch__dissolved_on__lte=day)

    def counted(self) -> Self:
        """With ``counted_as``, new or consolidated: as frozen at the award, before it as the branch stands."""
        counted_as = Case(When(basis="", then=F("branch__origin")), default=F("basis"))
        return self.filter(_COUNTED).annotate(counted_as=counted_as)

    def figures(self) -> Figures:
        """New, consolidated and all, counted from the rows."""
        return Figures(
            **self.counted().aggregate(
                new=Count("pk", filter=_IS_NEW),
                consolidated=Count("pk", filter=_IS_CONSOLIDATED),
                total=Count("pk"),
            )
        )

    def figures_by_ceremony(self) -> dict[int, Figures]:
        """Figures of each ceremony that has a plaque among these, by its key, in one query."""
        counts = (
            self.filter(ceremony__isnull=False)
            .counted()
            .order_by()
            .values("ceremony")
            .annotate(
                new=Count("pk", filter=_IS_NEW),
                consolidated=Count("pk", filter=_IS_CONSOLIDATED),
                total=Count("pk"),
            )
        )
        return {
            ceremony: Figures(new, consolidated, total)
            for ceremony, new, consolidated, total in counts.values_list("ceremony", "new", "consolidated", "total")
        }

    def in_running_order(self) -> Self:
        return self.order_by("position", "pk")


def awaiting_plaque(branches: BranchQuerySet, day: datetime.date) -> BranchQuerySet:
    """Of these branches those that are active on the day, approved by then, without a plaque in use and on no list yet.

    By place, then by the day of approval, where nobody knows it last: the order in which they are proposed (``AS_PROPOSED``).
    ``place_code`` is the division's.
    """
    from branches.ceremonies.models import Plaque

    theirs = Plaque.objects.filter(branch=OuterRef("pk"), state__in=["planned", "in_use"])
    return (
        branches.active_on(day)
        .filter(Q(approved_on__lte=day) | Q(Q(approved_on=None), ~Q(approval_document_no="")))
        .filter(~Exists(theirs))
        .annotate(place_code=(F("code") - F("code") % SERIALS) / SERIALS, approval_day=Coalesce("approved_on", _NO_DAY))
        .order_by(*AS_PROPOSED)
    )
