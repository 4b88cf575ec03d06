"""Those who are about to come: members in all but the number."""

from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.roll.models.member import Member

_MADE_ON_THE_ROLL: Final = {"id", "knowns", "sources", "reach", "ended_on", "ended", "merged_into_id", "version"}


class Arrival(models.Model):
    """One row is one person to be entered: each column of the member as it will stand, so that thousands are entered by one statement.

    Written while a file is planned, erased when he is entered or the file is put away. ``batch``: the file's number; below zero where
    there is none. ``stripe``: as the line's. ``claimed``: the key of the member's number that the line bears. ``source``: one JSON
    object, where each of the knowns comes from. ``since``: from when he takes part in ``branch_id``. Nothing points to or from here:
    the member that he becomes is checked.
    """

    pk = models.CompositePrimaryKey("batch", "stripe", "line")
    batch = models.BigIntegerField()
    stripe = models.PositiveSmallIntegerField()
    line = models.PositiveIntegerField()
    claimed = models.BigIntegerField(null=True)
    source = models.TextField()
    since = models.DateField(null=True)
    formal_branch = models.TextField(blank=True)

    class Meta:
        verbose_name = _("arrival")
        verbose_name_plural = _("arrivals")

    def __str__(self) -> str:
        return f"{self.batch}:{self.line}"


def _plain(field: "models.Field[Any, Any]") -> "models.Field[Any, Any]":
    """The same column without index, limits or pointing anywhere."""
    if field.is_relation:
        return models.BigIntegerField(null=True)
    kind = models.TextField if isinstance(field, models.CharField) else type(field)
    return kind(null=field.null, blank=field.blank)


COLUMNS: Final = tuple(f.attname for f in Member._meta.concrete_fields if f.attname not in _MADE_ON_THE_ROLL)
"""Of the member, ready in an arrival."""

for _field in Member._meta.concrete_fields:
    if _field.attname in COLUMNS:
        Arrival.add_to_class(_field.attname, _plain(_field))
