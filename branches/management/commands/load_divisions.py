from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from branches.divisions.actions import load


class Command(BaseCommand):
    help = "Load all provinces, prefectures, counties and townships, with former names. Can be repeated."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for loaded in load():
            self.stdout.write(
                _("%(table)s: %(total)d, of these %(added)d added, %(changed)d changed")
                % {"table": loaded.table, "total": loaded.total, "added": loaded.added, "changed": loaded.changed}
            )
