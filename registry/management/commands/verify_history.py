from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registry.history.chain import BEGINNING, broken_deeds
from registry.history.models import Deed

_WORDS = {
    "previous": "it does not follow the deed before it (one was removed, added or moved)",
    "values": "its values are not those that were recorded",
    "digest": "what it says is not what was recorded",
}


class Command(BaseCommand):
    help = (
        "Walk the history from its beginning. Prints how many deeds there are and the digest of the last one: kept elsewhere "
        "(on paper, by mail), it shows a later rewriting of the whole chain. Exit status 1 with the first broken deed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", default="", help="a digest printed earlier: it must still be in the chain")

    def handle(self, *, head: str, **options: Any) -> None:
        for number, fault in broken_deeds():
            raise CommandError(f"deed {number} is broken: {_WORDS[fault]}", returncode=1)
        if head and not Deed.objects.filter(digest=head).exists():
            raise CommandError(
                "the digest kept earlier is no longer in the chain: it was rewritten or cut", returncode=1
            )
        last = Deed.objects.order_by("-pk").values_list("digest", flat=True).first()
        self.stdout.write(f"{Deed.objects.count()} deeds, none broken; head {last or BEGINNING}")
