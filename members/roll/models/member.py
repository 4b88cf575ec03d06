from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.roll.knowns import Known, count_of_knowns, state_field
from members.roll.models.indexes import INDEXES
from members.roll.querysets import MemberQuerySet, lies_within
from members.roll.sources import SourcesField
from registry.access import SERIALS, Scope
from registry.dates import Precision

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _precision(label: "_StrPromise") -> models.CharField:
    return models.CharField(label, max_length=5, choices=Precision.choices, blank=True)


def _state(label: "_StrPromise") -> models.CharField:
    return models.CharField(label, max_length=7, choices=Known.choices, default=Known.UNKNOWN)


class MemberKind(models.TextChoices):
    FORMAL = "formal", _("Formal member")
    PROBATIONARY = "probationary", _("Probationary member")
    UNKNOWN = "unknown", _("Kind unknown")


class Departure(models.TextChoices):
    """How a member left the roll: he is no mobile member any more. His row and his history stay."""

    RETURNED = "returned", _("Returned home")
    RELATION_TRANSFERRED = "relation_transferred", _("Formal relation transferred")
    DECEASED = "deceased", _("Deceased")
    REMOVED = "removed", _("Removed")


MERGED = "merged"  # off the roll because the record went into another one of the same person: nobody departed


class Member(models.Model):
    """One row is one person who is a member, formal or probationary, and works away from home. One person, one row.

    On the roll until ``ended_on``; only who is on the roll is counted.
    ``branch`` is where he takes part today: the open membership's branch, kept by ``members.roll.actions`` alone and compared by
    ``reconcile``. His formal organisation is another thing and stays at home (``OrgRelation``).
    The identity number is never stored: ``identity_digest`` is a keyed digest that recognises it.
    """

    class Reach(models.TextChoices):
        """Whether the office reaches him; a flag for people to act on, never a decision about his standing."""

        IN_CONTACT = "in_contact", _("In contact")
        AT_RISK = "at_risk", _("No contact for three months")
        LOST = "lost", _("Out of contact")

    class Dues(models.TextChoices):
        PAID = "paid", _("Paid")
        UNPAID = "unpaid", _("Unpaid")
        EXEMPT = "exempt", _("Exempt")
        PAID_AT_ORIGIN = "paid_at_origin", _("Paid at origin")
        UNKNOWN = "unknown", _("Unknown")

    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=60)
    match_name = models.CharField(max_length=60, editable=False)
    pinyin = models.CharField(max_length=200, editable=False)
    initials = models.CharField(max_length=30, editable=False)
    identity_digest = models.CharField(max_length=64, null=True, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=MemberKind.choices, default=MemberKind.UNKNOWN)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    joined_on_precision = _precision(_("precision"))
    confirmed_on = models.DateField(_("became a formal member on"), null=True, blank=True)
    confirmed_on_precision = _precision(_("precision"))
    card_no = models.CharField(_("mobile member card no."), max_length=40, blank=True)

    left_on = models.DateField(_("left home on"), null=True, blank=True)
    left_on_precision = _precision(_("precision"))
    left_on_state = _state(_("when they left"))

    work_district = models.ForeignKey(
        "branches.County",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("district of work"),
        db_index=False,
    )
    work_address = models.CharField(_("work address"), max_length=200, blank=True)
    work_address_state = _state(_("work address"))
    employer = models.CharField(_("employer"), max_length=120, blank=True)

    # The division that answers for him: his county of origin where it is known, else the place (county, prefecture, province)
    # whose office entered him. So nobody is registered whom no office sees. Kept by members.roll.actions alone.
    home = models.IntegerField(editable=False)
    origin = models.ForeignKey(
        "branches.County",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("county of origin"),
        db_index=False,
    )
    origin_township = models.ForeignKey(
        "branches.Township",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("township of origin"),
        db_index=False,
    )
    origin_text = models.CharField(_("origin as written"), max_length=200, blank=True)
    origin_state = _state(_("place of origin"))

    occupation_category = models.CharField(_("occupation category"), max_length=30, blank=True)
    occupation = models.CharField(_("occupation"), max_length=120, blank=True)
    occupation_state = _state(_("occupation"))

    phone = models.CharField(_("phone"), max_length=20, blank=True)
    other_phones = models.CharField(_("other phones"), max_length=100, blank=True, help_text=_("Separated by spaces."))
    contact_other = models.CharField(_("other contact"), max_length=120, blank=True)
    contact_state = _state(_("contact"))
    reach = models.CharField(_("reach"), max_length=12, choices=Reach.choices, default=Reach.IN_CONTACT)

    dues = models.CharField(_("dues"), max_length=15, choices=Dues.choices, default=Dues.UNKNOWN)
    dues_paid_to = models.DateField(_("dues paid up to"), null=True, blank=True, help_text=_("First day of the month."))
    dues_state = _state(_("dues"))

    note = models.TextField(_("note"), blank=True)
    # Where each value comes from: {known: {"upload": 12, "line": 4, "channel": "village", "on": "2016-11-02"}}, or
    # {known: {"by": "name", "on": ...}} where a person entered it.
    sources = SourcesField(default=dict, editable=False)
    knowns = models.GeneratedField(
        expression=count_of_knowns(), output_field=models.SmallIntegerField(), db_persist=True, verbose_name=_("knowns")
    )

    branch = models.ForeignKey(
        "branches.Branch",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="members",
        verbose_name=_("mobile branch"),
        db_index=False,
    )
    ended_on = models.DateField(_("left the roll on"), null=True, blank=True, editable=False)
    ended = models.CharField(
        _("how they left the roll"),
        max_length=22,
        choices=[*Departure.choices, (MERGED, _("Joined with another record"))],
        blank=True,
        editable=False,
    )
    # The record that speaks for this person since the two were found to be one (members.roll.merging). Its own values stay.
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_records",
        verbose_name=_("joined with"),
        db_index=False,
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.CheckConstraint(
                name="member_home_is_origin",
                condition=Q(origin=None) | Q(origin=F("home")),
                violation_error_message=_("Where the county of origin is known, it answers for the member."),
            ),
            models.UniqueConstraint(
                name="member_identity_once",
                fields=["identity_digest"],
                condition=Q(identity_digest__isnull=False),
                violation_error_message=_("A member with this identity number is registered already."),
            ),
            models.CheckConstraint(
                name="member_left_on_state_is_true",
                condition=Q(left_on_state=Known.KNOWN, left_on__isnull=False)
                | ~Q(left_on_state=Known.KNOWN) & Q(left_on=None),
                violation_error_message=_("A known day of leaving needs a date, an unknown one has none."),
            ),
            models.CheckConstraint(
                name="member_work_address_state_is_true",
                condition=Q(work_address_state=Known.KNOWN) & ~Q(work_address="")
                | ~Q(work_address_state=Known.KNOWN) & Q(work_address=""),
                violation_error_message=_("A known work address needs a text, an unknown one has none."),
            ),
            models.CheckConstraint(
                name="member_origin_state_is_true",
                condition=Q(origin_state=Known.KNOWN, origin__isnull=False)
                | ~Q(origin_state=Known.KNOWN) & Q(origin=None),
                violation_error_message=_("A known origin needs a county, an unknown one has none."),
            ),
            models.CheckConstraint(
                name="member_occupation_state_is_true",
                condition=Q(occupation_state=Known.KNOWN) & ~Q(occupation="")
                | ~Q(occupation_state=Known.KNOWN) & Q(occupation=""),
                violation_error_message=_("A known occupation needs a text, an unknown one has none."),
            ),
            models.CheckConstraint(
                name="member_contact_state_is_true",
                condition=Q(contact_state=Known.KNOWN) & ~Q(phone="", contact_other="")
                | ~Q(contact_state=Known.KNOWN) & Q(phone="", contact_other=""),
                violation_error_message=_("A known contact needs a phone or another way, an unknown one has none."),
            ),
            models.CheckConstraint(
                name="member_dues_state_is_true",
                condition=Q(dues_state=Known.UNKNOWN, dues="unknown")
                | ~Q(dues_state=Known.UNKNOWN) & ~Q(dues="unknown"),
                violation_error_message=_("Dues are known when it is known how they stand."),
            ),
            models.CheckConstraint(
                name="member_off_the_roll_has_a_reason",
                condition=Q(ended_on=None, ended="") | Q(ended_on__isnull=False, branch=None) & ~Q(ended=""),
                violation_error_message=_("Who left the roll has a day and a reason for it, and no branch."),
            ),
            models.CheckConstraint(
                name="member_merged_is_off_the_roll",
                condition=Q(merged_into=None) & ~Q(ended=MERGED) | Q(merged_into__isnull=False, ended=MERGED),
                violation_error_message=_("A record that was joined with another one is off the roll."),
            ),
            models.CheckConstraint(
                name="member_confirmed_after_joining",
                condition=Q(joined_on=None) | Q(confirmed_on=None) | Q(confirmed_on__gte=F("joined_on")),
                violation_error_message=_("Nobody becomes a formal member before joining."),
            ),
        ]
        indexes = INDEXES

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("members:detail", args=[self.number])

    @property
    def number(self) -> str:
        """The member's own public number, in every export and matched first on re-import: M000123."""
        return member_number(self.pk)

    @property
    def place(self) -> int:
        """Where he is, for the history: the division that answers for him, as a branch code."""
        return self.home * SERIALS

    def lies_within(self, scope: Scope) -> bool:
        """Whether the scope may know of him: what ``within(scope)`` asks of the database."""
        return lies_within(scope, home=self.home, branch=self.branch_id)

    @property
    def phones(self) -> list[str]:
        """All numbers, the main one first."""
        return [number for number in [self.phone, *self.other_phones.split(" ")] if number]

    def state_of(self, known: str) -> str:
        return getattr(self, state_field(known))


def member_number(key: int) -> str:
    return f"M{key:06d}"
