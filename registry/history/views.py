from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from registry.access import Permission, ScopedRequest, requires
from registry.history.forms import DeedFilter
from registry.history.models import Deed
from registry.history.subjects import first_subjects
from registry.history.wording import in_words
from registry.lists import page_of

NEWEST_FIRST = ("-at", "-pk")


@requires(Permission.VIEW_HISTORY)
def history(request: ScopedRequest) -> HttpResponse:
    """What was done in my part of the tree, newest first; for those who audit it."""
    form = DeedFilter(request.GET)
    page = page_of(form.narrow(Deed.objects.within(request.scope)), request.GET, order=NEWEST_FIRST)
    subjects: dict[int, Any] = first_subjects(page.rows, request.scope)
    return render(request, "history/list.html", {"form": form, "page": page, "deeds": in_words(page.rows, subjects)})
