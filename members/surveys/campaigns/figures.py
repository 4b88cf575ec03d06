"""How complete a campaign is: units that returned, nil returns among them, of the units asked, level by level.

The rate 摸底完成率: a nil return is a return. Of nobody asked there is no rate, neither 0 nor 100 %.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from members.surveys.campaigns.models import LEVELS, Asked, Campaign
from members.surveys.campaigns.querysets import AskedQuerySet
from registry.access import Scope


@dataclass(frozen=True, slots=True)
class Completion:
    """Units of one level, or of all. ``shown``: those that a filter leaves."""

    label: str
    level: str = ""
    asked: int = 0
    returned: int = 0
    nil: int = 0
    late: int = 0
    shown: int = 0

    @property
    def share(self) -> float | None:
        """Per cent, 0-100; None where nobody was asked."""
        return 100 * self.returned / self.asked if self.asked else None

    @property
    def percent(self) -> str | None:
        """Rounded down, so that 100 % means everybody."""
        return None if self.share is None else f"{int(self.share)} %"

    @property
    def outstanding(self) -> int:
        return self.asked - self.returned


def completion_of(
    campaign: Campaign, scope: Scope, today: datetime.date, *, whole: str = "", shown: Q | None = None
) -> list[Completion]:
    """Level by level those that were asked at all, and first, under the label ``whole``, all of them; within the scope. One query.

    ``shown``: a condition on units ``with_returns``, to be counted beside.
    """
    units = Asked.objects.within(scope).filter(campaign=campaign)
    rows = {row["level"]: row for row in _counted(units, today, campaign, shown or Q())}
    levels = [
        Completion(str(label), level, **{name: rows[level][name] for name in _NAMES})
        for level, label in LEVELS
        if level in rows
    ]
    sums = {name: sum(getattr(level, name) for level in levels) for name in _NAMES}
    return [Completion(whole, **sums), *levels]


def completion_by_campaign(campaigns: Iterable[Campaign], scope: Scope) -> dict[int, Completion]:
    """Campaign -> all its units within the scope. One query for all campaigns of a page."""
    wanted = [campaign.pk for campaign in campaigns]
    units = Asked.objects.within(scope).filter(campaign__in=wanted).with_returns().order_by()
    rows = units.values("campaign").annotate(of=Count("pk"), came=Count("pk", filter=Q(returned_on__isnull=False)))
    found = {row["campaign"]: Completion("", asked=row["of"], returned=row["came"]) for row in rows}
    return {key: found.get(key, Completion("")) for key in wanted}


_NAMES = ("asked", "returned", "nil", "late", "shown")


def _counted(units: AskedQuerySet, today: datetime.date, campaign: Campaign, shown: Q) -> Iterable[Mapping[str, Any]]:
    returned = Q(returned_on__isnull=False)
    is_late = ~returned if campaign.is_open and campaign.due_on < today else Q(pk__in=[])
    grouped = units.with_returns().order_by().values("level")
    return grouped.annotate(
        asked=Count("pk"),
        returned=Count("pk", filter=returned),
        nil=Count("pk", filter=Q(is_nil=True)),
        late=Count("pk", filter=is_late),
        shown=Count("pk", filter=shown) if shown else Count("pk"),
    )
