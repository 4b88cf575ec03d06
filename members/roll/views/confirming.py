from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from branches.models import Branch
from members.roll import actions
from members.roll.forms import ConfirmForm
from members.roll.models import Membership
from members.roll.views.pages import member_or_404
from registry.access import Permission, ScopedRequest, requires
from registry.actionforms import today
from registry.digits import number_in
from registry.lists import page_of

_BY_BRANCH = ("branch_id", "pk")  # as the index of who waits runs


@requires(Permission.MANAGE_MEMBERS)
def pending(request: ScopedRequest) -> HttpResponse:
    """Who takes part in my branches and is still to be confirmed: all at once, or those of ``?branch=``."""
    branch = _branch(request)
    waiting = Membership.objects.pending().within(request.scope)
    waiting = waiting.filter(branch=branch) if branch else waiting
    form = ConfirmForm(request.POST or None, offered=waiting, initial={"on": today()})
    if request.method == "POST" and form.is_valid() and _confirmed(request, form):
        return redirect(f"{reverse('members:pending')}?{request.GET.urlencode()}")
    related = waiting.select_related("branch", "member__origin__prefecture__province")
    page = page_of(related, request.GET, order=_BY_BRANCH, total=waiting.count())
    return render(request, "members/roll/pending.html", {"form": form, "page": page, "branch": branch})


@requires(Permission.MANAGE_MEMBERS)
@require_POST
def confirm(request: ScopedRequest, number: str) -> HttpResponse:
    """The branch confirms one member, today."""
    member = member_or_404(request.scope, number)
    try:
        actions.confirm(memberships=member.memberships.pending(), on=today(), by=request.user, today=today())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The branch has confirmed %(name)s.") % {"name": member.name})
    return redirect(member)


def _confirmed(request: ScopedRequest, form: ConfirmForm) -> bool:
    said = form.cleaned_data
    try:
        count = actions.confirm(memberships=said["memberships"], on=said["on"], by=request.user, today=today())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    words = ngettext("%(count)d member is confirmed.", "%(count)d members are confirmed.", count)
    messages.success(request, words % {"count": count})
    return True


def _branch(request: ScopedRequest) -> Branch | None:
    code = request.GET.get("branch", "")
    if not code:
        return None
    return get_object_or_404(Branch.objects.within(request.scope), pk=number_in(code))
