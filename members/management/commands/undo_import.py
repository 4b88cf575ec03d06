"""``undo_import NUMBER``: take an applied survey file back; list what was changed since and is therefore kept."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.roll.models import member_number
from members.surveys import actions
from members.surveys.models import Upload


class Command(BaseCommand):
    help = "Take an applied survey file back; list what was changed since and is therefore kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, metavar="NUMBER")
        parser.add_argument("--reason", default="")

    def handle(self, *, number: int, reason: str, **options: Any) -> None:
        upload = Upload.objects.filter(pk=number).first()
        if upload is None:
            raise CommandError(_("There is no survey file %(number)s.") % {"number": number}, returncode=2)
        try:
            upload = actions.undo(upload=upload, by=None, today=timezone.localdate(), reason=reason)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from error
        kept = [member_number(key) for key in upload.facts["kept"]]
        self.stdout.write(_("Taken back: survey file %(number)s.") % {"number": number})
        if kept:
            self.stdout.write(_("Changed since, therefore kept: %(numbers)s") % {"numbers": ", ".join(kept)})
