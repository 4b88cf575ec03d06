"""Papers in the admin: of the ceremonies ticked, the same list as on their pages."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.ceremonies.models import Ceremony
from branches.ceremonies.papers.standing import papers_of, printable_of
from branches.ceremonies.tables import roll_call


@admin.action(description=gettext_lazy("Print the papers of the ceremonies ticked"), permissions=["view"])
def print_selected(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
    """A page with the papers of each, as far as the reader's scope reaches; one that was cancelled has none."""
    scope = modeladmin.scope(request)
    rows = []
    for ceremony in printable_of(Ceremony.objects.filter(pk__in=queryset)).order_by("held_on", "pk"):
        guests = list(ceremony.guests.order_by("position", "pk"))
        rows.append({"ceremony": ceremony, "papers": papers_of(ceremony, roll_call(ceremony, scope), guests)})
    context = modeladmin.admin_site.each_context(request) | {
        "title": _("Print papers"),
        "opts": Ceremony._meta,
        "rows": rows,
    }
    return render(request, "admin/branches/ceremony/print_selected.html", context)
