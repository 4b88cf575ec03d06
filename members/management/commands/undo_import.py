"""``undo_import NUMBER``: take an applied survey file back; list what was changed since and is therefore kept."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.roll.models import member_number
from members.surveys import actions
from members.surveys.ending import taking_back
from members.surveys.models import Upload
from registry.terminal import agrees


class Command(BaseCommand):
    help = "Take an applied survey file back; list what was changed since and is therefore kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, metavar="NUMBER", help="its number, as in the address of its page")
        parser.add_argument("--reason", default="", help="why; it stands in the history")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *, number: int, reason: str, yes: bool, **options: Any) -> None:
        upload = Upload.objects.filter(pk=number).first()
        if upload is None:
            raise CommandError(_("There is no survey file %(number)s.") % {"number": number}, returncode=2)
        self._tell(upload)
        if not yes and not agrees(_("Take it back? [y/N] ")):
            raise CommandError(_("Nothing was taken back."), returncode=2)
        try:
            upload = actions.undo(upload=upload, by=None, today=timezone.localdate(), reason=reason)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from error
        kept = [member_number(key) for key in upload.facts["kept"]]
        self.stdout.write(_("Taken back: survey file %(number)s.") % {"number": number})
        if kept:
            self.stdout.write(_("Changed since, therefore kept: %(numbers)s") % {"numbers": ", ".join(kept)})

    def _tell(self, upload: Upload) -> None:
        told = taking_back(upload)
        said = _(
            "%(file)s: %(leave)s members leave, of %(return)s values return, %(kept)s were changed since and stay."
        )
        figures = {"leave": told.leave, "return": told.return_, "kept": told.kept}
        self.stderr.write(said % (figures | {"file": upload.file_name}))
