"""``coverage [--on DATE] [--within CODE] [--json]``: one county - one branch, as of a day."""

import datetime
import json
from argparse import ArgumentParser
from typing import Any
from unicodedata import east_asian_width

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from branches.coverage.tables import Coverage, PrefectureRow, coverage_within
from branches.divisions.models import County, Prefecture, Province
from registry.terminal import day_of

_UNUSABLE = 2  # exit status: the question cannot be answered as it was put


class Command(BaseCommand):
    help = "One county - one branch, as of a day: which counties are covered, and which are not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", metavar="DATE", help="YYYY-MM-DD; today when left out")
        parser.add_argument(
            "--within",
            metavar="CODE",
            default=str(settings.HOME_PROVINCE),
            help="province, prefecture or county (six digits); the home province when left out",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object (docs/guide/commands.md)")

    def handle(self, **options: Any) -> None:
        day, code = _day(options["on"]), _division(options["within"])
        coverage = coverage_within(code, day)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(coverage, code), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(coverage)))


def as_json(coverage: Coverage, within: int) -> dict[str, Any]:
    """The object of the contract. ``full``: no county of the prefecture, as far as it lies within, is without a branch."""
    return {
        "on": coverage.on.isoformat(),
        "within": within,
        "counties": coverage.counties,
        "covered": coverage.covered,
        "covered_own": coverage.covered_own,
        "prefectures": [_prefecture(prefecture) for prefecture in coverage.prefectures],
    }


def _prefecture(prefecture: PrefectureRow) -> dict[str, Any]:
    return {
        "code": prefecture.code,
        "name": prefecture.name,
        "counties": prefecture.counties,
        "covered": prefecture.covered,
        "covered_own": prefecture.covered_own,
        "full": prefecture.full,
        "gaps": [{"code": gap.code, "name": gap.name} for gap in prefecture.gaps],
    }


def _day(text: str | None) -> datetime.date:
    if text is None:
        return timezone.localdate()
    day = day_of(text)
    if day is None:
        raise CommandError(_("Not a day (YYYY-MM-DD): %(text)s") % {"text": text}, returncode=_UNUSABLE)
    return day


def _division(text: str) -> int:
    code = int(text) if text.isascii() and text.isdigit() else 0
    if not any(model.objects.filter(code=code).exists() for model in (Province, Prefecture, County)):
        message = _("Not the code of a province, a prefecture or a county: %(text)s") % {"text": text}
        raise CommandError(message, returncode=_UNUSABLE)
    return code


def _lines(coverage: Coverage) -> list[str]:
    """The table for people: a line for each prefecture, one for all, and what was counted."""
    headings = [_("Prefecture"), _("Counties"), _("Covered"), _("Of its own"), _("In full"), _("Not covered")]
    rows = [
        [
            prefecture.name,
            str(prefecture.counties),
            str(prefecture.covered),
            str(prefecture.covered_own),
            _("in full") if prefecture.full else "",
            " ".join(gap.name for gap in prefecture.gaps),
        ]
        for prefecture in coverage.prefectures
    ]
    rows.append([_("All"), str(coverage.counties), str(coverage.covered), str(coverage.covered_own), "", ""])
    widths = [max(_width(row[column]) for row in [headings, *rows]) for column in range(len(headings) - 1)]
    table = ["  ".join([*map(_padded, row, widths), row[-1]]).rstrip() for row in [headings, *rows]]
    title = _("One county, one branch, as of %(day)s") % {"day": coverage.on.isoformat()}
    return [title, "", *table]


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
