from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.history.querysets import DeedQuerySet
from registry.history.verbs import verb_choices


class Deed(models.Model):
    """One row is one thing that was done: what, by whom, when, why, and the values before and after.

    Rows are only ever added (database triggers refuse the rest) and each carries the digest of the one before it, so that a
    change behind the application's back shows (``verify_history``). The values enter the digest by a digest of their own:
    a later erasure of personal values can leave the chain whole.
    """

    verb = models.CharField(_("what"), max_length=40, choices=verb_choices)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("by"), related_name="+", db_index=False
    )
    by_name = models.CharField(_("name at the time"), max_length=150, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    document_no = models.CharField(_("document no."), max_length=100, blank=True)
    request_id = models.CharField(_("request"), max_length=36, blank=True)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    values_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = DeedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("deed")
        verbose_name_plural = _("history")
        # As they are read: newest first between two days, all, those of one verb or those of one account.
        indexes = [
            models.Index(fields=["at", "id"], name="deed_in_order"),
            models.Index(fields=["verb", "at", "id"], name="deed_verb"),
            models.Index(fields=["by", "at", "id"], name="deed_by"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.at:%Y-%m-%d %H:%M}"


class DeedSubject(models.Model):
    """One row is one object a deed touched: its model, its key, and the place it belonged to then (a branch code).

    Where many with consecutive keys belonged to one place, one row is all of them: a run, from ``key`` to ``last``. It is not longer
    than ``LONGEST``, so that whoever looks for one object reads few rows.
    """

    LONGEST = 20_000

    deed = models.ForeignKey(Deed, models.PROTECT, related_name="subjects", db_index=False)
    kind = models.CharField(max_length=40)
    key = models.BigIntegerField()
    place = models.IntegerField(null=True)
    last = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("subject of a deed")
        verbose_name_plural = _("subjects of deeds")
        indexes = [
            models.Index(fields=["deed", "id"], name="deed_subject_in_order"),
            models.Index(fields=["kind", "key", "deed"], name="deed_subject_object"),
            models.Index(fields=["place", "deed"], name="deed_subject_place"),
            models.Index(
                fields=["kind", "key", "last", "deed"],
                name="deed_subject_run",
                condition=models.Q(last__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
