"""Long prints of papers."""

import datetime

from django.utils import timezone

from branches.ceremonies.papers import actions
from branches.ceremonies.papers.boards import Board
from branches.ceremonies.papers.models import PrintRun
from branches.ceremonies.papers.occasion import of_ceremony
from branches.ceremonies.papers.orders import Order
from branches.models import Ceremony
from registry.access import Scope
from registry.accounts.places import scope_of_place
from registry.jobs.running import run_here

SITE = "https://registry.example.cn"


def make_print_run(
    ceremony: Ceremony,
    *,
    place: int | None = None,
    key: str = "certificates",
    each: bool = False,
    moment: datetime.datetime | None = None,
    finished: bool = True,
) -> PrintRun:
    """A long print within a place (None: everywhere), carried out to its end unless said otherwise."""
    scope = scope_of_place(place) if place else Scope.everywhere()
    occasion = of_ceremony(ceremony, scope, moment=timezone.localtime(moment), base=SITE)
    run = actions.begin(order=Order(key, Board(), each), occasion=occasion, scope=scope, by=None)
    if finished and run.job:
        run_here(run.job)
        run.refresh_from_db()
    return run
