from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from branches.ceremonies import rules
from branches.ceremonies.models import Ceremony
from branches.ceremonies.preparation import checklist
from branches.ceremonies.views.doors import SITE
from branches.organisation.places import name_of
from registry.access import Permission, ScopedRequest, requires


@requires(Permission.MANAGE_CEREMONIES)
def preparation(request: ScopedRequest, pk: int) -> HttpResponse:
    """The checklist of a ceremony: what is there, what is missing, and the way to each."""
    ceremony = get_object_or_404(Ceremony.objects.managed_within(request.scope), pk=pk)
    plaques = list(ceremony.plaques.counted().select_related("branch").in_running_order())
    chapters = checklist(ceremony, plaques)
    context = {
        "ceremony": ceremony,
        "place": name_of(ceremony.division_code),
        "chapters": chapters,
        "done": sum(chapter.done for chapter in chapters),
        "whole": sum(chapter.counted for chapter in chapters),
        "objections": rules.missing(ceremony, scope=request.scope, plaques=plaques) if ceremony.is_open else [],
    }
    return SITE.page(request, "preparation", context)
