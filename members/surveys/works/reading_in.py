"""A large file is read into its rows, part after part; each part starts the next."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.surveys import vault
from members.surveys.draft import Reading, sheet_of
from members.surveys.impact import impact_on
from members.surveys.intake import Intake
from members.surveys.models import Upload
from members.surveys.staging import fault_counts, totals_of
from members.surveys.works import OfUpload, in_short, terms_of, today_of
from members.surveys.works.erasing import erase_part, put_away
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.jobs.actions import add_parts
from registry.jobs.models import Job

PART = 20_000  # lines in one transaction


class ReadIn(OfUpload):
    """``arguments``: upload, today; of a part: ``old``, where the lines of an earlier reading are to be erased before (``erasing``)."""

    def __init__(self) -> None:
        self._open: Intake | None = None

    def do(self, job: Job, part: Mapping[str, Any]) -> int:
        upload = self.upload(job)
        if part.get("old"):
            erase_part(upload, part["old"][0])
            add_parts(job, [{"old": part["old"][1:]}])
            return 0
        intake = self._intake(upload, job)
        taken = intake.take(PART)
        if taken == PART:
            add_parts(job, [{}])
        return taken

    def _intake(self, upload: Upload, job: Job) -> Intake:
        """The file where it was left off, if this process left it there; else it is opened anew."""
        intake = self._open  # another thread may put its own there meanwhile
        if intake is None or not intake.fits(upload):
            with vault.unsealed(upload.pk) as path:
                said = Reading(**upload.facts["reading"])
                sheet = sheet_of(path, name=upload.file_name, reading=said)
                intake = self._open = Intake(upload, sheet, terms_of(upload, today=today_of(job)))
        return intake

    def finish(self, job: Job, state: str) -> None:
        upload = Upload.objects.select_for_update().get(pk=job.arguments["upload"])
        self._open = None
        if state == Job.State.DONE:
            job.whole = job.done
            planned(upload)
            came(upload, by=job.started_by)
        else:
            put_away(upload, by=job.started_by, reason=job.message)

    def title(self, job: Job) -> Promise:
        return _("Reading the file")


def planned(upload: Upload) -> None:
    """Every line has its verdict: count them."""
    upload.totals = totals_of(upload)
    upload.facts = upload.facts | {"faults": fault_counts(upload), "impact": impact_on(upload)}
    upload.state = Upload.State.PLANNED
    upload.save(update_fields=["totals", "facts", "state"])


def came(upload: Upload, *, by: Any) -> None:
    record(verb=Verb.SURVEY_UPLOADED, by=by, subjects=[upload], after=in_short(upload))


reading_in = ReadIn()
