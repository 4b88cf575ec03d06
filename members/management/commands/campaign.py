"""``campaign NUMBER [--json]``: how complete a survey campaign is, level by level, and who is late."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.surveys.campaigns.figures import Completion, completion_of
from members.surveys.campaigns.models import Asked, Campaign
from registry.access import Scope


class Command(BaseCommand):
    help = "How complete a survey campaign is, level by level, and which units are late."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, metavar="NUMBER", help="its number, as in the address of its page")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, **options: Any) -> None:
        campaign = Campaign.objects.filter(pk=options["number"]).first()
        if campaign is None:
            raise CommandError(_("There is no campaign %(number)s.") % {"number": options["number"]}, returncode=2)
        today = timezone.localdate()
        whole, *levels = completion_of(campaign, Scope.everywhere(), today, whole=_("All units"))
        late = Asked.objects.filter(campaign=campaign).late(today).order_by("pk")
        if options["json"]:
            units = [{"level": unit.level, "code": unit.code, "name": unit.name} for unit in late]
            told = _campaign(campaign) | {"all": _figures(whole), "levels": [_figures(level) for level in levels]}
            self.stdout.write(json.dumps(told | {"late": units}, ensure_ascii=False))
            return
        for level in (whole, *levels):
            self.stdout.write(f"{level.label}: {level.returned}/{level.asked} {level.percent or '—'}")
        for unit in late:
            self.stdout.write(f"{_('late')}: {unit.name}")


def _campaign(campaign: Campaign) -> dict[str, Any]:
    return {
        "number": campaign.pk,
        "title": campaign.title,
        "place": campaign.division_code,
        "due_on": campaign.due_on.isoformat(),
        "closed_on": campaign.closed_on.isoformat() if campaign.closed_on else None,
    }


def _figures(level: Completion) -> dict[str, Any]:
    """``share``: per cent of the units asked that returned, nil returns among them; null where nobody was asked."""
    return {
        "level": level.level or None,
        "asked": level.asked,
        "returned": level.returned,
        "nil": level.nil,
        "late": level.late,
        "share": None if level.share is None else round(level.share, 1),
    }
