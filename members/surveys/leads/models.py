from typing import Any, Self

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from registry.access import ROLES, SERIALS, Permission


class LeadQuerySet(QuerySet):
    def seen_by(self, user: Any) -> Self:
        """Leads of the very places where the user holds the right to import, and those of files he uploaded himself; not those below."""
        places = [
            grant.place for grant in user.grants_today if Permission.IMPORT_SURVEYS in ROLES[grant.role].permissions
        ]
        scope = user.scope_of(Permission.IMPORT_SURVEYS)
        return self.filter(Q(division_code__in=places) | Q(scope.divisions("division_code"), upload__uploaded_by=user))


class Lead(models.Model):
    """One row is one person whom a chamber, an association or a chat group named, and who is on no list of an office.

    What is known of him stands in the line of the file (``row``) and nowhere else, and is erased there with the lead.
    """

    row = models.OneToOneField("members.UploadRow", models.CASCADE, related_name="lead", verbose_name=_("line"))
    upload = models.ForeignKey("members.Upload", models.CASCADE, related_name="leads", verbose_name=_("survey file"))
    division_code = models.IntegerField(_("for the place"))
    home = models.IntegerField(
        _("county"), null=True, help_text=_("Where the line says that he comes from: the list is filtered by it.")
    )
    person = models.CharField(max_length=64, help_text=_("Keyed digest: the same person is kept once for each place."))
    received_on = models.DateField(_("received"))
    erased_on = models.DateField(_("erased on"), db_index=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        constraints = [models.UniqueConstraint(name="lead_person_once", fields=["division_code", "person"])]

    def __str__(self) -> str:
        return str(self.row_id)

    @property
    def place(self) -> int:
        """Where it belongs, for the history: its division as a branch code."""
        return self.division_code * SERIALS
