"""Answers are put into the lines they speak of: of few at once, of many beside the page, part after part.

A part is a stripe of names or more, so that nobody is judged without his namesakes and no line is looked through twice.
"""

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.surveys.lines import Terms
from members.surveys.models import Upload
from members.surveys.querysets import UploadRowQuerySet
from members.surveys.waiting.answers import ASKED_CODES, Answers, take_back
from members.surveys.waiting.judging import locked, open_lines, rejudge
from members.surveys.works import OfUpload, in_stripes, terms_of, today_of
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.jobs.models import Job

PART = 5_000  # lines in one transaction
_ASKED = reduce(or_, (Q(fault_codes__contains=f" {code} ") for code in sorted(ASKED_CODES)))
_ANSWERED = Q(details__has_key="answered")
WITHDRAWN = "withdrawn"


def concerned(upload: Upload, *, is_withdrawn: bool) -> UploadRowQuerySet:
    """Lines of which nothing is written that answers could speak of, or, where some are withdrawn, have spoken of."""
    return upload.rows.filter(_ANSWERED if is_withdrawn else _ASKED).unwritten()


def explain(upload: Upload, rows: UploadRowQuerySet, terms: Terms, *, is_withdrawn: bool) -> int:
    """Put the answers that hold into these rows and judge them anew; into how many. Needs ``locked``."""
    lines = open_lines(upload, rows)
    if is_withdrawn:
        for line in lines.values():
            take_back(line)
    known = Answers(terms, upload.pk)
    taken = {number: line for number, line in lines.items() if known.take(line)}
    rejudge(upload, lines if is_withdrawn else taken, today=terms.today)
    return len(taken)


def parts_of(rows: UploadRowQuerySet) -> tuple[list[dict[str, Any]], int]:
    """The parts in which these rows are explained, and how many rows they are."""
    return in_stripes(rows.order_by("stripe").values_list("stripe").annotate(Count("pk")), most=PART)


class Explain(OfUpload):
    """``arguments``: upload, today; said: what the history says of the answers ({"answers" or "withdrawn": how many})."""

    def do(self, job: Job, part: Mapping[str, Any]) -> int:
        upload = locked(self.upload(job), by=job.started_by)
        is_withdrawn = WITHDRAWN in job.arguments["said"]
        rows = concerned(upload, is_withdrawn=is_withdrawn).filter(stripe__range=part["stripes"])
        looked_at = rows.count()
        explain(upload, rows, terms_of(upload, today=today_of(job)), is_withdrawn=is_withdrawn)
        return looked_at

    def finish(self, job: Job, state: str) -> None:
        after = job.arguments["said"] | {"lines": job.done}
        record(verb=Verb.SURVEY_ANSWERED, by=job.started_by, subjects=[self.upload(job)], after=after)

    def title(self, job: Job) -> Promise:
        return _("Judging the explained lines anew")


explaining = Explain()
