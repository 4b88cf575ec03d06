"""What can be done with several ceremonies ticked in the admin's list."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.ceremonies import actions, rules
from branches.ceremonies.models import Ceremony
from branches.ceremonies.views.steps import awarded


@admin.action(description=gettext_lazy("Prepare the ceremonies ticked"), permissions=["change"])
def prepare_selected(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> None:
    """Each that is complete; what is missing of the others is said. Warnings are set aside on the page of the ceremony."""
    user: Any = request.user
    for ceremony in queryset.order_by("held_on", "pk"):
        try:
            actions.prepare(ceremony=ceremony, by=user)
        except ValidationError as error:
            _say(request, ceremony, error)
        else:
            messages.success(request, _("%(title)s: prepared.") % {"title": ceremony})


@admin.action(description=gettext_lazy("Award all plaques of the ceremonies ticked"), permissions=["change"])
def award_selected(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
    """First a page that names the figures of each; confirmed there, every ceremony is awarded in one step."""
    chosen = list(queryset.order_by("held_on", "pk"))
    if "confirmed" not in request.POST:
        return _ask(modeladmin, request, chosen)
    user: Any = request.user
    for ceremony in chosen:
        try:
            held = actions.hold(ceremony=ceremony, today=timezone.localdate(), by=user)
        except ValidationError as error:
            _say(request, ceremony, error)
        else:
            messages.success(request, f"{held}: {awarded(held)}")
    return None


def _ask(modeladmin: Any, request: HttpRequest, chosen: list[Ceremony]) -> HttpResponse:
    scope = modeladmin.scope(request, changing=True)
    today = timezone.localdate()
    rows = [
        {
            "ceremony": ceremony,
            "figures": ceremony.plaques.within(scope).planned().figures(),
            "objections": rules.objections_to_holding(ceremony, scope=scope, held_on=ceremony.held_on, today=today),
        }
        for ceremony in chosen
    ]
    context = modeladmin.admin_site.each_context(request) | {
        "title": _("Award all plaques"),
        "opts": Ceremony._meta,
        "rows": rows,
        "possible": any(not row["objections"] for row in rows),
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
    }
    return render(request, "admin/branches/ceremony/award_selected.html", context)


def _say(request: HttpRequest, ceremony: Ceremony, error: ValidationError) -> None:
    messages.error(request, f"{ceremony}: {' '.join(error.messages)}")
