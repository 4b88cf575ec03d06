"""What coverage has to say on the first page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.coverage.tables import coverage_on
from registry.access import Permission
from registry.desk.cards import Card, Figure


def figures(request: HttpRequest) -> Card | None:
    """One county - one branch today, as far as the user's scope reaches; None where it reaches no county."""
    user: Any = request.user
    scope = user.scope_of(Permission.VIEW_COVERAGE)
    if not scope:
        return None
    coverage = coverage_on(timezone.localdate(), province=settings.HOME_PROVINCE, scope=scope)
    if not coverage.counties:
        return None
    table, rows = reverse("coverage:table"), reverse("coverage:counties")
    counties, whole = coverage.counties, coverage.whole_prefectures
    of_all = ngettext("of %(counties)s county", "of %(counties)s counties", counties) % {"counties": counties}
    shown = [
        Figure(_("Counties covered"), coverage.covered, f"{rows}?show=covered", note=of_all, share=coverage.percent),
        Figure(_("With a branch of its own"), coverage.covered_own, f"{rows}?show=own", note=of_all),
        Figure(_("Not covered"), len(coverage.gaps), f"{rows}?show=none", note=of_all),
    ]
    if whole:
        of_whole = ngettext("of %(prefectures)s prefecture", "of %(prefectures)s prefectures", whole)
        note = of_whole % {"prefectures": whole}
        shown.append(
            Figure(_("Prefectures covered in full"), coverage.full_prefectures, f"{table}#prefectures", note=note)
        )
    return Card("figure", _("One county, one branch"), table, "grid-3x3-gap", shown)
