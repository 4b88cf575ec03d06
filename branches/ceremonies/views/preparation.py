from django.http import HttpResponse

from branches.ceremonies import rules
from branches.ceremonies.preparation import checklist
from branches.ceremonies.views.doors import SITE
from branches.ceremonies.views.pages import managed_or_404
from branches.organisation.places import name_of
from registry.access import Permission, ScopedRequest, requires


@requires(Permission.MANAGE_CEREMONIES)
def preparation(request: ScopedRequest, pk: int) -> HttpResponse:
    """The checklist of a ceremony: what is there, what is missing, and the way to each."""
    ceremony = managed_or_404(request.scope, pk)
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
