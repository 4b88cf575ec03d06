from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from branches.organisation import actions
from branches.organisation.forms import CorrectionForm, MoveForm, RenameForm
from branches.organisation.rules.days import objections_to_touching
from branches.organisation.views.pages import branch_or_404, form_page
from registry.access import Permission, ScopedRequest, requires
from registry.actionforms import carried_out, today


@requires(Permission.MANAGE_BRANCHES)
def correct(request: ScopedRequest, code: int) -> HttpResponse:
    branch = branch_or_404(request.scope, code)
    form = CorrectionForm(request.POST or None, instance=branch_or_404(request.scope, code))

    def act() -> None:
        version, who = form.said["version"], {"by": request.user, "today": today()}
        actions.correct(branch=branch, values=form.values, version=version, override=form.override, **who)

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, _("The branch is corrected."))
        return redirect(branch)
    return form_page(request, branch, form, title=_("Correct"), submit=_("Save"))


@requires(Permission.MANAGE_BRANCHES)
def rename(request: ScopedRequest, code: int) -> HttpResponse:
    branch = branch_or_404(request.scope, code)
    form = RenameForm(request.POST or None, branch=branch)

    def act() -> None:
        actions.rename(branch=branch, **form.said, by=request.user, today=today(), override=form.override)

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, _("The branch has a new name; the one until then is kept."))
        return redirect(branch)
    standing = objections_to_touching(branch)
    lead = _("The name until then is kept and stays findable.")
    return form_page(request, branch, form, title=_("Rename"), submit=_("Rename"), lead=lead, standing=standing)


@requires(Permission.MANAGE_BRANCHES)
def move(request: ScopedRequest, code: int) -> HttpResponse:
    branch = branch_or_404(request.scope, code)
    form = MoveForm(request.POST or None, branch=branch, scope=request.scope)

    def act() -> None:
        actions.move(branch=branch, **form.said, by=request.user, override=form.override)

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, _("The branch stands under another organisation now."))
        return redirect(branch)
    standing = objections_to_touching(branch)
    lead = _("What stands below it moves with it.")
    return form_page(request, branch, form, title=_("Move"), submit=_("Move"), lead=lead, standing=standing)
