from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from branches.organisation import actions
from branches.organisation.forms import LeaveOfficeForm, OfficeForm
from branches.organisation.views.pages import branch_or_404, form_page
from registry.access import Permission, ScopedRequest, requires
from registry.actionforms import carried_out, today


@requires(Permission.MANAGE_BRANCHES)
def take(request: ScopedRequest, code: int) -> HttpResponse:
    """Somebody takes up an office; of a branch that has ended, only terms of the past are entered."""
    branch = branch_or_404(request.scope, code)
    form = OfficeForm(request.POST or None, branch=branch, user=request.user, today=today())

    def act() -> None:
        who = {"by": request.user, "today": today()}
        actions.take_office(term=form.instance, succeeds=form.replaces, override=form.override, **who)

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, _("%(name)s holds the office.") % {"name": form.instance.holder_name})
        return redirect(branch)
    return form_page(request, branch, form, title=_("Enter an office holder"), submit=_("Enter"))


@requires(Permission.MANAGE_BRANCHES)
def leave(request: ScopedRequest, code: int, pk: int) -> HttpResponse:
    branch = branch_or_404(request.scope, code)
    term = get_object_or_404(branch.office_terms.open(), pk=pk)
    form = LeaveOfficeForm(request.POST or None, initial={"on": today()})

    def act() -> None:
        said = form.cleaned_data
        actions.leave_office(term=term, on=said["on"], reason=said["reason"], by=request.user, today=today())

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, _("The office is laid down."))
        return redirect(branch)
    lead = f"{term.get_office_display()} · {term.holder_name}"
    return form_page(request, branch, form, title=_("Lay down an office"), submit=_("Lay down"), lead=lead)
