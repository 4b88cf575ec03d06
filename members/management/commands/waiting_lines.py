"""``waiting_lines NUMBER``: the lines of a survey file that wait, as a workbook; corrected, they are taken back into the same file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.surveys.models import Upload
from members.surveys.waiting.continuing import apply_rest
from members.surveys.waiting.returned import take_corrected
from members.surveys.waiting.workbook import write_waiting
from registry.terminal import whole_file


class Command(BaseCommand):
    help = "Save the waiting lines of a survey file as a workbook; take it back corrected; apply what was set right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, metavar="NUMBER", help="its number, as in the address of its page")
        parser.add_argument("--save", type=Path, metavar="FILE.xlsx", help="write the lines that wait")
        parser.add_argument("--corrected", type=Path, metavar="FILE", help="take this workbook back")
        parser.add_argument(
            "--apply", action="store_true", help="of a file applied before: write what was set right since"
        )

    def handle(self, *, number: int, save: Path | None, corrected: Path | None, apply: bool, **options: Any) -> None:
        upload = Upload.objects.filter(pk=number).first()
        if upload is None:
            raise CommandError(_("There is no survey file %(number)s.") % {"number": number}, returncode=2)
        try:
            if corrected:
                self._take(upload, corrected)
            if apply:
                apply_rest(upload=upload, by=None, today=timezone.localdate())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from error
        if save:
            self.stdout.write(_("Lines that wait: %(lines)s") % {"lines": _saved(upload, save)})

    def _take(self, upload: Upload, corrected: Path) -> None:
        try:
            content = corrected.read_bytes()
        except OSError as error:
            raise CommandError(f"{corrected}: {error.strerror}", returncode=2) from error
        returned = take_corrected(upload=upload, content=content, by=None, today=timezone.localdate())
        self.stdout.write(
            _("Corrected lines: %(corrected)s; unchanged: %(unchanged)s; applied before, left as they are: %(written)s")
            % {
                "corrected": len(returned.cells),
                "unchanged": len(returned.unchanged),
                "written": len(returned.written),
            }
        )


def _saved(upload: Upload, path: Path) -> int:
    """How many lines were written to the workbook."""
    try:
        with whole_file(path) as file:
            return write_waiting(file, upload)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
