import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.timezone import localtime
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
        "Exit status 1 with the first broken entry, or where the digest asked for is not in the chain."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--digest",
            default="",
            help="a digest kept earlier, also with the spaces it is printed with: say which entry it is that of",
        )

    def handle(self, *, digest: str, **options: Any) -> None:
        for number, fault in broken_deeds():
            words = {"number": number, "fault": _FAULTS[fault]}
            raise CommandError(_("Entry %(number)s of the history is broken: %(fault)s.") % words, returncode=1)
        last = Deed.objects.order_by("-pk").values_list("digest", flat=True).first()
        words = {"count": Deed.objects.count(), "head": last or BEGINNING}
        self.stdout.write(_("%(count)s entries, none broken; head %(head)s") % words)
        if digest:
            self.stdout.write(_found(digest))


def _found(text: str) -> str:
    """Where a digest stands in a chain that is whole. Raises CommandError where it does not, or is none."""
    digest = re.sub(r"\s", "", text).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise CommandError(_("This is no digest: it has 64 figures and letters from a to f."), returncode=2)
    deed = Deed.objects.filter(digest=digest).first()
    said = _("It is the digest of entry %(number)s, of %(at)s; %(since)s entries came after it.")
    if deed is None:
        deed = Deed.objects.annotate(said=Cast("after", TextField())).filter(said__contains=f'"{digest}"').last()
        said = _("Entry %(number)s, of %(at)s, recorded it; %(since)s entries came after it.")
    if deed is None:
        raise CommandError(
            _("The digest is not in the chain: what it stood for was rewritten or cut, or it is not from here."),
            returncode=1,
        )
    since = Deed.objects.filter(pk__gt=deed.pk).count()
    return said % {"number": deed.pk, "at": f"{localtime(deed.at):%Y-%m-%d %H:%M}", "since": since}
