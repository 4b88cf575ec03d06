from django.db import models
from django.utils.translation import gettext_lazy as _

from members.roll.knowns import SIX_KNOWNS
from members.roll.models.member import Member


class OtherValue(models.Model):
    """One row is a value of a known that another source gave and that was not chosen: kept, and shown beside the chosen one."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="other_values", verbose_name=_("member"))
    known = models.CharField(_("known"), max_length=12, choices=[(k, v) for k, v in SIX_KNOWNS.items()])
    value = models.JSONField(_("value"), null=True)  # null: known to be none
    source = models.JSONField(_("source"))

    class Meta:
        ordering = ["member", "known", "pk"]
        verbose_name = _("other value")
        verbose_name_plural = _("other values")

    def __str__(self) -> str:
        return f"{self.get_known_display()}: {self.value}"
