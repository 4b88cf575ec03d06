"""Parts of jobs are taken up, carried out, closed: by workers, or by whoever waits for a small job.

A part belongs to who has locked its row. Its work, its mark and the job's progress are one transaction: when a worker dies, the
database undoes what it had begun, the lock is gone, and the next worker takes the part up. Nothing has to be noticed or repaired.
"""

import logging
import time
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.history.requests import current_request_id
from registry.jobs import actions
from registry.jobs.collecting import rarely_collected
from registry.jobs.models import Job, JobPart
from registry.jobs.work import Again, work_of

MOST_ATTEMPTS = 25  # a part that was taken up so often and never finished brings its workers down
_IDLE = 0.2  # seconds
Progress = Callable[[int, int], None]
State = Job.State
log = logging.getLogger(__name__)


def run_here(job: Job, progress: Progress | None = None) -> Job:
    """Carry a job out to its end; workers may help. Raises ValidationError where it failed; a Ctrl-C stops it."""
    try:
        while not (job.is_over or job.state == State.PAUSED):
            worked = take_turn(job)
            job.refresh_from_db()
            if worked and progress:
                progress(job.done, job.whole)
            if not worked and not job.is_over:
                time.sleep(_IDLE)  # a worker has the last part in hand
    except KeyboardInterrupt:
        _stop(job)
        raise
    if job.state == State.FAILED:
        raise ValidationError(job.message, code="failed")
    return job


def take_turn(job: Job | None = None) -> bool:
    """Do one part, of this job or of the oldest that has one; whether there was anything to do."""
    part = _next_part(job)
    if part is None:
        return _close_any(job)
    try:
        _do(part)
    except ValidationError as error:
        _fail(part.job, " ".join(error.messages))
    except (IntegrityError, Again) as met:
        log.warning("Part %s met another transaction and is done again: %s", part, met)
    close(part.job)
    return True


@transaction.atomic
def _next_part(job: Job | None) -> JobPart | None:
    """The part to try, with the attempt counted: one that brings its worker down is not tried for ever."""
    parts = JobPart.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        job__state=State.RUNNING, is_done=False
    )
    if job is not None:
        parts = parts.filter(job=job)
    part = parts.select_related("job").order_by("attempts", "job_id", "pk").first()
    if part is None:
        return None
    JobPart.objects.filter(pk=part.pk).update(attempts=F("attempts") + 1)
    Job.objects.filter(pk=part.job_id).update(heartbeat=timezone.now())
    return part


@transaction.atomic
def _do(part: JobPart) -> None:
    mine = JobPart.objects.select_for_update(skip_locked=True).filter(pk=part.pk, is_done=False).first()
    job = Job.objects.get(pk=part.job_id)
    if mine is None or job.state != State.RUNNING:
        return
    if mine.attempts > MOST_ATTEMPTS:
        raise ValidationError(_("Given up after %(times)s attempts.") % {"times": MOST_ATTEMPTS})
    token = current_request_id.set(f"job-{job.pk}")
    try:
        with rarely_collected():
            done = work_of(job).do(job, mine.arguments)
    finally:
        current_request_id.reset(token)
    JobPart.objects.filter(pk=mine.pk).update(is_done=True)
    Job.objects.filter(pk=job.pk).update(done=F("done") + done, heartbeat=timezone.now())


def _fail(job: Job, message: str) -> None:
    """Unless somebody stopped it meanwhile."""
    job.refresh_from_db()
    if job.is_open:
        actions.fail(job=job, message=message)


def _stop(job: Job) -> None:
    """As on its page: or a worker would go on with what somebody wanted to end."""
    job.refresh_from_db()
    if job.may_be_stopped:
        close(actions.cancel(job=job))


def _close_any(job: Job | None) -> bool:
    """Close a job whose last worker died before it could; whether there was one."""
    waiting = Job.objects.filter(state=State.STOPPING) | Job.objects.filter(state=State.RUNNING)
    candidates = waiting.filter(pk=job.pk) if job else waiting
    return any(close(one) for one in candidates.order_by("pk"))


def close(job: Job, *, waiting: bool = True) -> bool:
    """End a job that has nothing more to do or was stopped; whether that was so.

    ``waiting``: for who has a part under way. Else the job is left to him: he ends it after his part.
    """
    if not _has_ended(job):
        return False
    with transaction.atomic():
        # Parts first, as a part under way has it.
        parts = JobPart.objects.filter(job=job, is_done=False)
        ours = list(parts.select_for_update(skip_locked=not waiting).order_by("pk"))
        if not waiting and len(ours) < parts.count():
            return False
        job = Job.objects.select_for_update().get(pk=job.pk)
        if not _has_ended(job):
            return False
        stopped = State.FAILED if job.message else State.CANCELLED
        job.state = stopped if job.state == State.STOPPING else State.DONE
        work_of(job).finish(job, job.state)
        job.heartbeat = timezone.now()
        job.save(update_fields=["state", "heartbeat"])
        job.parts.all().delete()
    return True


def _has_ended(job: Job) -> bool:
    state = Job.objects.values_list("state", flat=True).get(pk=job.pk)
    has_parts = JobPart.objects.filter(job=job, is_done=False).exists()
    return state == State.STOPPING or (state in (State.RUNNING, State.PAUSED) and not has_parts)
