"""A long print, piece by piece (``registry.jobs``): each piece is a file in the data directory, the last step binds them."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.ceremonies.papers import shelf
from branches.ceremonies.papers.models import PrintRun
from branches.ceremonies.papers.occasion import Occasion
from branches.ceremonies.papers.orders import Piece, pieces_of, set_piece
from branches.ceremonies.papers.press import PressError
from registry.access import Permission
from registry.jobs.models import Job


class Printing:
    """``arguments``: run; of a part: the number of its piece."""

    may_be_stopped = True

    def __init__(self) -> None:
        self._open: tuple[int, Occasion, list[Piece]] | None = None

    def do(self, job: Job, part: Mapping[str, Any]) -> int:
        run = _run(job)
        occasion, pieces = self._pieces(run)
        piece = pieces[part["piece"]]
        try:
            shelf.keep(run.pk, part["piece"], set_piece(piece, occasion), moment=occasion.moment)
        except PressError as error:
            raise ValidationError(_("The typesetter failed: %(reason)s") % {"reason": error}) from error
        return piece.pages

    def _pieces(self, run: PrintRun) -> tuple[Occasion, list[Piece]]:
        """As this process read them for the piece before; else read anew, and refused where they have changed meanwhile."""
        read = self._open  # another thread may put its own there meanwhile
        if read is None or read[0] != run.pk:
            occasion = run.occasion()
            if not run.is_true_of(occasion):
                raise ValidationError(
                    _("The ceremony was changed while its papers were being printed. Print them anew.")
                )
            read = self._open = (run.pk, occasion, pieces_of(run.asked, occasion))
        return read[1:]

    def finish(self, job: Job, state: str) -> None:
        self._open = None
        run = PrintRun.objects.select_for_update().get(pk=job.arguments["run"])
        if state == Job.State.DONE:
            run.size = shelf.finish(
                run.pk, moment=timezone.localtime(run.moment), archive=run.file_name.endswith(".zip")
            )
            run.save(update_fields=["size"])
            transaction.on_commit(lambda: shelf.tidy(run.pk))
        else:
            transaction.on_commit(lambda: shelf.erase(run.pk))

    def title(self, job: Job) -> Promise:
        return gettext_lazy("Printing the papers")

    def url(self, job: Job) -> str:
        return _run(job).get_absolute_url()

    def may_see(self, job: Job, user: Any) -> bool:
        scope = user.scope_of(Permission.VIEW_CEREMONIES)
        return PrintRun.objects.within(scope).filter(pk=job.arguments["run"]).exists()


def _run(job: Job) -> PrintRun:
    return PrintRun.objects.select_related("ceremony").get(pk=job.arguments["run"])


printing = Printing()
