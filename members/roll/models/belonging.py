"""Where a member belongs: two links, both dated, and neither ever moves the other."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from members.roll.models.member import Member
from members.roll.querysets import MembershipQuerySet, OrgRelationQuerySet


class OrgRelation(models.Model):
    """One row is one formal organisation that holds a member's relation for a time, at home. At most one is open.

    It carries the vote and the official count. Joining a mobile branch never touches it.
    """

    member = models.ForeignKey(Member, models.PROTECT, related_name="org_relations", verbose_name=_("member"))
    formal_branch = models.CharField(_("formal branch"), max_length=120)
    county = models.ForeignKey(
        "branches.County",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("county"),
        db_index=False,
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = OrgRelationQuerySet.as_manager()

    class Meta:
        ordering = ["member", "-pk"]
        verbose_name = _("formal organisation")
        verbose_name_plural = _("formal organisations")
        constraints = [
            models.UniqueConstraint(
                name="org_relation_one_open",
                fields=["member"],
                condition=Q(until=None),
                violation_error_message=_("The member has a formal organisation; end that relation first."),
            ),
        ]

    def __str__(self) -> str:
        return self.formal_branch


class Membership(models.Model):
    """One row is one member taking part in one mobile branch for a time, [since, until). At most one is open.

    Pending until the branch confirms it (``confirmed_on``).
    """

    class Began(models.TextChoices):
        JOINED = "joined", _("Joined")
        TRANSFERRED = "transferred", _("Transferred from another branch")
        IMPORTED = "imported", _("From a survey")
        FOLLOWED = "followed", _("Followed a merged branch")

    class Ended(models.TextChoices):
        """How it ended: as the member left the roll (``Departure``), or while he stays on it."""

        RETURNED = "returned", _("Returned home")
        RELATION_TRANSFERRED = "relation_transferred", _("Formal relation transferred")
        DECEASED = "deceased", _("Deceased")
        REMOVED = "removed", _("Removed")
        MOVED = "moved", _("Moved to another branch")
        MERGED = "merged", _("Two records of one person were joined")

    member = models.ForeignKey(Member, models.PROTECT, related_name="memberships", verbose_name=_("member"))
    branch = models.ForeignKey(
        "branches.Branch", models.PROTECT, related_name="memberships", verbose_name=_("mobile branch")
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    began = models.CharField(_("began"), max_length=12, choices=Began.choices, default=Began.JOINED)
    ended = models.CharField(_("ended"), max_length=22, choices=Ended.choices, blank=True)
    confirmed_on = models.DateField(_("confirmed by the branch on"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["member", "-since", "-pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                name="membership_one_open",
                fields=["member"],
                condition=Q(until=None),
                violation_error_message=_("The member belongs to a branch already; transfer instead."),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("The end must not come before the beginning."),
            ),
            models.CheckConstraint(
                name="membership_end_has_a_reason",
                condition=Q(until=None, ended="") | Q(until__isnull=False) & ~Q(ended=""),
                violation_error_message=_("An ended membership says how it ended, an open one does not."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["branch", "id", "member"], name="membership_pending", condition=Q(until=None, confirmed_on=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.branch}"
