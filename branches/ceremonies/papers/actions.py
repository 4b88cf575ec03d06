"""Printing: at once, or as a job beside the pages where it is long. Every paper handed out is recorded."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import IO, Any, NamedTuple

from django.conf import settings
from django.db import transaction

from branches.ceremonies.models import Plaque
from branches.ceremonies.papers import shelf
from branches.ceremonies.papers.binding import bind, called, content_type
from branches.ceremonies.papers.models import PrintRun, reach_of
from branches.ceremonies.papers.occasion import Occasion
from branches.ceremonies.papers.orders import Order, Piece, is_archive, pieces_of, set_piece
from registry.access import Scope
from registry.accounts.models import User
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.jobs import actions as jobs

SMALL = 500  # pages, or lines of a list: so many are set in a second or two, while who wants them waits
_WORK = "branches.ceremonies.papers.work.printing"
Progress = Callable[[int, int], None]


class Printed(NamedTuple):
    """A file at its beginning; what it is called; PDF or ZIP."""

    file: IO[bytes]
    name: str
    content_type: str


def pages_of(pieces: list[Piece]) -> int:
    return sum(piece.pages for piece in pieces)


def print_papers(*, order: Order, occasion: Occasion, by: User | None, progress: Progress | None = None) -> Printed:
    """The papers of the occasion, however long it takes. ``progress`` is told the pages set, and all of them.

    Raises ValidationError (``nothing_to_print``) where no row is there to print.
    """
    pieces = pieces_of(order, occasion)
    archive = is_archive(order, pieces)
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    bind(_all_set(pieces, occasion, progress), file, moment=occasion.moment, archive=archive)
    file.seek(0)
    name = called(f"{occasion.title}-{order.written}", moment=occasion.moment, archive=archive)
    _recorded(order, occasion, by)
    return Printed(file, name, content_type(name))


@transaction.atomic
def begin(*, order: Order, occasion: Occasion, scope: Scope, by: User | None) -> PrintRun:
    """The papers of a ceremony as a job. Who asks for the same again while nothing has changed gets the same print.

    ``scope``: what the occasion was narrowed to. Raises ValidationError (``nothing_to_print``).
    """
    pieces = pieces_of(order, occasion)
    same = PrintRun.objects.filter(
        ceremony=occasion.ceremony,
        order=order.as_json(),
        reach=reach_of(scope),
        base=occasion.base,
        based_on=occasion.digest(),
    )
    found = next((run for run in same.select_related("job").order_by("-pk") if run.is_whole or run.is_under_way), None)
    if found:
        return found
    run = PrintRun(ceremony=occasion.ceremony, order=order.as_json(), reach=reach_of(scope), base=occasion.base)
    run.based_on, run.moment = occasion.digest(), occasion.moment
    run.file_name = called(
        f"{occasion.title}-{order.written}", moment=occasion.moment, archive=is_archive(order, pieces)
    )
    run.save()
    parts = [{"piece": number} for number in range(len(pieces))]
    run.job = jobs.start(kind=_WORK, arguments={"run": run.pk}, parts=parts, whole=pages_of(pieces), by=by)
    run.save(update_fields=["job"])
    return run


def fetch(*, run: PrintRun, occasion: Occasion, by: User | None) -> Printed:
    """What a finished run printed, recorded as any print. ``occasion``: that of the run, as things stand now.

    Raises FileNotFoundError once it is erased.
    """
    file = shelf.opened(run.pk)
    _recorded(run.asked, occasion, by)
    return Printed(file, run.file_name, content_type(run.file_name))


def erase_old(*, now: datetime) -> int:
    """Erase what was printed longer ago than ``PRINT_DAYS``, with its files; how many prints. The history keeps who fetched them."""
    old = PrintRun.objects.filter(moment__lte=now - timedelta(days=settings.PRINT_DAYS)).select_related("job")
    erased = [run.pk for run in old if not run.is_under_way]
    PrintRun.objects.filter(pk__in=erased).delete()
    for key in erased:
        shelf.erase(key)
    return len(erased)


def _all_set(pieces: list[Piece], occasion: Occasion, progress: Progress | None) -> Iterator[tuple[str, bytes]]:
    done, whole = 0, pages_of(pieces)
    for piece in pieces:
        yield from set_piece(piece, occasion)
        done += piece.pages
        if progress:
            progress(done, whole)


def _recorded(order: Order, occasion: Occasion, by: User | None) -> None:
    """Who printed what. One plaque's own history tells it; of a ceremony, as of every export, the history of who did it:
    how many plaques lie in one reader's part is nobody else's to know."""
    told: dict[str, Any] = {"paper": order.written, "size": order.sized or None, "rows": len(occasion.lines)}
    subjects: list[Plaque] = []
    if occasion.is_single:
        subjects = [line.plaque for line in occasion.lines]
    elif occasion.ceremony:
        told["ceremony"] = occasion.ceremony.title
    record(verb=Verb.PAPERS_PRINTED, by=by, subjects=subjects, after={k: v for k, v in told.items() if v is not None})
