"""The same line of the same file is the same person: whom it brought in when the file was applied before."""

from collections.abc import Sequence

from django.db.models import QuerySet

from members.surveys.models import Upload, UploadRow, Written

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


def _written(sha256: str, besides: int | None) -> QuerySet[Upload]:
    return Upload.objects.filter(sha256=sha256, state__in=_WRITTEN).exclude(pk=besides or 0)


def _take(found: dict[int, int], rows: QuerySet) -> None:
    found.update(rows.order_by().values_list("line", "member"))
