"""``import_survey FILE``: the plan of a survey file; with ``--apply``, carried out. The contract is in docs/guide."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from branches.models import Branch
from members.roll.sources import Channel
from members.surveys import actions
from members.surveys.draft import Reading, understood
from members.surveys.dry_run import dry_run
from members.surveys.impact import impact_on_page
from members.surveys.lines import Terms
from members.surveys.models import Upload, Verdict
from members.surveys.reading.sources import Source
from members.surveys.report import Report, in_json, in_words, of_upload
from registry.access import Permission, Scope
from registry.accounts.commands import user_named
from registry.accounts.models import User
from registry.accounts.places import FIRST_BRANCH, is_place, scope_of_place
from registry.terminal import agrees, day_of

_UNUSABLE = 2  # exit status: the file, or what was said of it, cannot be used
_WAITING = 3  # exit status: lines wait for a person
_ALARMING = 4  # exit status: written was nothing, since a third of the lines or more would replace one field
_WAIT = (Verdict.DUPLICATE, Verdict.DOUBTFUL, Verdict.REFUSED)


class Command(BaseCommand):
    help = (
        "Show what would become of each line of a survey file; with --apply, write it. Exit status 0: nothing waits; 3: lines wait; "
        "2: the file cannot be used; 4: stopped by the alarm. What FIELD may be, and the JSON: docs/guide/commands.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV, TXT, XLSX, XLS or ODS, as it was sent")
        parser.add_argument(
            "--channel", choices=Channel.values, default=Channel.OFFICE, help="through whom the file came"
        )
        parser.add_argument(
            "--within", type=int, metavar="CODE", help="the division it is for; lines from elsewhere are refused"
        )
        parser.add_argument(
            "--collected-on", metavar="DATE", help="day of the survey (YYYY-MM-DD); today when left out"
        )
        parser.add_argument("--branch", type=int, metavar="CODE", help="lines that name no branch join this one")
        parser.add_argument(
            "--sheet",
            metavar="NAME",
            help="sheet of a workbook; the first with names, else with any heading, when left out",
        )
        parser.add_argument("--encoding", metavar="NAME", help="when it was not recognised")
        parser.add_argument(
            "--column", action="append", default=[], metavar="HEADER=FIELD", help="FIELD empty: not taken"
        )
        parser.add_argument(
            "--by", metavar="USERNAME", help="in whose name and within whose rights; the system's when left out"
        )
        parser.add_argument(
            "--apply", action="store_true", help="write new, changed and unchanged lines; the others wait"
        )
        parser.add_argument(
            "--yes", action="store_true", help="do not ask, also where a third of the lines or more replace one field"
        )
        parser.add_argument(
            "--unless-alarming",
            action="store_true",
            help="write to no member where a third of the lines or more replace one field; goes before --yes",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, **options: Any) -> None:
        by = user_named(options["by"], returncode=_UNUSABLE)
        terms = _terms(options, by)
        reading = Reading(options["encoding"], options["sheet"], _columns(options["column"]))
        name = options["file"].name
        try:
            content = _content(options["file"])
            sheet = understood(content, name=name, place=terms.place, reading=reading).sheet
            if options["apply"]:
                upload = self._received(content, name, terms, reading, options, by)
                report = of_upload(self._applied(upload, terms, by), sheet)
            else:
                report = dry_run(sheet, terms)
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}", returncode=_UNUSABLE) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=_UNUSABLE) from error
        self._show(report, as_object=options["json"])

    def _received(
        self, content: Source, name: str, terms: Terms, reading: Reading, options: dict[str, Any], by: User | None
    ) -> Upload:
        """The file as an upload. The alarm of the page: who sits at a terminal is asked; a script is told, or stopped where it wishes so.

        Raises CommandError where it is not to be applied; then it is put away.
        """
        told = self._progress
        upload = actions.receive(content=content, name=name, terms=terms, by=by, reading=reading, progress=told)
        fields = _alarming_fields(upload)
        if not fields or (options["yes"] and not options["unless_alarming"]):
            return upload
        self.stderr.write(
            _("A third of the lines or more would replace one field (%(fields)s). Has a column slipped?")
            % {"fields": fields}
        )
        if options["unless_alarming"] or not agrees(_("Write it all the same? [y/N] ")):
            actions.discard(upload=upload, by=by, progress=told)
            raise CommandError(_("Nothing was written."), returncode=_ALARMING)
        return upload

    def _applied(self, upload: Upload, terms: Terms, by: User | None) -> Upload:
        try:
            upload = actions.apply(upload=upload, by=by, today=terms.today, progress=self._progress)
        except KeyboardInterrupt:
            self.stderr.write(_("Stopped; what was written stays, as survey file %(number)s.") % {"number": upload.pk})
            raise
        self.stderr.write(_("Applied as survey file %(number)s.") % {"number": upload.pk})
        return upload

    def _progress(self, done: int, whole: int) -> None:
        self.stderr.write(f"{done} / {whole}")

    def _show(self, report: Report, *, as_object: bool) -> None:
        pieces: Iterable[str] = in_json(report) if as_object else in_words(report)
        for piece in pieces:
            self.stdout.write(piece, ending="")
        if any(report.totals[verdict] for verdict in _WAIT):
            sys.exit(_WAITING)


def _content(path: Path) -> Source:
    """A file stays on disk; what else can be read once only (a pipe) is read now. Raises OSError."""
    if path.is_file():
        path.open("rb").close()
        return path
    return path.read_bytes()


def _alarming_fields(upload: Upload) -> str:
    return "、".join(impact.label for impact in impact_on_page(upload) if impact.is_alarming)


def _terms(options: dict[str, Any], by: User | None) -> Terms:
    today = timezone.localdate()
    day = day_of(options["collected_on"]) if options["collected_on"] else today
    if day is None or day > today:
        raise CommandError(
            _("Not a day up to today (YYYY-MM-DD): %(text)s") % {"text": options["collected_on"]}, returncode=_UNUSABLE
        )
    place = _place_of(by) if options["within"] is None else options["within"]
    if place >= FIRST_BRANCH or not is_place(place):
        raise CommandError(_("Not the code of a division: %(code)s") % {"code": place}, returncode=_UNUSABLE)
    scope, rights = scope_of_place(place), by.scope_of(Permission.IMPORT_SURVEYS) if by else Scope.everywhere()
    if not scope <= rights:
        raise CommandError(_("You may not import surveys for this place."), returncode=_UNUSABLE)
    branch = options["branch"]
    if branch is not None and not Branch.objects.within(rights).active_on(today).filter(pk=branch).exists():
        raise CommandError(_("There is no branch %(code)s here today.") % {"code": branch}, returncode=_UNUSABLE)
    return Terms(place=place, scope=scope, channel=options["channel"], collected_on=day, today=today, branch=branch)


def _place_of(by: User | None) -> int:
    """Where the user imports, if that is one place; else the home province."""
    if by is None or by.is_superuser:
        return settings.HOME_PROVINCE
    places = {
        grant.place
        for grant in by.grants_today
        if scope_of_place(grant.place) <= by.scope_of(Permission.IMPORT_SURVEYS)
    }
    divisions = sorted(place for place in places if place < 1_000_000)
    return divisions[0] if divisions else settings.HOME_PROVINCE


def _columns(pairs: list[str]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise CommandError(_("Not of the form HEADER=FIELD: %(text)s") % {"text": pair}, returncode=_UNUSABLE)
    return {header: field for header, _equals, field in (pair.rpartition("=") for pair in pairs)}
