"""A job is started, paused, resumed, cancelled. Carrying it out is in ``running``."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.jobs.models import Job, JobPart

State = Job.State


@transaction.atomic
def start(*, kind: str, arguments: Mapping[str, Any], parts: Iterable[Mapping[str, Any]], whole: int, by: Any) -> Job:
    """A job with its parts; workers see it when the transaction ends. ``kind``: dotted name of a ``Work``."""
    job = Job.objects.create(kind=kind, arguments=dict(arguments), whole=whole, started_by=by)
    add_parts(job, parts)
    return job


def add_parts(job: Job, parts: Iterable[Mapping[str, Any]]) -> None:
    """More to do; also from within a part."""
    JobPart.objects.bulk_create([JobPart(job=job, arguments=dict(part)) for part in parts])


def pause(*, job: Job) -> Job:
    """No further part is taken up; the one under way is finished."""
    return _turned(job, {State.RUNNING}, State.PAUSED)


def resume(*, job: Job) -> Job:
    return _turned(job, {State.PAUSED}, State.RUNNING)


def cancel(*, job: Job) -> Job:
    """Stop for good. What is done stays done; the room decides what that means."""
    return _turned(job, {State.RUNNING, State.PAUSED}, State.STOPPING)


def fail(*, job: Job, message: str) -> Job:
    """Stop for good, for this reason."""
    return _turned(job, {State.RUNNING, State.PAUSED}, State.STOPPING, message=message)


@transaction.atomic
def _turned(job: Job, expected: set[State], state: State, message: str = "") -> Job:
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state not in expected:
        words = _("This job is in another state meanwhile: %(state)s.")
        raise ValidationError(words, code="wrong_state", params={"state": job.get_state_display()})
    job.state, job.message, job.heartbeat = state, message, timezone.now()
    job.save(update_fields=["state", "message", "heartbeat"])
    return job
