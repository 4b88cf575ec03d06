"""What earlier files did: whom the same line of the same file brought in before, and which survey spoke of a member last."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from members.roll.sources import Source
from members.surveys.differences import beats
from members.surveys.models import Upload, UploadRow, Written
from members.surveys.person import Person

_WRITTEN = (Upload.State.APPLYING, Upload.State.PARTLY, Upload.State.APPLIED)


def earlier_members(sha256: str, lines: Sequence[int], *, besides: int | None = None) -> dict[int, int]:
    """Line -> member, for the given lines in order. The newest application counts; ``besides`` is the upload that asks."""
    if not lines:
        return {}
    states = dict(_written(sha256, besides).order_by("pk").values_list("pk", "state"))
    found: dict[int, int] = {}
    for upload, state in states.items():
        reach = {"upload": upload, "line__range": (lines[0], lines[-1])}
        if state == Upload.State.APPLIED:
            _take(found, UploadRow.objects.filter(**reach, member__isnull=False))
        _take(found, Written.objects.filter(**reach))
    return found


def is_known_content(sha256: str, *, besides: int) -> bool:
    """Whether another upload of the same file has brought anybody in."""
    return _written(sha256, besides).exists()


def last_surveys(members: Sequence[Person]) -> dict[int, Source]:
    """Member -> the survey that his columns come from, as far as that is known: the newest that wrote to him, of one day the nearest.

    Where somebody has changed him since, it is that person's word (``by``), as of the survey's day.
    """
    rows = Written.objects.filter(member__in=[member.pk for member in members]).order_by()
    found: dict[int, dict[str, Any]] = {}
    last_version: dict[int, int] = {}
    for member, version, on, channel in rows.values_list(
        "member", "version", "upload__collected_on", "upload__channel"
    ):
        source = {"on": on.isoformat(), "channel": channel}
        found[member] = source if beats(source, found.get(member, {})) else found[member]
        last_version[member] = max(version, last_version.get(member, 0))
    return {
        member.pk: found[member.pk] | ({"by": ""} if member.version > last_version[member.pk] else {})
        for member in members
        if member.pk in found
    }


def _written(sha256: str, besides: int | None) -> QuerySet[Upload]:
    return Upload.objects.filter(sha256=sha256, state__in=_WRITTEN).exclude(pk=besides or 0)


def _take(found: dict[int, int], rows: QuerySet) -> None:
    found.update(rows.order_by().values_list("line", "member"))
