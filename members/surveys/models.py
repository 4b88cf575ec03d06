from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.roll.sources import AUXILIARY, Channel
from members.surveys.querysets import UploadQuerySet, UploadRowQuerySet
from registry.access import SERIALS
from registry.fields import JSONTextField


class Verdict(models.TextChoices):
    """What becomes of a line. Every line of a file has exactly one."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    DUPLICATE = "duplicate", _("duplicate")
    DOUBTFUL = "doubtful", _("doubtful")
    REFUSED = "refused", _("refused")
    SKIPPED = "skipped", _("skipped")


class SkipReason(models.TextChoices):
    TITLE = "title", _("title")
    BLANK = "blank", _("blank line")
    HEADER = "header", _("header")
    TOTAL = "total", _("total")
    NOTE = "note", _("note or signature")


# Codes of faults that a person can explain, and of those that stay where he did.
_QUESTIONS = {
    "unknown_value",
    "ambiguous_date",
    "unknown_place",
    "ambiguous_place",
    "not_a_county",
    "unknown_branch",
    "standing_in_note",
}
_ANSWERED = {"answered", "gone"}


class Upload(models.Model):
    """One row is one survey file someone sent in: what was understood of it, and what became of it.

    The file itself lies encrypted in the data directory until it is applied or discarded, then it is erased: it may hold identity
    numbers, of which the registry keeps only a keyed digest.
    """

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        PLANNED = "planned", _("Waiting to be applied")
        APPLYING = "applying", _("Being applied")
        PARTLY = "partly", _("Partly applied")
        APPLIED = "applied", _("Applied")
        UNDOING = "undoing", _("Being taken back")
        UNDONE = "undone", _("Taken back")
        DISCARDED = "discarded", _("Discarded")

    division_code = models.IntegerField(
        _("for the place"), help_text=_("Lines from outside this division are refused.")
    )
    channel = models.CharField(_("channel"), max_length=15, choices=Channel.choices, default=Channel.OFFICE)
    collected_on = models.DateField(_("surveyed on"))
    branch = models.ForeignKey(
        "branches.Branch",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("attach to branch"),
        help_text=_("For rows that name no branch of their own."),
    )
    uploaded_at = models.DateTimeField(_("uploaded"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    # What reads, applies or takes it back, where that goes on beside the page.
    job = models.ForeignKey("registry.Job", models.SET_NULL, null=True, related_name="+", db_index=False)

    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    # What was understood of the file, as in the command's JSON (docs/guide): encoding, delimiter, sheet, other_sheets,
    # header_line; and of its columns: [{position, header, field, warnings}].
    facts = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    totals = models.JSONField(default=dict)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("survey file")
        verbose_name_plural = _("survey files")
        indexes = [models.Index(fields=["division_code", "id"], name="upload_division")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("surveys:detail", args=[self.pk])

    @property
    def place(self) -> int:
        """Where it belongs, for scope and history: its division as a branch code."""
        return self.division_code * SERIALS

    @property
    def lines_of_data(self) -> int:
        """Lines that speak of a person."""
        return sum(lines for verdict, lines in self.totals.items() if verdict != Verdict.SKIPPED)

    @property
    def waiting(self) -> int:
        """Lines that wait for a person. Who certainly repeats another line goes with that one and waits for nobody."""
        return self.left_out - self.certain_duplicates

    @property
    def left_out(self) -> int:
        """Lines that an apply leaves out: those of the workbook to be corrected."""
        return sum(self.totals.get(verdict, 0) for verdict in (Verdict.DUPLICATE, Verdict.DOUBTFUL, Verdict.REFUSED))

    @property
    def certain_duplicates(self) -> int:
        """Lines taken for the person of an earlier one without a doubt."""
        return self.totals.get(Verdict.DUPLICATE, 0) - self.facts.get("faults", {}).get("likely_duplicate", 0)

    @property
    def to_write(self) -> int:
        """Lines that an apply writes."""
        if self.state == self.State.PARTLY:
            return self.facts["pending"]
        return self.totals.get(Verdict.NEW, 0) + self.totals.get(Verdict.CHANGED, 0)

    @property
    def is_open(self) -> bool:
        """Waiting for somebody to apply it, or what is left of it."""
        return self.state in (self.State.PLANNED, self.State.PARTLY)

    @property
    def is_busy(self) -> bool:
        """Whether something goes on with it beside the page."""
        return self.job is not None and not self.job.is_over

    @property
    def has_questions(self) -> bool:
        """Whether values stand in it that a person can explain, or has explained."""
        return self.has_open_questions or not _ANSWERED.isdisjoint(self.facts.get("faults", {}))

    @property
    def has_open_questions(self) -> bool:
        """Whether values stand in it that nobody has explained yet."""
        return not _QUESTIONS.isdisjoint(self.facts.get("faults", {}))

    @property
    def brings_leads(self) -> bool:
        """Whether it came through a channel that is no office: whoever it alone names becomes a lead, not a member."""
        return self.channel in AUXILIARY

    @property
    def may_continue(self) -> bool:
        """Whether its waiting lines may still be set right: until it is taken back or discarded, also when the rest is applied."""
        return self.state in (self.State.PLANNED, self.State.PARTLY, self.State.APPLIED)


STRIPES = 256


class UploadRow(models.Model):
    """One row is one line of a survey file: its cells as sent (identity numbers masked), what they mean, and its verdict.

    ``values`` and ``faults`` are as in the command's JSON; ``details`` what the plan found beside them (township, district, text as
    written). ``changes``: {field: [before, after]} as the preview shows them. ``member`` with the ``seen_version``: whom the line
    speaks of among those already registered, and how he was. What was written is in ``Written``.
    """

    # The code alone writes lines, with the upload in hand: the database need not look at it for each of them.
    upload = models.ForeignKey(Upload, models.CASCADE, related_name="rows", db_index=False, db_constraint=False)
    line = models.PositiveIntegerField(_("line"))
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    reason = models.CharField(max_length=6, choices=SkipReason.choices, blank=True)
    cells = JSONTextField(default=list)
    values = JSONTextField(default=dict)
    details = models.JSONField(default=dict)
    identity_digest = models.CharField(max_length=64, blank=True)
    faults = JSONTextField(default=list)
    # The codes of the faults between spaces, " unknown_place no_such_day ": what the preview filters by, alike on both databases.
    fault_codes = models.CharField(max_length=200, blank=True)
    duplicate_of = models.PositiveIntegerField(_("duplicate of line"), null=True)
    # He may be erased, with the file that brought him, at the very moment this line is read: then it is judged once more.
    member = models.ForeignKey(
        "members.Member",
        models.PROTECT,
        null=True,
        related_name="upload_rows",
        verbose_name=_("member"),
        db_index=False,
        db_constraint=False,
    )
    seen_version = models.PositiveIntegerField(null=True)
    candidates = JSONTextField(default=list)
    changes = JSONTextField(default=dict)
    # Namesakes have the same: whoever applies a stripe locks it, so that several workers never meet over one person.
    stripe = models.PositiveSmallIntegerField(default=0)

    objects = UploadRowQuerySet.as_manager()

    class Meta:
        ordering = ["upload", "line"]
        verbose_name = _("line of a survey file")
        verbose_name_plural = _("lines of survey files")
        constraints = [models.UniqueConstraint(name="upload_row_line_once", fields=["upload", "line"])]
        indexes = [
            models.Index(fields=["upload", "verdict", "line"], name="upload_row_verdict"),
            models.Index(fields=["upload", "stripe", "verdict", "line"], name="upload_row_stripe"),
            models.Index(fields=["member"], name="upload_row_member", condition=models.Q(member__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.upload_id}:{self.line}"


class Written(models.Model):
    """One row is one line of a survey file as it was written to the roll: what is needed to take it back.

    ``version``: the member's, after it. ``before``: what he was (``members.roll.bulk.take_back``); nothing for who was new.
    """

    # Both are locked when a line is written, and whoever erases members asks for their lines (``reconcile`` too).
    upload = models.ForeignKey(Upload, models.CASCADE, related_name="written", db_index=False, db_constraint=False)
    line = models.PositiveIntegerField(_("line"))
    member = models.ForeignKey(
        "members.Member",
        models.PROTECT,
        related_name="written_lines",
        verbose_name=_("member"),
        db_index=False,
        db_constraint=False,
    )
    version = models.PositiveIntegerField()
    before = models.JSONField(null=True)

    class Meta:
        ordering = ["upload", "line"]
        verbose_name = _("written line")
        verbose_name_plural = _("written lines")
        constraints = [models.UniqueConstraint(name="written_line_once", fields=["upload", "line"])]
        indexes = [models.Index(fields=["member"], name="written_member")]

    def __str__(self) -> str:
        return f"{self.upload_id}:{self.line}"
