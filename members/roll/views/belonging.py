from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from members.roll import actions, rules
from members.roll.forms import DepartForm, JoinForm, TransferForm
from members.roll.views.pages import form_page, member_or_404
from registry.access import Permission, ScopedRequest, requires
from registry.actionforms import carried_out, today


@requires(Permission.MANAGE_MEMBERS)
def join(request: ScopedRequest, number: str) -> HttpResponse:
    member = member_or_404(request.scope, number)
    form = JoinForm(request.POST or None, member=member, scope=request.scope, today=today())

    def act() -> None:
        said = {name: form.said[name] for name in ("branch", "since", "version")}
        actions.join(member=member, **said, by=request.user, today=today(), override=form.override)

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        words = _("%(name)s takes part in %(branch)s as soon as it confirms.")
        messages.success(request, words % {"name": member.name, "branch": form.cleaned_data["branch"]})
        return redirect(member)
    standing = rules.objections_to_joining(member, branch=None, since=today(), today=today())
    lead = _("The formal organisation at home stays as it is.")
    title = _("Join a branch")
    return form_page(request, member, form, title=title, submit=_("Join"), lead=lead, standing=standing)


@requires(Permission.MANAGE_MEMBERS)
def transfer(request: ScopedRequest, number: str) -> HttpResponse:
    member = member_or_404(request.scope, number)
    form = TransferForm(request.POST or None, member=member, scope=request.scope, today=today())

    def act() -> None:
        said = {name: form.said[name] for name in ("to", "on", "version")}
        actions.transfer(member=member, **said, by=request.user, today=today(), override=form.override)

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        words = _("%(name)s takes part in %(branch)s as soon as it confirms.")
        messages.success(request, words % {"name": member.name, "branch": form.cleaned_data["to"]})
        return redirect(member)
    standing = rules.objections_to_transferring(member, to=None, on=today(), today=today())
    lead = _("From %(branch)s. The formal organisation at home stays as it is.") % {"branch": member.branch or "—"}
    title = _("Transfer to another branch")
    return form_page(request, member, form, title=title, submit=_("Transfer"), lead=lead, standing=standing)


@requires(Permission.MANAGE_MEMBERS)
def depart(request: ScopedRequest, number: str) -> HttpResponse:
    member = member_or_404(request.scope, number)
    form = DepartForm(request.POST or None, member=member, today=today())

    def act() -> None:
        said = {name: form.said[name] for name in ("ended", "on", "reason", "document_no", "version")}
        actions.depart(member=member, **said, by=request.user, today=today(), override=form.override)

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, _("%(name)s has left the roll and stays in the registry.") % {"name": member.name})
        return redirect("members:list") if member.home not in request.scope else redirect(member)
    standing = rules.objections_to_departing(member, on=today(), today=today())
    lead = _("For who is no mobile member any more. Nothing is deleted; joining a branch brings them back.")
    return form_page(
        request, member, form,
        title=_("Leave the roll"), submit=_("Leave the roll"), lead=lead, style="outline-danger", standing=standing,
    )  # fmt: skip
