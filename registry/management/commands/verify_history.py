from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.history.chain import BEGINNING, broken_deeds
from registry.history.models import Deed

_FAULTS = {
    "previous": gettext_lazy("it does not follow the one before it: one was removed, added or moved"),
    "values": gettext_lazy("its values are not those that were recorded"),
    "digest": gettext_lazy("what it says is not what was recorded"),
}


class Command(BaseCommand):
    help = (
        "Walk the history from its beginning. Prints how many entries there are and the digest of the last one: kept "
        "elsewhere (on paper, by mail), it shows a later rewriting of the whole chain. "
        "Exit status 1 with the first broken entry."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", default="", help="a digest printed earlier: it must still be in the chain")

    def handle(self, *, head: str, **options: Any) -> None:
        for number, fault in broken_deeds():
            words = {"number": number, "fault": _FAULTS[fault]}
            raise CommandError(_("Entry %(number)s of the history is broken: %(fault)s.") % words, returncode=1)
        if head and not Deed.objects.filter(digest=head).exists():
            raise CommandError(_("The digest kept earlier is in the chain no longer: it was rewritten or cut."))
        last = Deed.objects.order_by("-pk").values_list("digest", flat=True).first()
        words = {"count": Deed.objects.count(), "head": last or BEGINNING}
        self.stdout.write(_("%(count)s entries, none broken; head %(head)s") % words)
