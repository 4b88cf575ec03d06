import datetime

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from branches.organisation.querysets import BranchQuerySet
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

    class ApprovalLevel(models.TextChoices):
        """The level of the body that approved: since November 2024 a county-level committee or a higher one must."""

        TOWNSHIP = "township", _("Township or lower")
        COUNTY = "county", _("County")
        PREFECTURE = "prefecture", _("Prefecture")
        PROVINCE = "province", _("Province or higher")

    code = models.IntegerField(_("code"), primary_key=True)
    province = models.ForeignKey(
        "branches.Province", models.PROTECT, verbose_name=_("province"), related_name="branches"
    )
    prefecture = models.ForeignKey(
        "branches.Prefecture",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("prefecture"),
        related_name="branches",
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
    host = models.CharField(
        _("host"), max_length=120, blank=True, help_text=_("The office, chamber or firm it relies on.")
    )
    origin = models.CharField(_("new or consolidated"), max_length=15, choices=Origin.choices, default=Origin.NEW)
    members_at_founding = models.PositiveSmallIntegerField(_("members at founding"), null=True, blank=True)
    formal_members_at_founding = models.PositiveSmallIntegerField(
        _("formal members at founding"), null=True, blank=True
    )

    applied_on = models.DateField(_("applied on"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=120, blank=True)
    approval_level = models.CharField(
        _("level of the approving body"), max_length=10, choices=ApprovalLevel.choices, blank=True
    )
    approval_document_no = models.CharField(_("approval document no."), max_length=100, blank=True)
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    founded_on = models.DateField(_("founded on"))
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    dissolution_document_no = models.CharField(_("document no. of the dissolution"), max_length=100, blank=True)
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
                name="branch_formal_members_are_members",
                condition=Q(members_at_founding=None)
                | Q(formal_members_at_founding=None)
                | Q(formal_members_at_founding__lte=F("members_at_founding")),
                violation_error_message=_("There cannot be more formal members than members."),
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
                name="branch_is_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("code")),
                violation_error_message=_("A branch cannot be merged into itself."),
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

    def is_active_on(self, day: datetime.date) -> bool:
        """Founded by the day and not yet dissolved (half-open)."""
        return self.founded_on <= day and (self.dissolved_on is None or day < self.dissolved_on)
