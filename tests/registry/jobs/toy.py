"""Long work without a room: it notes what it did in the job's own arguments."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from registry.jobs.actions import add_parts
from registry.jobs.models import Job
from registry.jobs.work import Again


class Toy:
    may_be_stopped = True
    met = 0

    def do(self, job: Job, part: Mapping[str, Any]) -> int:
        if part.get("refuse"):
            raise ValidationError("Refused.")
        if part.get("again") and self.met < part["again"]:
            self.met += 1
            raise Again
        if part.get("more"):
            add_parts(job, [{"say": part["more"]}])
        _note(job, part.get("say", "?"))
        return 1

    def finish(self, job: Job, state: str) -> None:
        _note(job, state)

    def title(self, job: Job) -> str:
        return "Toy"

    def url(self, job: Job) -> str:
        return "/"

    def may_see(self, job: Job, user: Any) -> bool:
        return user == job.started_by


def _note(job: Job, what: str) -> None:
    found = Job.objects.get(pk=job.pk)
    Job.objects.filter(pk=job.pk).update(arguments={"said": [*found.arguments["said"], str(what)]})


toy = Toy()
