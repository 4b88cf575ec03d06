from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from branches.organisation.filters import Attention, to_look_at
from branches.organisation.models import Cover, FormerBranchName, OfficeTerm
from registry.adminsite import ReadOnlyInline


class OfficeTermInline(ReadOnlyInline):
    model = OfficeTerm
    fields = ["office", "holder_name", "source", "manner", "since", "until", "approval_document_no"]


class CoverInline(ReadOnlyInline):
    model = Cover
    fields = ["county", "since", "until"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("county", "branch")


class FormerNameInline(ReadOnlyInline):
    model = FormerBranchName
    fields = ["full_name", "short_name", "until"]


class AttentionFilter(admin.SimpleListFilter):
    """What there may be to look at, as on the site's own list."""

    title = _("To look at")
    parameter_name = "attention"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Attention.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        today, asked = timezone.localdate(), self.value()
        return to_look_at(queryset.active_on(today), asked, today) if asked else queryset
