"""What the registry remembers of a clerk's work on one survey file, so that the next file does not ask again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RememberedDecision(models.Model):
    """One row is a person's word on a doubtful line: it was this member, or it was not this member.

    ``facts``: keyed digests of what the line said of who it is (``settled.facts_of``); a later line that says all of it again is the
    same person. ``line`` of ``upload`` is where it was decided; the member that came out of that line is the one meant.
    """

    match_name = models.CharField(max_length=120)
    home = models.IntegerField()
    facts = models.JSONField()
    member = models.ForeignKey("members.Member", models.CASCADE, related_name="+", verbose_name=_("member"))
    is_same = models.BooleanField(_("the same person"))
    upload = models.ForeignKey("members.Upload", models.CASCADE, related_name="+", verbose_name=_("survey file"))
    line = models.PositiveIntegerField(_("line"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)

    class Meta:
        verbose_name = _("remembered decision")
        verbose_name_plural = _("remembered decisions")
        constraints = [
            models.UniqueConstraint(name="remembered_decision_once", fields=["upload", "line", "member"]),
        ]
        indexes = [models.Index(fields=["home", "match_name"], name="remembered_decision_whose")]

    def __str__(self) -> str:
        return f"{self.upload_id}:{self.line} {'=' if self.is_same else '≠'} {self.member_id}"


class RememberedAnswer(models.Model):
    """One row says what a value means that the importer did not know: in files of this office, or (dates) in this file alone.

    ``field``, ``heading`` (normalised; empty: under any heading) and ``text`` are those of the fault; ``value`` is in the shape of
    ``answers``, null for "nobody knows".
    """

    division_code = models.IntegerField(_("for the place"))
    field = models.CharField(_("field"), max_length=20)
    heading = models.CharField(_("heading"), max_length=100, blank=True)
    text = models.CharField(_("as written"), max_length=200)
    value = models.JSONField(_("means"), null=True)
    upload = models.ForeignKey(
        "members.Upload", models.CASCADE, null=True, related_name="+", verbose_name=_("only in this file")
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    given_at = models.DateTimeField(_("answered"), auto_now=True)

    class Meta:
        verbose_name = _("remembered answer")
        verbose_name_plural = _("remembered answers")
        constraints = [
            models.UniqueConstraint(
                name="remembered_answer_of_office_once",
                fields=["division_code", "field", "heading", "text"],
                condition=models.Q(upload=None),
            ),
            models.UniqueConstraint(
                name="remembered_answer_of_file_once",
                fields=["upload", "field", "heading", "text"],
                condition=models.Q(upload__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.text}"


class RememberedColumns(models.Model):
    """One row is how an office reads files with this row of headings: what a clerk set right, taken for the next such file.

    ``headings``: keyed by digest of the normalised headings in their order. ``fields``: one for each column, "" for not taken.
    """

    division_code = models.IntegerField(_("for the place"))
    headings_digest = models.CharField(max_length=64)
    fields = models.JSONField(_("columns"))
    file_name = models.CharField(_("from file"), max_length=255)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("set by")
    )
    set_at = models.DateTimeField(_("set"), auto_now=True)

    class Meta:
        verbose_name = _("remembered columns")
        verbose_name_plural = _("remembered columns")
        constraints = [
            models.UniqueConstraint(name="remembered_columns_once", fields=["division_code", "headings_digest"]),
        ]

    def __str__(self) -> str:
        return self.file_name
