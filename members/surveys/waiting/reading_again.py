"""A waiting file read in another way, as a clerk set it right: remembered for the next one, without losing what he did so far.

What he corrected and decided is taken over to the lines that still say the same; in a large file once all of it is read.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from members.surveys import actions
from members.surveys.draft import Reading, fields_read
from members.surveys.models import Upload
from members.surveys.resolution import claim_of
from members.surveys.staging import line_of
from members.surveys.waiting.columns import forget_columns, remember_columns
from members.surveys.waiting.corrections import correct
from members.surveys.waiting.judging import is_open, locked, open_lines, rejudge
from members.surveys.waiting.settled import facts_of
from members.surveys.works import terms_of, today_of
from members.surveys.works.reading_in import ReadIn, planned
from registry.accounts.models import User
from registry.jobs.models import Job

_DECIDED = ("decision", "apart")


@transaction.atomic
def read_again(*, upload: Upload, reading: Reading, by: User | None, today: datetime.date) -> Upload:
    """Plan the file anew; where columns were given another meaning, remember it. Raises as ``actions.read_again`` does."""
    is_same_text = reading.encoding in (None, _encoding(upload)) and reading.sheet in (None, upload.facts["sheet"])
    is_changed = any(
        reading.columns.get(f"#{c['position']}", c["field"] or "") != (c["field"] or "") for c in upload.columns
    )
    work = _work(upload, today, is_same_text=is_same_text)
    upload = actions.read_again(upload=upload, reading=reading, by=by, today=today, work=work)
    if is_changed:
        remember_columns(upload, reading.columns, by=by)
    return _taken_over(upload, by, today)


@transaction.atomic
def read_as_found(*, upload: Upload, by: User | None, today: datetime.date) -> Upload:
    """Forget what this office chose for these headings, and plan the file as the importer understands it by itself."""
    work = _work(upload, today, is_same_text=True)
    forget_columns(upload)
    reading = Reading(encoding=_encoding(upload), sheet=upload.facts["reading"]["sheet"])
    upload = actions.read_again(upload=upload, reading=reading, by=by, today=today, work=work)
    return _taken_over(upload, by, today)


class ReadAgain(ReadIn):
    """A large file read again; then what was done so far is taken over. Stopped, it is discarded as a new one would be."""

    def finish(self, job: Job, state: str) -> None:
        if state != Job.State.DONE:
            super().finish(job, state)
            return
        self._open = None
        job.whole = job.done
        upload = Upload.objects.select_for_update().get(pk=job.arguments["upload"])
        planned(upload)
        _taken_over(upload, job.started_by, today_of(job))


reading_again = ReadAgain()


def _encoding(upload: Upload) -> str | None:
    encoding = upload.facts["encoding"]
    return encoding.removesuffix("-sig") if encoding else None


def _work(upload: Upload, today: datetime.date, *, is_same_text: bool) -> dict[str, Any]:
    """What was done on the lines so far, as ``facts["work"]`` keeps it; corrected cells only where the text stays the same."""
    return {"cells": _corrected(upload) if is_same_text else {}, "decisions": _decided(upload, today)}


def _corrected(upload: Upload) -> dict[str, dict[str, str]]:
    """Corrections so far, by line and position. Identity numbers are not among them: nobody has them any more."""
    identity = {str(column["position"]) for column in upload.columns if column["field"] == "id_number"}
    return {
        str(row.line): {at: after for at, (_before, after) in row.details["corrected"].items() if at not in identity}
        for row in upload.rows.filter(details__has_key="corrected")
    }


def _decided(upload: Upload, today: datetime.date) -> dict[str, dict[str, Any]]:
    """Decisions so far, by line, with what the line said of who it is (digests)."""
    terms = terms_of(upload, today=today)
    found = {}
    for row in upload.rows.filter(details__has_any_keys=_DECIDED):
        claim = claim_of(line_of(row), terms)
        said = {"name": claim.match_name, "facts": sorted(facts_of(claim))}
        found[str(row.line)] = {key: row.details[key] for key in _DECIDED if key in row.details} | said
    return found


def _taken_over(upload: Upload, by: User | None, today: datetime.date) -> Upload:
    """The work in its lines, as far as they are there; nothing while the file is still being read."""
    if not upload.is_open:
        return upload
    work = upload.facts.pop("work")
    upload.save(update_fields=["facts"])
    _correct_again(upload, work["cells"], by, today)
    _decide_again(upload, work["decisions"], by, today)
    upload.refresh_from_db()
    return upload


def _correct_again(
    upload: Upload, corrected: Mapping[str, Mapping[str, str]], by: User | None, today: datetime.date
) -> None:
    taken = fields_read(upload)
    rows = upload.rows.filter(line__in=list(map(int, corrected)))
    cells = {
        row.line: {int(at): text for at, text in corrected[str(row.line)].items() if int(at) in taken}
        for row in rows
        if is_open(row, upload)
    }
    cells = {line: texts for line, texts in cells.items() if texts}
    if cells:
        correct(upload=upload, cells=cells, by=by, today=today)


def _decide_again(
    upload: Upload, decided: Mapping[str, Mapping[str, Any]], by: User | None, today: datetime.date
) -> None:
    """Put the decisions into those lines that say of who it is what they said then, or more."""
    upload = locked(upload, by=by)
    terms = terms_of(upload, today=today)
    revised = {}
    for number, line in open_lines(upload, upload.rows.filter(line__in=list(map(int, decided)))).items():
        before, claim = decided[str(number)], claim_of(line, terms)
        if claim.match_name == before["name"] and facts_of(claim).issuperset(before["facts"]):
            line.details |= {key: before[key] for key in _DECIDED if key in before}
            revised[number] = line
    if revised:
        rejudge(upload, revised, today=today)
