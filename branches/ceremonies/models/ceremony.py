from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branches.ceremonies.querysets import CeremonyQuerySet
from registry.access import SERIALS

NAME_LENGTH, TITLE_LENGTH = 60, 120


class Ceremony(models.Model):
    """One row is one plaque ceremony of a place: planned, prepared, held, closed; or cancelled. It is never deleted."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PREPARED = "prepared", _("Prepared")
        HELD = "held", _("Held")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    title = models.CharField(pgettext_lazy("ceremony", "title"), max_length=120)
    division_code = models.IntegerField(
        pgettext_lazy("ceremony", "place"),
        help_text=_("Whose ceremony it is: branches of this place and all below it are awarded."),
    )
    held_on = models.DateField(_("date"), null=True, blank=True)
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    venue = models.CharField(_("venue"), max_length=120, blank=True, help_text=_("Building and room."))
    address = models.CharField(_("address"), max_length=200, blank=True)
    host = models.CharField(_("host organisation"), max_length=120, blank=True)
    presiding = models.CharField(_("presiding"), max_length=60, blank=True, help_text=_("Name and office."))
    handing_over = models.CharField(
        _("handing over"),
        max_length=120,
        blank=True,
        help_text=_("Name and office of who hands the plaques over; on the list a plaque can name somebody else."),
    )
    document_read_out = models.CharField(
        _("approval document read out"), max_length=200, blank=True, help_text=_("Title and number.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CeremonyQuerySet.as_manager()

    class Meta:
        ordering = [F("held_on").desc(nulls_first=True), "-pk"]
        verbose_name = _("ceremony")
        verbose_name_plural = _("ceremonies")
        constraints = [
            models.CheckConstraint(
                name="ceremony_place_is_a_division",
                condition=Q(division_code__range=(100_000, 999_999)),
                violation_error_message=_("The place is the six-digit code of a province, prefecture or county."),
            ),
            models.CheckConstraint(
                name="ceremony_has_a_title",
                condition=~Q(title=""),
                violation_error_message=_("A ceremony needs a title."),
            ),
            models.CheckConstraint(
                name="ceremony_ready_has_a_date",
                condition=Q(state__in=["draft", "cancelled"]) | Q(held_on__isnull=False),
                violation_error_message=_("A ceremony that is prepared or held must have a date."),
            ),
        ]
        indexes = [models.Index(fields=["division_code"], name="ceremony_place")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ceremonies:detail", args=[self.pk])

    @property
    def place(self) -> int:
        """Where it is, for scope and history: its division, as a branch code."""
        return self.division_code * SERIALS

    @property
    def is_open(self) -> bool:
        """Still to be held: it may be changed."""
        return self.state in {self.State.DRAFT, self.State.PREPARED}

    @property
    def is_held(self) -> bool:
        """It took place and is a record: corrected with a reason, never changed."""
        return self.state in {self.State.HELD, self.State.CLOSED}


class Guest(models.Model):
    """One row is one guest of a ceremony, in the order in which guests are named."""

    ceremony = models.ForeignKey(Ceremony, models.PROTECT, related_name="guests", verbose_name=_("ceremony"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=NAME_LENGTH)
    title = models.CharField(_("office or title"), max_length=TITLE_LENGTH, blank=True)

    class Meta:
        ordering = ["ceremony", "position", "pk"]
        verbose_name = _("guest")
        verbose_name_plural = _("guests")

    def __str__(self) -> str:
        return f"{self.name} {self.title}".strip()
