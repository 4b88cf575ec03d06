"""What a room does that takes long: a ``Work``, named by ``Job.kind``."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.module_loading import import_string

from registry.jobs.models import Job


class Again(Exception):
    """A part met somebody else's change at this very moment: nothing of it is kept, and it is done again."""


class Work(Protocol):
    """Long work of one kind. Everything it writes is in the transaction that it is called in.

    ``may_be_stopped``: whether somebody may pause or cancel it.
    """

    may_be_stopped: bool

    def do(self, job: Job, part: Mapping[str, Any]) -> int:
        """Do one part; how much more of ``job.whole`` is done. ValidationError: the job fails and says why."""
        ...

    def finish(self, job: Job, state: str) -> None:
        """Every part is done, or the job was cancelled or has failed and no part is under way any more (``Job.State``)."""
        ...

    def title(self, job: Job) -> "str | Promise":
        """What is being done, in words."""
        ...

    def url(self, job: Job) -> str:
        """Where what it works on is seen."""
        ...

    def may_see(self, job: Job, user: Any) -> bool:
        """Whether the user may see what it works on, and so the job; pause and cancel it too."""
        ...


def work_of(job: Job) -> Work:
    return import_string(job.kind)
