from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from members.roll.models import Member
from members.surveys.models import Upload
from members.surveys.waiting import decisions
from members.surveys.waiting.comparison import doubts_on_page
from members.surveys.waiting.forms import choices_of
from registry.access import Permission, ScopedRequest, requires
from registry.lists import page_of


def _upload(request: ScopedRequest, number: int) -> Upload:
    return get_object_or_404(Upload.objects.within(request.scope), pk=number)


@requires(Permission.IMPORT_SURVEYS)
def doubtful(request: ScopedRequest, number: int) -> HttpResponse:
    """Doubtful lines beside the members they could mean, to be decided one by one or many at once."""
    upload = _upload(request, number)
    page = page_of(decisions.to_decide(upload), request.GET, order=("line",), size=25)
    keys = {key for row in page.rows for key in decisions.candidates_of(row)}
    visible = Member.objects.within(request.scope).in_bulk(keys)
    doubts = doubts_on_page(page.rows, visible)
    if request.method == "POST":
        only = {doubt.row.line: doubt.candidates[0].pk for doubt in doubts if len(doubt.candidates) == 1}
        choices = choices_of(request.POST, request.POST.getlist("line"), only)
        try:
            done = decisions.decide(upload=upload, choices=choices, by=request.user, today=timezone.localdate())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            said = _("Decided: the same person %(same)s, somebody new %(new)s; left waiting %(left)s.")
            messages.success(request, said % done)
        return redirect(request.get_full_path())
    return render(request, "members/surveys/waiting/doubtful.html", {"upload": upload, "page": page, "doubts": doubts})
