import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branches.ceremonies.models import Ceremony
from branches.ceremonies.papers.kinds import PAPERS
from branches.ceremonies.papers.occasion import Occasion, of_ceremony
from branches.ceremonies.papers.orders import Order
from registry.access import Scope


class PrintRunQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> Self:
        """Printed for exactly this scope, of ceremonies that it still reaches: to whom a print shows neither more nor less."""
        return self.filter(reach=reach_of(scope), ceremony__in=Ceremony.objects.within(scope))


class PrintRun(models.Model):
    """One row is one long print of a ceremony's papers: made part by part beside the pages, fetched, and erased after some days.

    It is handed out only while the papers would still say the same (``based_on``), to who sees the same part of the ceremony.
    """

    ceremony = models.ForeignKey(Ceremony, models.PROTECT, related_name="print_runs", verbose_name=_("ceremony"))
    order = models.JSONField()  # orders.Order: which papers, which boards, one file or one each
    reach = models.TextField()  # the scope it was printed for, as text
    base = models.CharField(max_length=200)  # where the site is seen from outside
    based_on = models.CharField(max_length=64)  # digest of all that the papers read
    moment = models.DateTimeField(_("printed"), default=timezone.now)  # as the papers say it
    file_name = models.CharField(_("file"), max_length=255)
    size = models.PositiveBigIntegerField(null=True)  # in bytes, once it is whole
    job = models.ForeignKey("registry.Job", models.SET_NULL, null=True, related_name="+", db_index=False)

    objects = PrintRunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("print")
        verbose_name_plural = _("prints")

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("ceremonies:print_run", args=[self.ceremony_id, self.pk])

    @property
    def asked(self) -> Order:
        return Order.from_json(self.order)

    @property
    def label(self) -> Promise | str:
        paper = PAPERS.get(self.order["key"])
        return paper.label if paper else _("All papers (ZIP)")

    @property
    def kept_until(self) -> datetime.datetime:
        return self.moment + datetime.timedelta(days=settings.PRINT_DAYS)

    @property
    def is_whole(self) -> bool:
        return self.size is not None

    @property
    def is_under_way(self) -> bool:
        return not self.is_whole and self.job is not None and not self.job.is_over

    def is_true_of(self, occasion: Occasion) -> bool:
        """Whether the papers would say the same if they were printed now. ``occasion``: what ``occasion()`` says now."""
        return self.based_on == occasion.digest()

    def occasion(self) -> Occasion:
        """What it is about, as things stand now."""
        pairs = (pair.split("-") for pair in self.reach.split())
        scope = Scope(tuple((int(low), int(high)) for low, high in pairs))
        return of_ceremony(self.ceremony, scope, moment=timezone.localtime(self.moment), base=self.base)


def reach_of(scope: Scope) -> str:
    """The scope as a print run keeps it, to be compared: 360100000-360199999 360700000-360799999."""
    return " ".join(f"{low}-{high}" for low, high in scope.ranges)
