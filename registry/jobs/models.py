from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

_SILENCE = timedelta(seconds=90)  # a part takes seconds; after so long nobody is working on it


class Job(models.Model):
    """One row is one piece of long work: what does it (``kind``: the dotted name of a ``Work``), on what, and how far it is.

    It consists of parts; a part is one transaction together with its progress. So there is nothing to repair after a crash.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        PAUSED = "paused", _("Paused")
        STOPPING = "stopping", _("Stopping")
        CANCELLED = "cancelled", _("Cancelled")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    kind = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RUNNING)
    done = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    heartbeat = models.DateTimeField(default=timezone.now)  # when a part was last taken up or finished

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [models.Index(fields=["state", "id"], name="job_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("jobs:detail", args=[self.pk])

    @property
    def title(self) -> str:
        """What is being done, in words."""
        return str(import_string(self.kind).title(self))

    @property
    def may_be_stopped(self) -> bool:
        """Whether somebody may pause or cancel it now."""
        return self.is_open and import_string(self.kind).may_be_stopped

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.RUNNING, self.State.PAUSED)

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.CANCELLED, self.State.DONE, self.State.FAILED)

    @property
    def is_silent(self) -> bool:
        """Running, and yet nobody has worked on it for a while: no worker is up."""
        return self.state == self.State.RUNNING and timezone.now() - self.heartbeat > _SILENCE


class JobPart(models.Model):
    """One row is one part of a job: taken up by whoever locks it, done in one transaction, or still to do."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="parts", db_index=False)
    arguments: Any = models.JSONField(default=dict)
    attempts = models.PositiveIntegerField(default=0)
    is_done = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["job", "is_done", "id"], name="job_part_to_do")]

    def __str__(self) -> str:
        return f"{self.job_id}/{self.pk}"
