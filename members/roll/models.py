from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.roll.knowns import SIX_KNOWNS, Known, count_of_knowns, state_field
from members.roll.querysets import MemberQuerySet, MembershipQuerySet, MemberTallyQuerySet
from registry.access import SERIALS
from registry.dates import Precision


def _precision(label: object) -> models.CharField:
    return models.CharField(label, max_length=5, choices=Precision.choices, blank=True)


def _state(label: object) -> models.CharField:
    return models.CharField(label, max_length=7, choices=Known.choices, default=Known.UNKNOWN)


class MemberKind(models.TextChoices):
    FORMAL = "formal", _("Formal member")
    PROBATIONARY = "probationary", _("Probationary member")
    UNKNOWN = "unknown", _("Kind unknown")


class Member(models.Model):
    """One row is one person who is a member, formal or probationary, and works away from home. One person, one row.

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

    name = models.CharField(_("name"), max_length=60)
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
        "branches.County", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("district of work")
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
        "branches.Township", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("township of origin")
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
    sources = models.JSONField(default=dict, editable=False)
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
                violation_error_message=_("A member with this identity number is registered already."),
            ),
            models.CheckConstraint(
                name="member_left_on_state_is_true",
                condition=Q(left_on_state=Known.KNOWN, left_on__isnull=False) | ~Q(left_on_state=Known.KNOWN) & Q(left_on=None),
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
                condition=Q(origin_state=Known.KNOWN, origin__isnull=False) | ~Q(origin_state=Known.KNOWN) & Q(origin=None),
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
                condition=Q(dues_state=Known.UNKNOWN, dues="unknown") | ~Q(dues_state=Known.UNKNOWN) & ~Q(dues="unknown"),
                violation_error_message=_("Dues are known when it is known how they stand."),
            ),
            models.CheckConstraint(
                name="member_confirmed_after_joining",
                condition=Q(joined_on=None) | Q(confirmed_on=None) | Q(confirmed_on__gte=F("joined_on")),
                violation_error_message=_("Nobody becomes a formal member before joining."),
            ),
        ]
        indexes = [
            models.Index(fields=["home", "id"], name="member_home"),
            models.Index(fields=["branch", "id"], name="member_branch"),
            models.Index(fields=["match_name"], name="member_match_name"),
            models.Index(fields=["initials"], name="member_initials"),
            models.Index(fields=["phone"], name="member_phone", condition=~Q(phone="")),
        ]

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

    @property
    def phones(self) -> list[str]:
        """All numbers, the main one first."""
        return [number for number in [self.phone, *self.other_phones.split(" ")] if number]

    def state_of(self, known: str) -> str:
        return getattr(self, state_field(known))

    @property
    def missing_knowns(self) -> list[str]:
        """Names of the knowns still unknown, in the order of the report."""
        return [known for known in SIX_KNOWNS if self.state_of(known) == Known.UNKNOWN]


def member_number(key: int) -> str:
    return f"M{key:06d}"


class OrgRelation(models.Model):
    """One row is one formal organisation that holds a member's relation for a time, at home. At most one is open.

    It carries the vote and the official count. Joining a mobile branch never touches it.
    """

    member = models.ForeignKey(Member, models.PROTECT, related_name="org_relations", verbose_name=_("member"))
    formal_branch = models.CharField(_("formal branch"), max_length=120)
    county = models.ForeignKey(
        "branches.County", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("county")
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

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
        RETURNED = "returned", _("Returned home")
        RELATION_TRANSFERRED = "relation_transferred", _("Formal relation transferred")
        MOVED = "moved", _("Moved to another branch")
        DECEASED = "deceased", _("Deceased")
        REMOVED = "removed", _("Removed")
        BRANCH_ENDED = "branch_ended", _("Branch dissolved")

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

    def __str__(self) -> str:
        return f"{self.member} – {self.branch}"


class OtherValue(models.Model):
    """One row is a value of a known that another source gave and that was not chosen: kept, and shown beside the chosen one."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="other_values", verbose_name=_("member"))
    known = models.CharField(_("known"), max_length=12, choices=[(k, v) for k, v in SIX_KNOWNS.items()])
    value = models.JSONField(_("value"))
    source = models.JSONField(_("source"))

    class Meta:
        ordering = ["member", "known", "pk"]
        verbose_name = _("other value")
        verbose_name_plural = _("other values")

    def __str__(self) -> str:
        return f"{self.get_known_display()}: {self.value}"


class MemberTally(models.Model):
    """One row counts the members of one home, one branch and one kind: how many, and how much of them is known.

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
        ordering = ["home", "branch", "kind"]
        verbose_name = _("tally of members")
        verbose_name_plural = _("tallies of members")
        constraints = [
            models.UniqueConstraint(name="member_tally_once", fields=["home", "branch", "kind"]),
            models.CheckConstraint(name="member_tally_counts", condition=Q(members__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.home}/{self.branch}/{self.kind}: {self.members}"
