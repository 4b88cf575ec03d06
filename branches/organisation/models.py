from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from branches.organisation.querysets import BranchPartQuerySet, BranchQuerySet
from registry.access import SERIALS


class Branch(models.Model):
    """One row is one mobile organisation: a branch, a general branch or a committee. It ends; it is never deleted.

    Its code is the code of the division it belongs to times 1000 plus a serial (360103001), and stays for life, also when the
    division's own code changes. It belongs to a county, or to a prefecture (a joint branch of several counties), or to the
    province.
    """

    class Kind(models.TextChoices):
        BRANCH = "branch", _("Branch")
        GENERAL_BRANCH = "general_branch", _("General branch")
        COMMITTEE = "committee", _("Committee")

    class Founding(models.TextChoices):
        ALONE = "alone", _("Founded alone")
        JOINTLY = "jointly", _("Founded jointly")
        ON_HOST = "on_host", _("Founded on a host")

    class JointBasis(models.TextChoices):
        AREA = "area", _("By area")
        TRADE = "trade", _("By trade")

    class Origin(models.TextChoices):
        NEW = "new", _("New")
        CONSOLIDATED = "consolidated", _("Consolidated")

    code = models.IntegerField(_("code"), primary_key=True)
    province = models.ForeignKey("branches.Province", models.PROTECT, verbose_name=_("province"), related_name="branches")
    prefecture = models.ForeignKey(
        "branches.Prefecture", models.PROTECT, null=True, blank=True, verbose_name=_("prefecture"), related_name="branches"
    )
    county = models.ForeignKey(
        "branches.County", models.PROTECT, null=True, blank=True, verbose_name=_("county"), related_name="branches"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.BRANCH)
    is_temporary = models.BooleanField(
        _("temporary"),
        default=False,
        help_text=_("Set up for one task: collects no dues, holds no elections (working rules of 2018, article 8)."),
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("superior organisation"), related_name="children"
    )

    full_name = models.CharField(_("full name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=60)
    plaque_name = models.CharField(_("name on the plaque"), max_length=120, blank=True)
    national_org_code = models.CharField(
        _("national organisation code"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^\d{12}$", _("The code has twelve digits."))],
    )

    founding = models.CharField(_("how founded"), max_length=10, choices=Founding.choices)
    joint_basis = models.CharField(_("joint by"), max_length=10, choices=JointBasis.choices, blank=True)
    host = models.CharField(_("host"), max_length=120, blank=True, help_text=_("The office, chamber or firm it relies on."))
    origin = models.CharField(_("new or consolidated"), max_length=15, choices=Origin.choices, default=Origin.NEW)
    members_at_founding = models.PositiveSmallIntegerField(_("members at founding"), null=True, blank=True)
    formal_members_at_founding = models.PositiveSmallIntegerField(
        _("formal members at founding"), null=True, blank=True
    )

    applied_on = models.DateField(_("applied on"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=120, blank=True)
    approval_document_no = models.CharField(_("approval document no."), max_length=100, blank=True)
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    founded_on = models.DateField(_("founded on"))
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("merged into"), related_name="absorbed"
    )

    meeting_place = models.CharField(_("meeting place"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = BranchQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        constraints = [
            models.CheckConstraint(
                name="branch_code_lies_in_its_division",
                condition=Q(county__isnull=False, code__gte=F("county") * SERIALS, code__lt=(F("county") + 1) * SERIALS)
                | Q(
                    county=None,
                    prefecture__isnull=False,
                    code__gte=F("prefecture") * SERIALS,
                    code__lt=(F("prefecture") + 1) * SERIALS,
                )
                | Q(
                    county=None,
                    prefecture=None,
                    code__gte=F("province") * SERIALS,
                    code__lt=(F("province") + 1) * SERIALS,
                ),
                violation_error_message=_("The code must be the division's code followed by three digits."),
            ),
            models.CheckConstraint(
                name="branch_on_host_names_it",
                condition=~Q(founding="on_host") | ~Q(host=""),
                violation_error_message=_("A branch founded on a host must name the host."),
            ),
            models.CheckConstraint(
                name="branch_dissolved_after_founding",
                condition=Q(dissolved_on=None) | Q(dissolved_on__gte=F("founded_on")),
                violation_error_message=_("A branch cannot be dissolved before it was founded."),
            ),
            models.CheckConstraint(
                name="branch_merged_is_dissolved",
                condition=Q(merged_into=None) | Q(dissolved_on__isnull=False),
                violation_error_message=_("A merged branch must have the day it was dissolved."),
            ),
            models.CheckConstraint(
                name="branch_is_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("code")),
                violation_error_message=_("A branch cannot be its own superior."),
            ),
        ]
        indexes = [models.Index(fields=["full_name"], name="branch_full_name")]

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        return reverse("branches:detail", args=[self.code])

    @property
    def place(self) -> int:
        """Where it is, for scope and history: its own code."""
        return self.code

    @property
    def division(self) -> models.Model:
        """The county, prefecture or province it belongs to."""
        return self.county or self.prefecture or self.province

    @property
    def is_dissolved(self) -> bool:
        return self.dissolved_on is not None


class FormerBranchName(models.Model):
    """One row is one name a branch had before: until the day it was renamed."""

    branch = models.ForeignKey(Branch, models.PROTECT, related_name="former_names", verbose_name=_("branch"))
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

    branch = models.ForeignKey(Branch, models.PROTECT, related_name="covers", verbose_name=_("branch"))
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
        ELECTED = "elected", _("Elected")
        APPOINTED = "appointed", _("Appointed")

    branch = models.ForeignKey(Branch, models.PROTECT, related_name="office_terms", verbose_name=_("branch"))
    office = models.CharField(_("office"), max_length=25, choices=Office.choices)
    holder = models.ForeignKey(
        "members.Member", models.PROTECT, null=True, blank=True, related_name="office_terms", verbose_name=_("member")
    )
    holder_name = models.CharField(_("name"), max_length=60, help_text=_("As written in the approval."))
    source = models.CharField(_("source"), max_length=20, choices=Source.choices, blank=True)
    manner = models.CharField(_("manner"), max_length=10, choices=Manner.choices, default=Manner.ELECTED)
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
