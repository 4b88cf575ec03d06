"""Photographs of plaques on the wall: added, and removed with a reason."""

import datetime
from typing import IO, TYPE_CHECKING

from django.db import transaction

from branches.ceremonies import photographs, rules
from branches.ceremonies.actions.groundwork import demand, scope_of
from branches.ceremonies.actions.stages import locked
from branches.ceremonies.models import Plaque, PlaquePhoto
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.objections import settle

if TYPE_CHECKING:
    from registry.accounts.models import User


def add_photo(
    *, plaque: Plaque, file: IO[bytes], taken_on: datetime.date, today: datetime.date, by: "User | None"
) -> PlaquePhoto:
    """Keep a photograph, drawn anew by us. The deed holds its digest, not the picture.

    The file is decoded before anything is locked, and written before the row: a row always has its file.
    """
    scope = scope_of(by)
    settle(rules.objections_to_photographing(plaque, taken_on=taken_on, scope=scope, today=today), None)
    picture = photographs.picture_of(file)
    name = photographs.keep(picture)
    try:
        with transaction.atomic():
            (row,) = locked([plaque])
            settle(rules.objections_to_photographing(row, taken_on=taken_on, scope=scope, today=today), None)
            photo = PlaquePhoto.objects.create(
                plaque=row,
                taken_on=taken_on,
                file_name=name,
                width=picture.width,
                height=picture.height,
                sha256=picture.sha256,
            )
            told = {"taken_on": taken_on, "sha256": picture.sha256}
            record(verb=Verb.PHOTO_ADDED, by=by, subjects=[row, row.branch], after=told)
    except BaseException:
        photographs.forget(name)
        raise
    return photo


@transaction.atomic
def remove_photo(*, photo: PlaquePhoto, reason: str, by: "User | None") -> None:
    """Take a photograph away for good (somebody is to be seen on it, it shows another plaque); the deed keeps its digest."""
    demand(reason)
    (row,) = locked([photo.plaque])
    settle(rules.objections_to_removing_photo(row, scope=scope_of(by)), None)
    before = {"taken_on": photo.taken_on, "sha256": photo.sha256}
    name = photo.file_name
    PlaquePhoto.objects.filter(pk=photo.pk).delete()
    record(verb=Verb.PHOTO_REMOVED, by=by, subjects=[row, row.branch], before=before, reason=reason.strip())
    transaction.on_commit(lambda: photographs.forget(name))
