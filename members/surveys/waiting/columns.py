"""The meaning of a row of headings, as a clerk set it right, remembered by his office and taken for the next file that has it."""

import hashlib
from collections.abc import Mapping, Sequence

from members.surveys.models import Upload
from members.surveys.reading import Sheet
from members.surveys.reading.headings import normalised
from members.surveys.waiting.answers import offices
from members.surveys.waiting.models import RememberedColumns
from registry.accounts.models import User


def digest_of_headings(headings: Sequence[str]) -> str:
    """One for the same headings in the same order, however they are spelled."""
    return hashlib.sha256("\x1f".join(map(normalised, headings)).encode()).hexdigest()


def remembered_for(sheet: Sheet, place: int) -> RememberedColumns | None:
    """How files with these headings are read at the place, by its own word or that of the offices above; the nearest counts."""
    digest = digest_of_headings([column.header for column in sheet.columns])
    known = {
        memory.division_code: memory
        for memory in RememberedColumns.objects.filter(division_code__in=offices(place), headings_digest=digest)
    }
    return next((known[office] for office in reversed(offices(place)) if office in known), None)


def as_chosen(memory: RememberedColumns) -> dict[str, str]:
    """As ``reading.read`` takes it: position -> field."""
    return {f"#{position}": field for position, field in enumerate(memory.fields, start=1)}


def says_otherwise(memory: RememberedColumns, sheet: Sheet) -> bool:
    """Whether the columns were understood in another way than they are remembered."""
    return [column.field or "" for column in sheet.columns] != memory.fields


def remember_columns(upload: Upload, chosen: Mapping[str, str], *, by: User | None) -> None:
    """Keep what a clerk chose for the columns of a file (``#position`` -> field), for the next file with the same headings."""
    fields = [chosen.get(f"#{column['position']}", column["field"] or "") for column in upload.columns]
    RememberedColumns.objects.update_or_create(
        division_code=upload.division_code,
        headings_digest=digest_of_headings([column["header"] for column in upload.columns]),
        defaults={"fields": fields, "file_name": upload.file_name, "set_by": by},
    )


def forget_columns(upload: Upload) -> int:
    """Forget what this office chose for the headings of the file; how many memories there were."""
    digest = digest_of_headings([column["header"] for column in upload.columns])
    memories = RememberedColumns.objects.filter(division_code=upload.division_code, headings_digest=digest)
    return memories.delete()[0]
