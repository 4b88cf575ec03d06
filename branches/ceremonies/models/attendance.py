from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branches.ceremonies.models.ceremony import Ceremony, Guest
from branches.ceremonies.models.plaque import Plaque

MOST_PEOPLE = 500


class SignIn(models.Model):
    """One row says that a branch on the list, or a guest, has come to the ceremony, and with how many people."""

    ceremony = models.ForeignKey(Ceremony, models.PROTECT, related_name="sign_ins", verbose_name=_("ceremony"))
    plaque = models.OneToOneField(
        Plaque, models.CASCADE, null=True, blank=True, related_name="sign_in", verbose_name=_("plaque")
    )
    guest = models.OneToOneField(
        Guest, models.CASCADE, null=True, blank=True, related_name="sign_in", verbose_name=_("guest")
    )
    people = models.PositiveSmallIntegerField(
        _("people"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )
    at = models.DateTimeField(_("signed in at"))

    class Meta:
        ordering = ["ceremony", "at", "pk"]
        verbose_name = _("sign-in at a ceremony")
        verbose_name_plural = _("sign-ins at ceremonies")
        constraints = [
            models.CheckConstraint(
                name="sign_in_of_a_branch_or_a_guest",
                condition=Q(plaque__isnull=False, guest=None) | Q(plaque=None, guest__isnull=False),
                violation_error_message=_("A sign-in is that of a branch or that of a guest."),
            ),
            models.CheckConstraint(
                name="sign_in_of_somebody",
                condition=Q(people__gte=1, people__lte=MOST_PEOPLE),
                violation_error_message=_("Write how many people have come."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.guest or self.plaque)
