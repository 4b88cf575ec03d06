"""``print_papers CEREMONY PAPER``: a paper of a ceremony, or all of them, into a file."""

import shutil
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from branches.ceremonies.models import Ceremony
from branches.ceremonies.papers.actions import Printed, print_papers
from branches.ceremonies.papers.forms import PrintForm
from branches.ceremonies.papers.kinds import PAPERS
from branches.ceremonies.papers.occasion import Occasion, of_ceremony
from branches.ceremonies.papers.orders import ALL, Order
from branches.ceremonies.papers.standing import lacking_in, printable_of
from registry.access import Permission, Scope
from registry.accounts.commands import user_named
from registry.accounts.models import User
from registry.terminal import whole_file

_UNUSABLE = 2  # exit status: what was asked for cannot be printed
_LACKING = 3  # exit status: printed, with empty boxes for characters that no font holds
_WITH_CODES = ("certificates", ALL)


class Command(BaseCommand):
    help = (
        "Print a paper of a ceremony, or all of them, into a file, however many pages. Exit status 3: printed, with empty boxes "
        "for characters that no font holds; 2: cannot be printed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ceremony", type=int, metavar="CEREMONY", help="its number, as in the address of its page")
        parser.add_argument("paper", choices=[*PAPERS, ALL], metavar="PAPER", help=" ".join([*PAPERS, ALL]))
        parser.add_argument("--each", action="store_true", help="one file each, in a ZIP")
        parser.add_argument("--size", metavar="WxH", help="of the boards, in mm; as noted of each when left out")
        parser.add_argument("--style", choices=["white", "red"], default="white", help="of the boards")
        parser.add_argument("--save", type=Path, default=Path(), metavar="PATH", help="a file, or a folder; here")
        parser.add_argument(
            "--by", metavar="USERNAME", help="in whose name and within whose rights; the system's when left out"
        )

    def handle(self, **options: Any) -> None:
        by = user_named(options["by"], returncode=_UNUSABLE)
        order = _order(options)
        occasion = _occasion(options["ceremony"], by)
        if order.key in _WITH_CODES and occasion.ceremony and occasion.ceremony.is_held and not occasion.base:
            message = _(
                "Say where the site is seen from outside (REGISTRY_PUBLIC_URL): the codes on certificates lead there."
            )
            raise CommandError(message, returncode=_UNUSABLE)
        try:
            printed = print_papers(order=order, occasion=occasion, by=by, progress=self._progress)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=_UNUSABLE) from error
        self.stdout.write(str(_saved(printed, options["save"])))
        self._tell_lacking(occasion)

    def _progress(self, done: int, whole: int) -> None:
        self.stderr.write(f"{done} / {whole}")

    def _tell_lacking(self, occasion: Occasion) -> None:
        found = lacking_in(occasion.ceremony, occasion.lines, occasion.guests)
        if not found:
            return
        self.stderr.write(
            _(
                "No font here holds these characters; empty boxes stand in their place. Put a font that has them into a folder and "
                "name the folder in REGISTRY_FONT_DIRS."
            )
        )
        for one in found:
            self.stderr.write(f"  {one.whose}: {one.named}")
        sys.exit(_LACKING)


def _order(options: dict[str, Any]) -> Order:
    """As the page's form understands it."""
    said = {"style": options["style"], "binding": "each" if options["each"] else "one"}
    if options["size"]:
        width, _x, height = options["size"].lower().replace("×", "x").partition("x")
        said |= {"size": "other", "width": width, "height": height}
    form = PrintForm(said)
    if not form.is_valid():
        told = " ".join(f"{form[name].label}: {' '.join(map(str, said))}" for name, said in form.errors.items())
        raise CommandError(told, returncode=_UNUSABLE)
    return Order(options["paper"], form.board, form.each)


def _occasion(number: int, by: User | None) -> Occasion:
    """The ceremony as far as the user's rights reach; a ceremony beyond them does not exist."""
    scope = by.scope_of(Permission.VIEW_CEREMONIES) if by else Scope.everywhere()
    ceremony = printable_of(Ceremony.objects.within(scope)).filter(pk=number).first()
    if ceremony is None:
        message = _("There is no ceremony %(number)s that could be printed.") % {"number": number}
        raise CommandError(message, returncode=_UNUSABLE)
    return of_ceremony(ceremony, scope, moment=timezone.localtime(), base=settings.REGISTRY_PUBLIC_URL)


def _saved(printed: Printed, where: Path) -> Path:
    """Whole under its name, or not at all."""
    path = where / printed.name if where.is_dir() else where
    try:
        with printed.file, whole_file(path) as file:
            shutil.copyfileobj(printed.file, file)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=_UNUSABLE) from error
    return path
