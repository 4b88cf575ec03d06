"""An applied file is taken back, part by part. What is taken back is forgotten with its part; what is kept stays as written."""

from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import Any

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.roll.bulk import Arrivals, Taken, hold, take_back
from members.surveys.models import Upload, UploadRow, Written
from members.surveys.querysets import UploadRowQuerySet
from members.surveys.works import OfUpload, today_of
from members.surveys.works.applying import WRITTEN, applied_state
from registry.jobs.models import Job
from registry.loading import insert_rows

PART = 10_000  # lines in one transaction


class Undo(OfUpload):
    """``arguments``: upload, today, reason; of a part: the lines, first and last."""

    def do(self, job: Job, part: Mapping[str, Any]) -> int:
        upload = self.upload(job)
        rows = upload.written.filter(line__range=part["lines"])
        hold(members=rows.values_list("member", flat=True))
        written = list(rows.order_by("line").values_list("id", *WRITTEN))
        taken = [Taken(member, version, before) for _key, _upload, _line, member, version, before in written]
        # A member is erased only when no line speaks of him any more.
        rows.delete()
        newcomers = [row.member for row in taken if row.before is None]
        _speaking_for_nobody(upload).filter(member__in=newcomers).update(member=None)
        arguments = job.arguments
        result = take_back(rows=taken, about=upload, by=job.started_by, today=today_of(job), reason=arguments["reason"])
        insert_rows(Written, ("id", *WRITTEN), [row for row in written if row[3] in result.kept])
        _untouched_again(result.restored)
        _note_kept(upload, result.kept)
        return len(taken)

    def finish(self, job: Job, state: str) -> None:
        upload = Upload.objects.select_for_update().get(pk=job.arguments["upload"])
        if state == Job.State.DONE:
            Arrivals(upload.pk).erase()  # of lines that were not written yet
            upload.state = Upload.State.UNDONE
            upload.save(update_fields=["state"])
        else:
            applied_state(upload, is_whole=False)

    def title(self, job: Job) -> Promise:
        return _("Taking the file back")


def _speaking_for_nobody(upload: Upload) -> UploadRowQuerySet:
    """Lines of this file, and of those that nobody has applied: such lines are judged anew when somebody does, or soon erased."""
    idle = [Upload.State.READING, Upload.State.PLANNED, Upload.State.UNDONE, Upload.State.DISCARDED]
    return UploadRow.objects.filter(Q(upload=upload) | Q(upload__state__in=idle))


def _untouched_again(restored: Collection[int]) -> None:
    """Who is again what the file before this one made him was not changed since: that file can be taken back too, he with it.

    His version is higher by two than before: by one for what was taken back, and one for the taking back. So are those of his lines then.
    """
    Written.objects.filter(member__in=restored).update(version=F("version") + 2)


def _note_kept(upload: Upload, kept: set[int]) -> None:
    """The members that stay as they are, in ``facts["kept"]``."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    upload.facts = upload.facts | {"kept": sorted({*upload.facts.get("kept", []), *kept})}
    upload.save(update_fields=["facts"])


def parts_of(upload: Upload) -> tuple[list[dict[str, Any]], int]:
    """The parts in which to take the upload back, and how many lines they are."""
    numbers = list(upload.written.order_by("line").values_list("line", flat=True))
    if not numbers:
        return [{"lines": [0, 0]}], 0
    starts = [*numbers[::PART], numbers[-1] + 1]
    return [{"lines": [start, end - 1]} for start, end in pairwise(starts)], len(numbers)


undoing = Undo()
