from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members.surveys.leads import actions
from members.surveys.leads.models import Lead
from registry.access import Permission, ScopedRequest, requires
from registry.lists import page_of


@requires(Permission.IMPORT_SURVEYS)
def lead_list(request: ScopedRequest) -> HttpResponse:
    """The leads of one's own place. Those whose time is over are erased before anybody sees them."""
    today = timezone.localdate()
    if Lead.objects.filter(erased_on__lte=today).exists():
        actions.erase_expired(today=today)
    leads = Lead.objects.seen_by(request.user).select_related("row", "upload")
    page = page_of(leads, request.GET, order=("erased_on", "pk"))
    return render(request, "members/surveys/leads/list.html", {"page": page})


@require_POST
@requires(Permission.IMPORT_SURVEYS)
def lead_confirm(request: ScopedRequest, lead: int) -> HttpResponse:
    found = get_object_or_404(Lead.objects.seen_by(request.user), pk=lead)
    try:
        row = actions.confirm(lead=found, by=request.user, today=timezone.localdate())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("surveys:leads")
    messages.success(request, _("Confirmed; he is on the roll."))
    return redirect(row.member.get_absolute_url() if row.member else "surveys:leads")


@require_POST
@requires(Permission.IMPORT_SURVEYS)
def lead_erase(request: ScopedRequest, lead: int) -> HttpResponse:
    found = get_object_or_404(Lead.objects.seen_by(request.user), pk=lead)
    actions.erase(leads=[found], by=request.user)
    messages.success(request, _("Erased."))
    return redirect("surveys:leads")
