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
    last = upload.rows.aggregate(last=Max("line"))["last"] or 0
    if last <= SMALL:
        erase(upload)
    else:
        upload.job = _start(upload, last, by)
    upload.save(update_fields=["state", "job"])
    record(verb=Verb.SURVEY_DISCARDED, by=by, subjects=[upload], before=in_short(upload), reason=reason)
    transaction.on_commit(lambda: vault.erase(upload.pk))


def _start(upload: Upload, last: int, by: Any) -> Job:
    return jobs.start(kind=_KIND, arguments={"upload": upload.pk}, parts=_parts(last), whole=last, by=by)


def _parts(last: int) -> list[dict[str, Any]]:
    """Lines up to the last, and beside them the stripes of those who would have come, in as many parts."""
    count = -(-last // PART)
    stripes = [at * STRIPES // count for at in range(count + 1)]
    return [
        {"lines": [at * PART + 1, (at + 1) * PART], "stripes": [stripes[at], stripes[at + 1] - 1]}
        for at in range(count)
    ]


class Erase(OfUpload):
    """``arguments``: upload; of a part: lines and stripes, first and last. What is not erased stays until it is: nobody stops it."""

    may_be_stopped = False

    def do(self, job: Job, part: Mapping[str, Any]) -> int:
        upload = self.upload(job)
        Arrivals(upload.pk, *part["stripes"]).erase()
        return upload.rows.filter(line__range=part["lines"]).erase()

    def finish(self, job: Job, state: str) -> None:
        """Given up after many attempts, it begins anew with what is left."""
        if state != Job.State.DONE:
            upload = Upload.objects.select_for_update().get(pk=job.arguments["upload"])
            upload.job = _start(upload, job.whole, job.started_by)
            upload.save(update_fields=["job"])

    def title(self, job: Job) -> Promise:
        return _("Erasing the lines of the discarded file")


erasing = Erase()
