"""``load_demo [--members N] [--accounts]``: invented branches and members for a first look."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.demo.accounts import PASSWORD, DemoAccount, demo_accounts
from members.demo.build import FEWEST_MEMBERS, load
from registry.accounts.models import User

_MEMBERS = 4000


class Command(BaseCommand):
    help = "Fills an empty database with invented branches and members, and opens one account for each role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--members", type=int, default=_MEMBERS, help=f"how many, from {FEWEST_MEMBERS} (default {_MEMBERS})"
        )
        parser.add_argument("--accounts", action="store_true", help="only print the demo accounts that are there")

    def handle(self, *, members: int, accounts: bool = False, **options: Any) -> None:
        if not accounts:
            self._load(members)
        self._print(demo_accounts(checked=accounts))

    def _load(self, members: int) -> None:
        if members < FEWEST_MEMBERS:
            raise CommandError(_("Give at least %(least)d members.") % {"least": FEWEST_MEMBERS}, returncode=2)
        began = time.monotonic()
        try:
            loaded = load(members=members, today=timezone.localdate(), report=self.stdout.write)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        figures = {"branches": loaded.branches, "members": loaded.members, "seconds": time.monotonic() - began}
        self.stdout.write(_("%(branches)d branches and %(members)d members in %(seconds).1f s.") % figures)

    def _print(self, found: list[tuple[DemoAccount, User]]) -> None:
        if not found:
            return
        self.stdout.write(_("Accounts for a first look, all with the password %(password)s:") % {"password": PASSWORD})
        for account, user in found:
            grants = "、".join(f"{grant.get_role_display()}（{grant.place_name}）" for grant in user.grants_today)
            self.stdout.write(f"  {account.username:<10} {grants}")
