"""``erase_leads``: erase the leads whose time is over. To be run once a day; the page of leads does it too when it is opened."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from members.surveys.leads.actions import erase_expired


class Command(BaseCommand):
    help = "Erase names that only a third party handed in and that nobody confirmed in time (REGISTRY_LEAD_DAYS)."

    def handle(self, **options: Any) -> None:
        self.stdout.write(_("Leads erased: %(leads)s") % {"leads": erase_expired(today=timezone.localdate())})
