"""Whether the figures say what the roll says: exit 1 where one differs, with the names of the rows."""

import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from members.models import Member, Written
from members.roll.reconciliation import branch_differences, mend_branches
from members.roll.tallies import COUNTS, Difference, differences, recount


class Command(BaseCommand):
    help = "Recount every tally, every member's branch and whom survey files brought in, and compare; exit 1 where one differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true", help="write what the memberships and the roll say")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["mend"]:
            with transaction.atomic():
                self.stdout.write(_("Members put right: %(count)s") % {"count": mend_branches()})
                self.stdout.write(_("Tallies put right: %(count)s") % {"count": recount()})
        lines = list(_wrong())
        for line in lines:
            self.stdout.write(line)
        if lines:
            self.stderr.write(_("%(count)s figures differ.") % {"count": len(lines)})
            sys.exit(1)
        self.stdout.write(_("Every figure agrees with the roll."))


def _wrong() -> Iterator[str]:
    for number, kept, open_membership in branch_differences():
        yield _("%(number)s: branch %(kept)s, open membership %(open)s") % {
            "number": number,
            "kept": kept or "—",
            "open": open_membership or "—",
        }
    for difference in differences():
        yield _tally_in_words(difference)
    yield from _without_member()


def _without_member() -> Iterator[str]:
    """Lines of survey files that brought in somebody who is not there: the database does not look at each of them when they are written."""
    member = Member.objects.filter(pk=OuterRef("member_id"))
    for line in Written.objects.filter(~Exists(member)).order_by("pk").iterator(chunk_size=2000):
        yield _("file %(upload)s, line %(line)s: member %(member)s is not there") % {
            "upload": line.upload_id,
            "line": line.line,
            "member": line.member_id,
        }


def _tally_in_words(difference: Difference) -> str:
    home, branch, kind = difference.key
    wrong = [
        f"{name} {tally} ≠ {roll}"
        for name, tally, roll in zip(COUNTS, difference.tally, difference.roll, strict=True)
        if tally != roll
    ]
    return _("tally %(home)s/%(branch)s/%(kind)s: %(wrong)s") % {
        "home": home,
        "branch": branch,
        "kind": kind,
        "wrong": ", ".join(wrong),
    }
