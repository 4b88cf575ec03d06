from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.roll.models.member import MemberKind
from members.roll.querysets import MemberTallyQuerySet


class Tally(models.Model):
    """What a row of either table counts: how many members on the roll there are, and how much of them is known.

    Kept exact at every commit by ``members.roll.tallies``, recounted by ``reconcile``. ``home`` and ``branch`` (0 for none) are codes,
    so that the roll and its figures are narrowed by one and the same condition.
    """

    home = models.IntegerField()
    branch = models.IntegerField(default=0)
    kind = models.CharField(max_length=12, choices=MemberKind.choices)
    members = models.IntegerField(_("members"), default=0)
    complete = models.IntegerField(_("all six known"), default=0)
    left_on = models.IntegerField(default=0)
    work_address = models.IntegerField(default=0)
    origin = models.IntegerField(default=0)
    occupation = models.IntegerField(default=0)
    contact = models.IntegerField(default=0)
    dues = models.IntegerField(default=0)

    objects = MemberTallyQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.home}/{self.branch}/{self.kind}: {self.members}"


class MemberTally(Tally):
    """One row counts the members on the roll of one home, one branch and one kind."""

    class Meta:
        ordering = ["home", "branch", "kind"]
        verbose_name = _("tally of members")
        verbose_name_plural = _("tallies of members")
        constraints = [
            models.UniqueConstraint(name="member_tally_once", fields=["home", "branch", "kind"]),
            models.CheckConstraint(name="member_tally_counts", condition=Q(members__gte=0)),
        ]
        indexes = [models.Index(fields=["branch", "kind"], name="member_tally_branch")]


class DivisionTally(Tally):
    """One row counts the members on the roll of one home and one kind in all branches of one division together.

    ``branch`` is the first code that a branch of the division could have. A few rows for each county, however many branches it has:
    what a county, a prefecture or the province adds up.
    """

    class Meta:
        ordering = ["home", "branch", "kind"]
        verbose_name = _("tally of members by division")
        verbose_name_plural = _("tallies of members by division")
        constraints = [
            models.UniqueConstraint(name="division_tally_once", fields=["home", "branch", "kind"]),
            models.CheckConstraint(name="division_tally_counts", condition=Q(members__gte=0)),
        ]
