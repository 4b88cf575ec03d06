"""What takes long with a survey file, part by part: reading it in, applying it, taking it back (``registry.jobs``)."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from members.surveys.lines import Terms
from members.surveys.models import STRIPES, Upload
from registry.access import Permission
from registry.accounts.places import scope_of_place
from registry.jobs.models import Job

SMALL = 2_000  # lines; so many are done at once, while who sent them waits


class OfUpload:
    """What is the same for all work on an upload: who may see it is who may see the upload."""

    may_be_stopped = True

    def upload(self, job: Job) -> Upload:
        return Upload.objects.get(pk=job.arguments["upload"])

    def url(self, job: Job) -> str:
        return reverse("surveys:detail", args=[job.arguments["upload"]])

    def may_see(self, job: Job, user: Any) -> bool:
        scope = user.scope_of(Permission.IMPORT_SURVEYS)
        return Upload.objects.within(scope).filter(pk=job.arguments["upload"]).exists()


def in_stripes(counted: Iterable[tuple[int, int]], *, most: int) -> tuple[list[dict[str, Any]], int]:
    """Parts of some stripes each, ``{"stripes": [first, last]}``, in about equal size, that leave out none; and how many lines they are.

    ``counted``: stripe and lines, in order. ``most``: lines of a part, unless one stripe alone has more.
    """
    parts, first, lines, whole = [], 0, 0, 0
    for stripe, more in counted:
        if lines and lines + more > most:
            parts.append({"stripes": [first, stripe - 1]})
            first, lines = stripe, 0
        lines, whole = lines + more, whole + more
    return [*parts, {"stripes": [first, STRIPES - 1]}], whole


def today_of(job: Job) -> datetime.date:
    """The day the job was started: a job that goes on after midnight judges by one calendar."""
    return datetime.date.fromisoformat(job.arguments["today"])


def terms_of(upload: Upload, *, today: datetime.date) -> Terms:
    return Terms(
        place=upload.division_code,
        scope=scope_of_place(upload.division_code),
        channel=upload.channel,
        collected_on=upload.collected_on,
        today=today,
        branch=upload.branch_id,
    )


def in_short(upload: Upload) -> Mapping[str, Any]:
    """What the history says of an upload."""
    return {
        "file_name": upload.file_name,
        "sha256": upload.sha256,
        "place": upload.division_code,
        "channel": upload.channel,
        "collected_on": upload.collected_on,
        "totals": upload.totals,
    }
