from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.organisation import actions, rules
from branches.organisation.forms import DissolveForm, MergeForm, ReinstateForm
from branches.organisation.views.pages import branch_or_404, form_page
from registry.access import Permission, ScopedRequest, requires
from registry.actionforms import carried_out, today


@requires(Permission.MANAGE_BRANCHES)
def dissolve(request: ScopedRequest, code: int) -> HttpResponse:
    branch = branch_or_404(request.scope, code)
    form = DissolveForm(request.POST or None, branch=branch)

    def act() -> None:
        actions.dissolve(branch=branch, **form.said, by=request.user, today=today())

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, _("The branch is dissolved. It stays in the registry, with its history."))
        return redirect(branch)
    standing = rules.objections_to_dissolving(branch, today=today())
    lead = _("Its offices and the counties it covers end with it. Nothing is deleted.")
    return form_page(
        request, branch, form,
        title=_("Dissolve"), submit=_("Dissolve"), lead=lead, style="outline-danger", standing=standing,
    )  # fmt: skip


@requires(Permission.MANAGE_BRANCHES)
def merge(request: ScopedRequest, code: int) -> HttpResponse:
    branch, moved = branch_or_404(request.scope, code), 0
    form = MergeForm(request.POST or None, branch=branch, scope=request.scope)

    def act() -> None:
        nonlocal moved
        moved = actions.merge(branch=branch, **form.said, by=request.user, today=today(), override=form.override)

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        text = ngettext("Merged; %(count)d member moved.", "Merged; %(count)d members moved.", moved)
        messages.success(request, text % {"count": moved})
        return redirect(form.cleaned_data["into"])
    standing = rules.objections_to_merging(branch, today=today())
    lead = _("The members belong to the receiving branch from that day on; this branch ends.")
    return form_page(
        request, branch, form,
        title=_("Merge into another branch"), submit=_("Merge"), lead=lead, style="outline-danger", standing=standing,
    )  # fmt: skip


@requires(Permission.MANAGE_BRANCHES)
def reinstate(request: ScopedRequest, code: int) -> HttpResponse:
    branch = branch_or_404(request.scope, code)
    form = ReinstateForm(request.POST or None, branch=branch)

    def act() -> None:
        actions.reinstate(branch=branch, **form.said, by=request.user, override=form.override)

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, _("The branch exists again, with the offices and counties it had."))
        return redirect(branch)
    standing = [o for o in rules.objections_to_reinstating(branch) if o.hard or request.method != "POST"]
    lead = _("Members who followed it into another branch stay there.")
    title = _("Take back the dissolution")
    return form_page(request, branch, form, title=title, submit=title, lead=lead, standing=standing)
