"""A file is put away: discarded from this moment on, its lines erased at once if they are few, else beside the page, part by part."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.roll.bulk import Arrivals
from members.surveys import vault
from members.surveys.models import STRIPES, Upload
from members.surveys.staging import erase
from members.surveys.works import SMALL, OfUpload, in_short
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.jobs import actions as jobs
from registry.jobs.models import Job

PART = 20_000  # lines in one transaction
_KIND = f"{__name__}.erasing"


def put_away(upload: Upload, *, by: Any, reason: str = "") -> None:
    """Discard the upload, of which nothing was written; ``upload.job`` erases its lines where they are many. Needs it locked."""
    upload.state = Upload.State.DISCARDED
    parts, last = parts_of(upload)
    if last <= SMALL:
        erase(upload)
    else:
        upload.job = _start(upload, parts, last, by)
    upload.save(update_fields=["state", "job"])
    record(verb=Verb.SURVEY_DISCARDED, by=by, subjects=[upload], after=in_short(upload), reason=reason)
    transaction.on_commit(lambda: vault.erase(upload.pk))


def _start(upload: Upload, parts: list[dict[str, Any]], last: int, by: Any) -> Job:
    return jobs.start(kind=_KIND, arguments={"upload": upload.pk}, parts=parts, whole=last, by=by)


def parts_of(upload: Upload) -> tuple[list[dict[str, Any]], int]:
    """The parts in which to erase the lines, and the number of the last line: ranges of lines, and beside them the stripes of those who
    would have come with them, in as many parts.
    """
    last = upload.rows.aggregate(last=Max("line"))["last"] or 0
    count = -(-last // PART)
    stripes = [at * STRIPES // count for at in range(count + 1)] if count else []
    parts = [
        {"lines": [at * PART + 1, (at + 1) * PART], "stripes": [stripes[at], stripes[at + 1] - 1]}
        for at in range(count)
    ]
    return parts, last


def erase_part(upload: Upload, part: Mapping[str, Any]) -> int:
    """How many lines there were."""
    Arrivals(upload.pk, *part["stripes"]).erase()
    return upload.rows.filter(line__range=part["lines"]).erase()


class Erase(OfUpload):
    """``arguments``: upload; of a part: lines and stripes, first and last. What is not erased stays until it is: nobody stops it."""

    may_be_stopped = False

    def do(self, job: Job, part: Mapping[str, Any]) -> int:
        return erase_part(self.upload(job), part)

    def finish(self, job: Job, state: str) -> None:
        """Given up after many attempts, it begins anew with what is left."""
        if state != Job.State.DONE:
            upload = Upload.objects.select_for_update().get(pk=job.arguments["upload"])
            upload.job = _start(upload, *parts_of(upload), job.started_by)
            upload.save(update_fields=["job"])

    def title(self, job: Job) -> Promise:
        return _("Erasing the lines of the discarded file")


erasing = Erase()
