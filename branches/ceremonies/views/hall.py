"""The hall screen: the roll call for the projector, whole in one answer, so that it goes on when the network drops."""

from django.http import HttpResponse
from django.shortcuts import render

from branches.ceremonies import day
from branches.ceremonies.querysets import Figures
from branches.ceremonies.views.pages import managed_or_404
from branches.organisation.places import name_of
from registry.access import Permission, ScopedRequest, requires


@requires(Permission.MANAGE_CEREMONIES)
def hall(request: ScopedRequest, pk: int) -> HttpResponse:
    """Title, every branch, and the end: one slide each, one after the other."""
    ceremony = managed_or_404(request.scope, pk)
    calls = day.calls_of(ceremony)
    context = {
        "ceremony": ceremony,
        "title": day.in_lines(ceremony.title),
        "place": name_of(ceremony.division_code),
        "calls": calls,
        "figures": calls[-1].so_far if calls else Figures(),
    }
    return render(request, "branches/ceremonies/hall.html", context)
