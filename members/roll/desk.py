"""What the roll has to say on the first page (registry.desk.cards)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.roll.counts import Figures, figures_within
from members.roll.filters import ANY_OF_SIX, Standing
from members.roll.models import Membership
from registry.access import Permission
from registry.desk.cards import Card, Figure, Sketch


def waiting(request: HttpRequest) -> Sketch | None:
    """Members whom the branch has not confirmed, and those without branch."""
    user: Any = request.user
    scope = user.scope_of(Permission.MANAGE_MEMBERS)
    if not scope:
        return None
    members, without_branch = reverse("members:list"), _figures(request).without_branch

    def card(numbers: Mapping[str, int]) -> Card:
        counted = [
            Figure(_("To be confirmed by the branch"), numbers["pending"], reverse("members:pending")),
            Figure(_("Without branch"), without_branch, f"{members}?standing={Standing.WITHOUT_BRANCH}"),
        ]
        return Card(
            kind="waiting",
            title=_("Members to attend to"),
            url=members,
            icon="person-check",
            figures=[figure for figure in counted if figure.value],
            empty=_("Everybody has a branch that has confirmed them."),
        )

    return Sketch({"pending": Membership.objects.pending().within(scope)}, card)


def figures(request: HttpRequest) -> Card | None:
    """How many members there are in my part of the tree, and of how many all six are known."""
    if not _may_see(request):
        return None
    counted, url = _figures(request), reverse("members:list")
    return Card(
        kind="figure",
        title=_("Members"),
        url=url,
        icon="people",
        figures=[
            Figure(_("On the roll"), counted.members, url),
            Figure(_("Formal members"), counted.formal, f"{url}?member_kind=formal"),
            Figure(_("Probationary members"), counted.probationary, f"{url}?member_kind=probationary"),
            Figure(_("Without branch"), counted.without_branch, f"{url}?standing={Standing.WITHOUT_BRANCH}"),
        ],
        empty=_("Nobody is on the roll yet."),
    )


def knowns(request: HttpRequest) -> Card | None:
    """How much is known of the members in my part of the tree; each figure leads to those of whom it is unknown."""
    if not _may_see(request):
        return None
    counted, url = _figures(request), reverse("members:list")
    complete = Figure(
        _("All six known"),
        _percent(counted.complete_share),
        f"{url}?missing={ANY_OF_SIX}",
        _of(counted.complete, counted.members),
        counted.complete_share,
    )
    each = [
        Figure(rate.label, _percent(rate.share), f"{url}?missing={rate.name}", _of(rate.count, rate.of), rate.share)
        for rate in counted.rates
    ]
    return Card(
        kind="figure",
        title=_("The six knowns"),
        url=f"{url}?missing={ANY_OF_SIX}",
        icon="list-check",
        figures=[complete, *each],
        empty=_("Nobody is on the roll yet."),
    )


def _may_see(request: HttpRequest) -> bool:
    user: Any = request.user
    return bool(user.scope_of(Permission.VIEW_MEMBERS))


def _figures(request: HttpRequest) -> Figures:
    """The figures of my part, read once for all cards of the page."""
    user: Any = request.user
    if not hasattr(request, "roll_figures"):
        request.roll_figures = figures_within(user.scope_of(Permission.VIEW_MEMBERS))  # type: ignore[attr-defined]
    return request.roll_figures  # type: ignore[attr-defined]


def _percent(share: float | None) -> str | None:
    """Rounded down, so that 100 % means all of them."""
    return None if share is None else f"{int(share)} %"


def _of(count: int, whole: int) -> Any:
    numbers = {"count": f"{count:,}", "whole": f"{whole:,}"}  # by thousands, as the figures themselves
    return _("%(count)s of %(whole)s") % numbers
