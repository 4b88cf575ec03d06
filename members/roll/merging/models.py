from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.roll.merging.querysets import MergerQuerySet, TwoPeopleQuerySet


class Merger(models.Model):
    """One row says that two records were one person: the survivor speaks for him from then on, the absorbed one leads to it.

    The absorbed record keeps its own values. ``before`` is what the survivor and the rows around both were, ``after`` what they were
    made (values only as keyed digests, to tell what was changed since). Taken back it stays, with what was ``kept``: names of fields.
    """

    survivor = models.ForeignKey(
        "members.Member", models.PROTECT, related_name="mergers", verbose_name=_("record that stays")
    )
    absorbed = models.ForeignKey(
        "members.Member", models.PROTECT, related_name="absorptions", verbose_name=_("record that ends")
    )
    merged_on = models.DateField(_("records joined on"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"), db_index=False
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # {field: "survivor" | "absorbed" | "both"}: from which record each value was taken.
    choices = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    taken_back_on = models.DateField(_("taken back on"), null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"), db_index=False
    )
    kept = models.JSONField(default=list)

    objects = MergerQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("joining of two records")
        verbose_name_plural = _("joinings of two records")
        constraints = [
            models.UniqueConstraint(
                name="merger_one_standing",
                fields=["absorbed"],
                condition=Q(taken_back_on=None),
                violation_error_message=_("This record was joined with another one already."),
            ),
            models.CheckConstraint(
                name="merger_of_two",
                condition=~Q(survivor=F("absorbed")),
                violation_error_message=_("A record cannot be joined with itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survivor_id} ← {self.absorbed_id}"

    def get_absolute_url(self) -> str:
        return reverse("members:merger", args=[self.pk])


class TwoPeople(models.Model):
    """One row says that two members are not the same person, however alike: they are never proposed again.

    The lower key first, so that a pair has one row.
    """

    lower = models.ForeignKey("members.Member", models.PROTECT, related_name="+", db_index=False)
    higher = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    said_on = models.DateField(_("said on"))
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"), db_index=False
    )

    objects = TwoPeopleQuerySet.as_manager()

    class Meta:
        ordering = ["lower", "higher"]
        verbose_name = _("pair of two people")
        verbose_name_plural = _("pairs of two people")
        constraints = [
            models.UniqueConstraint(name="two_people_once", fields=["lower", "higher"]),
            models.CheckConstraint(name="two_people_in_order", condition=Q(lower__lt=F("higher"))),
        ]

    def __str__(self) -> str:
        return f"{self.lower_id} ≠ {self.higher_id}"
