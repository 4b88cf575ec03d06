import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branches.organisation.querysets import BranchPartQuerySet


class FormerBranchName(models.Model):
    """One row is one name a branch had before: until the day it was renamed."""

    branch = models.ForeignKey("branches.Branch", models.PROTECT, related_name="former_names", verbose_name=_("branch"))
    full_name = models.CharField(_("full name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=60)
    until = models.DateField(_("until"))

    class Meta:
        ordering = ["branch", "-until", "-pk"]
        verbose_name = _("former name of a branch")
        verbose_name_plural = _("former names of branches")

    def __str__(self) -> str:
        return self.short_name


class Cover(models.Model):
    """One row says that a branch serves a county for a time, besides the county it belongs to (joint and host branches)."""

    branch = models.ForeignKey("branches.Branch", models.PROTECT, related_name="covers", verbose_name=_("branch"))
    county = models.ForeignKey("branches.County", models.PROTECT, related_name="covers", verbose_name=_("county"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = BranchPartQuerySet.as_manager()

    class Meta:
        ordering = ["branch", "county", "since", "pk"]
        verbose_name = _("county covered")
        verbose_name_plural = _("counties covered")
        constraints = [
            models.UniqueConstraint(
                name="cover_once",
                fields=["branch", "county"],
                condition=Q(until=None),
                violation_error_message=_("The branch covers this county already."),
            ),
            models.CheckConstraint(
                name="cover_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("The end must not come before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch} – {self.county}"

    @property
    def place(self) -> int:
        """Where it is, for scope and history: its branch."""
        return self.branch_id

    def holds_on(self, day: datetime.date) -> bool:
        """Half-open [since, until)."""
        return self.since <= day and (self.until is None or day < self.until)


class OfficeTerm(models.Model):
    """One row is one office held by one person in one branch for a time. At most one current secretary for each branch."""

    class Office(models.TextChoices):
        SECRETARY = "secretary", _("Secretary")
        DEPUTY_SECRETARY = "deputy_secretary", _("Deputy secretary")
        ORGANISATION = "organisation_officer", _("Organisation officer")
        PUBLICITY = "publicity_officer", _("Publicity officer")
        DISCIPLINE = "discipline_officer", _("Discipline officer")

    class Source(models.TextChoices):
        """Where secretaries come from: the three sources of the founding report."""

        ENTREPRENEUR = "entrepreneur", _("Chamber entrepreneur or trade leader")
        RETIRED_CADRE = "retired_cadre", _("Retired cadre living in Beijing")
        POSTED_CADRE = "posted_cadre", _("Cadre posted to Beijing")

    class Manner(models.TextChoices):
        """Only an election of the whole body begins its term anew; who fills a vacancy serves the rest of it."""

        ELECTED = "elected", _("Elected")
        BY_ELECTION = "by_election", _("Elected to fill a vacancy")
        APPOINTED = "appointed", _("Appointed")

    branch = models.ForeignKey("branches.Branch", models.PROTECT, related_name="office_terms", verbose_name=_("branch"))
    office = models.CharField(pgettext_lazy("in a branch", "office"), max_length=25, choices=Office.choices)
    holder = models.ForeignKey(
        "members.Member", models.PROTECT, null=True, blank=True, related_name="office_terms", verbose_name=_("member")
    )
    holder_name = models.CharField(
        pgettext_lazy("of a person", "name"), max_length=60, help_text=_("As written in the approval.")
    )
    source = models.CharField(_("source"), max_length=20, choices=Source.choices, blank=True)
    manner = models.CharField(_("manner"), max_length=20, choices=Manner.choices, default=Manner.ELECTED)
    approval_document_no = models.CharField(_("approval document no."), max_length=100, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = BranchPartQuerySet.as_manager()

    class Meta:
        ordering = ["branch", "-since", "pk"]
        verbose_name = _("office held")
        verbose_name_plural = _("offices held")
        constraints = [
            models.UniqueConstraint(
                name="office_one_secretary",
                fields=["branch"],
                condition=Q(until=None, office="secretary"),
                violation_error_message=_("The branch has a secretary; end that term first."),
            ),
            models.CheckConstraint(
                name="office_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("The end must not come before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_office_display()}: {self.holder_name}"

    @property
    def place(self) -> int:
        """Where it is, for scope and history: its branch."""
        return self.branch_id

    def holds_on(self, day: datetime.date) -> bool:
        """Half-open [since, until)."""
        return self.since <= day and (self.until is None or day < self.until)
