from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from branches.organisation import actions
from branches.organisation.forms import CoverForm, EndCoverForm
from branches.organisation.rules.days import objections_to_touching
from branches.organisation.views.pages import branch_or_404, form_page
from registry.access import Permission, ScopedRequest, requires
from registry.actionforms import carried_out, today


@requires(Permission.MANAGE_BRANCHES)
def cover(request: ScopedRequest, code: int) -> HttpResponse:
    branch = branch_or_404(request.scope, code)
    form = CoverForm(request.POST or None, branch=branch, scope=request.scope, today=today())

    def act() -> None:
        counties, on = form.cleaned_data["counties"], form.cleaned_data["on"]
        who = {"by": request.user, "today": today()}
        actions.cover(branch=branch, counties=counties, on=on, override=form.override, **who)

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, _("The branch covers these counties."))
        return redirect(branch)
    standing = objections_to_touching(branch)
    return form_page(request, branch, form, title=_("Cover more counties"), submit=_("Cover"), standing=standing)


@requires(Permission.MANAGE_BRANCHES)
def uncover(request: ScopedRequest, code: int, pk: int) -> HttpResponse:
    branch = branch_or_404(request.scope, code)
    ending = get_object_or_404(branch.covers.open().select_related("county"), pk=pk)
    form = EndCoverForm(request.POST or None, initial={"on": today()})

    def act() -> None:
        actions.uncover(cover=ending, on=form.cleaned_data["on"], by=request.user, today=today())

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, _("The branch no longer covers %(county)s.") % {"county": ending.county})
        return redirect(branch)
    title = _("No longer cover %(county)s") % {"county": ending.county}
    return form_page(request, branch, form, title=title, submit=_("No longer cover"), style="outline-danger")
