from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.roll.sources import Channel
from members.surveys.campaigns.querysets import AskedQuerySet, CampaignQuerySet, ReturnQuerySet
from registry.access import SERIALS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# The four levels of the main channel, and the auxiliary channels (founding report).
LEVELS: list[tuple[str, "str | _StrPromise"]] = [
    (channel.value, channel.label)
    for channel in (
        Channel.PREFECTURE,
        Channel.COUNTY,
        Channel.TOWNSHIP,
        Channel.VILLAGE,
        Channel.CHAMBER,
        Channel.ASSOCIATION,
        Channel.YOUTH_LEAGUE,
        Channel.CHAT_GROUP,
    )
]
DIVISIONS = (Channel.PREFECTURE, Channel.COUNTY, Channel.TOWNSHIP)  # asked all at once, as units of a place


class Campaign(models.Model):
    """One row is one survey of a place: units are asked until a day, and return a file or say that they have nobody."""

    title = models.CharField(_("title"), max_length=100)
    division_code = models.IntegerField(_("for the place"))
    opened_on = models.DateField(_("opened on"))
    due_on = models.DateField(_("due on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("survey campaign")
        verbose_name_plural = _("survey campaigns")
        constraints = [
            models.CheckConstraint(
                name="campaign_due_after_opening",
                condition=Q(due_on__gte=F("opened_on")),
                violation_error_message=_("The day it is due must not come before the day it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("surveys:campaign", args=[self.pk])

    @property
    def place(self) -> int:
        """Where it belongs, for the history: its division as a branch code."""
        return self.division_code * SERIALS

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


class Asked(models.Model):
    """One row is one unit asked in a campaign: a division, a village, or an auxiliary channel by its name.

    ``home``: the division of six digits it lies in (of a channel: the campaign's), by which it is seen. ``code``: its own, six or nine
    digits; none for villages and channels, which are known by name.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="asked", verbose_name=_("campaign"))
    level = models.CharField(_("level"), max_length=15, choices=LEVELS)
    code = models.IntegerField(_("code"), null=True, blank=True)
    name = models.CharField(_("unit"), max_length=100)
    home = models.IntegerField()
    contact = models.CharField(_("whom to ask"), max_length=100, blank=True)
    asked_on = models.DateField(_("asked on"))
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        ordering = ["campaign", "pk"]
        verbose_name = _("unit asked")
        verbose_name_plural = _("units asked")
        constraints = [
            models.UniqueConstraint(
                name="asked_once",
                fields=["campaign", "level", "home", "name"],
                violation_error_message=_("This unit was asked already."),
            ),
        ]
        indexes = [models.Index(fields=["home", "campaign"], name="asked_home")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("surveys:unit", args=[self.campaign_id, self.pk])

    @property
    def place(self) -> int:
        """Where it is, for the history."""
        return self.home * SERIALS


class Return(models.Model):
    """One row is one answer of a unit: a survey file, or that it has nobody. A nil return is a return, and not "no return"."""

    class Kind(models.TextChoices):
        FILE = "file", _("File")
        NIL = "nil", _("Nil return: nobody to report")

    asked = models.ForeignKey(Asked, models.PROTECT, related_name="returns", verbose_name=_("unit asked"))
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices)
    upload = models.OneToOneField(
        "members.Upload",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="campaign_return",
        verbose_name=_("survey file"),
    )
    returned_on = models.DateField(_("returned on"))
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["asked", "pk"]
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        constraints = [
            models.CheckConstraint(
                name="return_of_a_file_has_one",
                condition=Q(kind="file", upload__isnull=False) | Q(kind="nil", upload=None),
                violation_error_message=_("A file that was returned is named; a nil return has none."),
            ),
            models.UniqueConstraint(
                name="return_nil_once",
                fields=["asked"],
                condition=Q(kind="nil"),
                violation_error_message=_("This unit has said already that it has nobody."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked}: {self.get_kind_display()}"
