"""What becomes of a plaque as an object: from the order at the maker's to the wall, and to its end."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.IntegerChoices):
    """The states of a plaque as an object, in the order in which it passes them. NONE: nothing was noted yet."""

    NONE = 0, pgettext_lazy("plaque", "Nothing noted")
    ORDERED = 10, pgettext_lazy("plaque", "Ordered")
    MADE = 20, pgettext_lazy("plaque", "Made")
    HANDED_OVER = 30, pgettext_lazy("plaque", "Handed over")
    IN_USE = 40, pgettext_lazy("plaque", "In use")
    REPLACED = 50, pgettext_lazy("plaque", "Replaced")
    RETURNED = 60, pgettext_lazy("plaque", "Returned")
    LOST = 70, pgettext_lazy("plaque", "Lost")


class PlaqueStage(models.Model):
    """One row says that a plaque reached a stage on a day. What was noted by mistake is taken back, not deleted.

    ``token`` is made by whoever notes it, before it is sent: the same note sent twice is one row.
    """

    # Only what is planned can be deleted, and takes its notes with it.
    plaque = models.ForeignKey("branches.Plaque", models.CASCADE, related_name="stages", verbose_name=_("plaque"))
    stage = models.PositiveSmallIntegerField(_("state"), choices=[c for c in Stage.choices if c[0]])
    since = models.DateField(pgettext_lazy("plaque", "since"))
    noted_at = models.DateTimeField(_("noted at"))
    token = models.UUIDField(default=uuid.uuid4, editable=False)
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        ordering = ["plaque", "stage", "pk"]
        verbose_name = _("state of a plaque")
        verbose_name_plural = _("states of plaques")
        constraints = [
            models.UniqueConstraint(
                name="plaque_stage_once",
                fields=["plaque", "stage"],
                condition=Q(taken_back_at=None),
                violation_error_message=_("This has been noted of the plaque already."),
            ),
            models.UniqueConstraint(
                name="plaque_stage_token_once",
                fields=["token"],
                violation_error_message=_("This note has been received already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.since}"


class PlaquePhoto(models.Model):
    """One row is one photograph of a plaque on the wall. The file lies under the data directory, re-encoded by us."""

    plaque = models.ForeignKey("branches.Plaque", models.PROTECT, related_name="photos", verbose_name=_("plaque"))
    taken_on = models.DateField(_("taken on"))
    file_name = models.CharField(max_length=40, editable=False)
    width = models.PositiveSmallIntegerField(editable=False)
    height = models.PositiveSmallIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)

    class Meta:
        ordering = ["plaque", "-taken_on", "-pk"]
        verbose_name = _("photograph of a plaque")
        verbose_name_plural = _("photographs of plaques")
        constraints = [models.UniqueConstraint(name="plaque_photo_file_once", fields=["file_name"])]

    def __str__(self) -> str:
        return f"{self.plaque} {self.taken_on}"
