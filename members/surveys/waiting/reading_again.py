"""A waiting file read in another way, as a clerk set it right: remembered for the next one, without losing what he corrected so far."""

import datetime

from django.db import transaction

from members.surveys import actions
from members.surveys.draft import Reading
from members.surveys.models import Upload
from members.surveys.waiting.columns import forget_columns, remember_columns
from members.surveys.waiting.corrections import correct
from members.surveys.waiting.judging import is_open
from registry.accounts.models import User


@transaction.atomic
def read_again(*, upload: Upload, reading: Reading, by: User | None, today: datetime.date) -> Upload:
    """Plan the file anew; where columns were given another meaning, remember it. Raises as ``actions.read_again`` does."""
    is_same_text = reading.encoding in (None, _encoding(upload)) and reading.sheet in (None, upload.facts["sheet"])
    corrected = _corrected(upload) if is_same_text else {}
    is_changed = any(
        reading.columns.get(f"#{c['position']}", c["field"] or "") != (c["field"] or "") for c in upload.columns
    )
    upload = actions.read_again(upload=upload, reading=reading, by=by, today=today)
    if is_changed:
        remember_columns(upload, reading.columns, by=by)
    return _corrected_again(upload, corrected, by, today)


@transaction.atomic
def read_as_found(*, upload: Upload, by: User | None, today: datetime.date) -> Upload:
    """Forget what this office chose for these headings, and plan the file as the importer understands it by itself."""
    corrected = _corrected(upload)
    forget_columns(upload)
    reading = Reading(encoding=_encoding(upload), sheet=upload.facts["sheet"])
    upload = actions.read_again(upload=upload, reading=reading, by=by, today=today)
    return _corrected_again(upload, corrected, by, today)


def _encoding(upload: Upload) -> str | None:
    encoding = upload.facts["encoding"]
    return encoding.removesuffix("-sig") if encoding else None


def _corrected(upload: Upload) -> dict[int, dict[int, str]]:
    """Corrections so far, by line and position. Identity numbers are not among them: nobody has them any more."""
    identity = {column["position"] for column in upload.columns if column["field"] == "id_number"}
    return {
        row.line: {
            int(at): after for at, (_before, after) in row.details["corrected"].items() if int(at) not in identity
        }
        for row in upload.rows.filter(details__has_key="corrected")
    }


def _corrected_again(
    upload: Upload, corrected: dict[int, dict[int, str]], by: User | None, today: datetime.date
) -> Upload:
    taken = {column["position"] for column in upload.columns if column["field"]}
    open_lines = {row.line for row in upload.rows.filter(line__in=list(corrected)) if is_open(row, upload)}
    cells = {
        line: {at: text for at, text in texts.items() if at in taken}
        for line, texts in corrected.items()
        if line in open_lines
    }
    cells = {line: texts for line, texts in cells.items() if texts}
    return correct(upload=upload, cells=cells, by=by, today=today) if cells else upload
