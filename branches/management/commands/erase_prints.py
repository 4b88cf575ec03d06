"""``erase_prints``: erase long prints whose time is over. To be run once a day; their pages do it too when they are opened."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from branches.ceremonies.papers.actions import erase_old


class Command(BaseCommand):
    help = "Erase long prints of papers that were made more than REGISTRY_PRINT_DAYS ago."

    def handle(self, **options: Any) -> None:
        self.stdout.write(_("Prints erased: %(prints)s") % {"prints": erase_old(now=timezone.now())})
