from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from members.surveys.leads import actions
from members.surveys.leads.forms import LeadFilter
from members.surveys.leads.models import Lead
from registry.access import Permission, ScopedRequest, requires
from registry.digits import number_in
from registry.lists import page_of


@requires(Permission.IMPORT_SURVEYS)
def lead_list(request: ScopedRequest) -> HttpResponse:
    """The leads of one's own place. Those whose time is over are erased before anybody sees them."""
    today = timezone.localdate()
    if Lead.objects.filter(erased_on__lte=today).exists():
        actions.erase_expired(today=today)
    leads = Lead.objects.seen_by(request.user)
    filters = LeadFilter(request.GET, leads=leads)
    found = filters.narrow(leads).select_related("row", "upload")
    page = page_of(found, request.GET, order=("erased_on", "pk"), total=found.count())
    return render(request, "members/surveys/leads/list.html", {"page": page, "filters": filters})


@require_POST
@requires(Permission.IMPORT_SURVEYS)
def confirm_leads(request: ScopedRequest) -> HttpResponse:
    """Those ticked are members: they are entered."""
    ticked = _ticked(request)
    try:
        left = actions.confirm(leads=ticked, by=request.user, today=timezone.localdate())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _back(request)
    entered = len(ticked) - len(left)
    if entered:
        words = ngettext("%(count)d person is on the roll now.", "%(count)d people are on the roll now.", entered)
        messages.success(request, words % {"count": entered})
    if left:
        words = _(
            "Could be somebody who is on the roll already: look there first, and erase the lead if it is: %(names)s"
        )
        messages.warning(request, words % {"names": "、".join(lead.row.values["name"] for lead in left)})
    return _back(request)


@require_POST
@requires(Permission.IMPORT_SURVEYS)
def erase_leads(request: ScopedRequest) -> HttpResponse:
    """Nothing is kept of those ticked."""
    try:
        count = actions.erase(leads=_ticked(request), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _back(request)
    if count:
        words = ngettext("%(count)d lead is erased.", "%(count)d leads are erased.", count)
        messages.success(request, words % {"count": count})
    return _back(request)


def _ticked(request: ScopedRequest) -> list[Lead]:
    keys = [number_in(text) for text in request.POST.getlist("lead")]
    found = list(Lead.objects.seen_by(request.user).filter(pk__in=keys))
    if not found:
        messages.info(request, _("Nobody is ticked."))
    return found


def _back(request: ScopedRequest) -> HttpResponse:
    """To the list, filtered as it was."""
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"{reverse('surveys:leads')}{asked}")
