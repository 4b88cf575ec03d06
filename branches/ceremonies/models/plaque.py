from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from branches.ceremonies.models.ceremony import NAME_LENGTH, Ceremony
from branches.ceremonies.models.stages import Stage
from branches.ceremonies.querysets import PlaqueQuerySet
from branches.organisation.models import Branch

WORDING_LENGTH = 120
SMALLEST_MM, LARGEST_MM = 100, 3000
PEOPLE = ("handed_over_by", "received_by")  # who takes part in handing one over: no part of what is frozen


class Plaque(models.Model):
    """One row is one plaque: planned for a ceremony, then one object with a number, until it is replaced, returned or lost.

    ``state`` is where it stands in the ledger, ``stage`` how far it has come as an object (``stages`` has the days). Its
    number, year, serial, wording, branch, kind, basis and day are frozen by the award; the database refuses to change them
    afterwards. Whether the branch was new or consolidated is frozen too: the sum of a ceremony stays what it was.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        WITHDRAWN = "withdrawn", _("Not awarded")
        IN_USE = "in_use", _("Awarded")
        REPLACED = "replaced", _("Replaced")
        RETURNED = "returned", _("Returned")
        LOST = "lost", _("Lost")

    class AwardKind(models.TextChoices):
        NEW = "new", _("New award")
        REPLACEMENT = "replacement", _("Replacement")
        SUPPLEMENTARY = "supplementary", _("Supplementary award")

    branch = models.ForeignKey(Branch, models.PROTECT, related_name="plaques", verbose_name=_("branch"))
    ceremony = models.ForeignKey(
        Ceremony, models.PROTECT, null=True, blank=True, related_name="plaques", verbose_name=_("ceremony")
    )
    position = models.PositiveIntegerField(_("running order"), default=0)
    wording = models.CharField(
        _("wording"), max_length=WORDING_LENGTH, blank=True, help_text=_("What is written on the plaque.")
    )
    award_kind = models.CharField(
        _("kind of award"), max_length=15, choices=AwardKind.choices, default=AwardKind.NEW, editable=False
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED, editable=False)

    stage = models.PositiveSmallIntegerField(
        _("state of the board"), choices=Stage.choices, default=Stage.NONE, editable=False
    )
    width_mm = models.PositiveSmallIntegerField(_("width in mm"), null=True, blank=True)
    height_mm = models.PositiveSmallIntegerField(_("height in mm"), null=True, blank=True)
    material = models.CharField(_("material"), max_length=40, blank=True)
    not_handed_over = models.CharField(_("why it was not handed over"), max_length=200, blank=True, editable=False)

    number = models.CharField(_("number"), max_length=60, null=True, blank=True, editable=False)
    year = models.PositiveSmallIntegerField(_("year"), null=True, editable=False)
    serial = models.PositiveIntegerField(_("serial number"), null=True, editable=False)
    basis = models.CharField(
        _("new or consolidated"), max_length=15, choices=Branch.Origin.choices, blank=True, editable=False
    )
    awarded_on = models.DateField(_("awarded on"), null=True, editable=False)
    handed_over_by = models.CharField(_("handed over by"), max_length=NAME_LENGTH, blank=True)
    received_by = models.CharField(_("received by"), max_length=NAME_LENGTH, blank=True)
    ended_on = models.DateField(_("no longer in use since"), null=True, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name=_("replaces"), editable=False
    )

    objects = PlaqueQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-serial", "position", "pk"]
        verbose_name = _("plaque")
        verbose_name_plural = _("plaques")
        constraints = [
            models.UniqueConstraint(
                name="plaque_number_once",
                fields=["number"],
                violation_error_message=_("This number has been given to another plaque."),
            ),
            models.UniqueConstraint(
                name="plaque_serial_once_a_year",
                fields=["year", "serial"],
                violation_error_message=_("This serial number has been given to another plaque of the year."),
            ),
            models.UniqueConstraint(
                name="plaque_once_a_ceremony",
                fields=["ceremony", "branch"],
                violation_error_message=_("The branch is on the list of this ceremony already."),
            ),
            models.UniqueConstraint(
                name="plaque_one_in_use",
                fields=["branch"],
                condition=Q(state="in_use"),
                violation_error_message=_("The branch has a plaque in use."),
            ),
            models.UniqueConstraint(
                name="plaque_one_planned",
                fields=["branch"],
                condition=Q(state="planned"),
                violation_error_message=_("The branch is on the list of a ceremony already."),
            ),
            models.CheckConstraint(
                name="plaque_awarded_is_whole",
                condition=Q(
                    state__in=["planned", "withdrawn"],
                    number=None,
                    year=None,
                    serial=None,
                    awarded_on=None,
                    basis="",
                    ceremony__isnull=False,
                )
                | (
                    Q(
                        state__in=["in_use", "replaced", "returned", "lost"],
                        number__isnull=False,
                        year__isnull=False,
                        serial__isnull=False,
                        awarded_on__isnull=False,
                    )
                    & ~Q(number="")
                    & ~Q(wording="")
                    & ~Q(basis="")
                ),
                violation_error_message=_(
                    "An awarded plaque must have its number, its wording and the day of the award."
                ),
            ),
            models.CheckConstraint(
                name="plaque_ends_when_no_longer_used",
                condition=Q(state__in=["planned", "withdrawn", "in_use"], ended_on=None)
                | Q(state__in=["replaced", "returned", "lost"], ended_on__isnull=False, ended_on__gte=F("awarded_on")),
                violation_error_message=_("A plaque leaves its use on a day after its award."),
            ),
            models.CheckConstraint(
                name="plaque_replacement_names_the_old_one",
                condition=Q(award_kind="replacement", replaces__isnull=False)
                | (~Q(award_kind="replacement") & Q(replaces=None)),
                violation_error_message=_("A replacement must name the plaque it replaces."),
            ),
            models.CheckConstraint(
                name="plaque_stage_fits_its_state",
                condition=Q(state__in=["planned", "withdrawn"], stage__lte=Stage.MADE)
                | Q(state="in_use", stage__lte=Stage.IN_USE)
                | Q(state="replaced", stage=Stage.REPLACED)
                | Q(state="returned", stage=Stage.RETURNED)
                | Q(state="lost", stage=Stage.LOST),
                violation_error_message=_("A plaque is handed over after its award, and ended with it."),
            ),
            models.CheckConstraint(
                name="plaque_size_is_whole",
                condition=Q(width_mm=None, height_mm=None)
                | Q(
                    width_mm__isnull=False,  # SQL takes a comparison with nothing for no objection
                    height_mm__isnull=False,
                    width_mm__range=(SMALLEST_MM, LARGEST_MM),
                    height_mm__range=(SMALLEST_MM, LARGEST_MM),
                ),
                violation_error_message=_("The size of a plaque is its width and its height, from 100 to 3000 mm."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.wording}" if self.number else self.wording

    def get_absolute_url(self) -> str:
        return reverse("ceremonies:plaque", args=[self.pk])

    @property
    def place(self) -> int:
        """Where it is, for scope and history: its branch."""
        return self.branch_id

    @property
    def is_awarded(self) -> bool:
        return self.number is not None

    @property
    def stage_label(self) -> str:
        """Its state in one word: as an object, where anything was noted of that; else as it stands in the ledger."""
        return str(Stage(self.stage).label) if self.stage else self.get_state_display()

    @property
    def is_handed_over(self) -> bool:
        return self.stage >= Stage.HANDED_OVER

    @property
    def handing_over(self) -> str:
        """Who hands it over, or did: as said of this plaque, else of its ceremony."""
        return self.handed_over_by or (self.ceremony.handing_over if self.ceremony else "")

    @property
    def size(self) -> str:
        """600 × 400 mm; empty where it is not known."""
        return f"{self.width_mm} × {self.height_mm} mm" if self.width_mm and self.height_mm else ""

    @property
    def origin(self) -> str:
        """New or consolidated: as frozen at the award, before it as the branch stands."""
        return self.basis or self.branch.origin

    def get_origin_display(self) -> str:
        return str(Branch.Origin(self.origin).label)


class PlaqueYear(models.Model):
    """One row is one year of the plaque ledger: the last serial given out in it. Whoever awards locks the row."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last_serial = models.PositiveIntegerField(_("last serial number"), default=0)

    class Meta:
        verbose_name = _("year of the plaque ledger")
        verbose_name_plural = _("years of the plaque ledger")

    def __str__(self) -> str:
        return str(self.year)
