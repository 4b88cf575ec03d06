from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members.roll import actions
from members.roll.forms import CorrectionForm, HomeForm
from members.roll.views.pages import form_page, member_or_404
from registry.access import Permission, ScopedRequest, requires
from registry.actionforms import carried_out, today
from registry.digits import number_in


@requires(Permission.MANAGE_MEMBERS)
def correct(request: ScopedRequest, number: str) -> HttpResponse:
    member = member_or_404(request.scope, number)
    form = CorrectionForm(request.POST or None, member=member, scope=request.scope, today=today())

    def act() -> None:
        actions.correct(
            member=member,
            changes=form.changes,
            version=form.said["version"] or 0,
            seen=form.fingerprints,
            by=request.user,
            today=today(),
            reason=form.cleaned_data["reason"],
            override=form.override,
        )

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, _("%(name)s is corrected.") % {"name": member.name})
        return redirect(member)
    lead = _("What you change counts as entered by you today; what a survey said stays visible beside it.")
    return form_page(request, member, form, title=_("Correct"), submit=_("Save"), lead=lead)


@requires(Permission.MANAGE_MEMBERS)
@require_POST
def choose(request: ScopedRequest, number: str, pk: int) -> HttpResponse:
    """Take what another source says of a known."""
    member = member_or_404(request.scope, number)
    other = get_object_or_404(member.other_values.all(), pk=pk)
    version = request.POST.get("version", "")
    try:
        actions.choose(other=other, version=number_in(version), by=request.user, today=today())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        words = _("%(known)s: the other value is chosen; the former one stays beside it.")
        messages.success(request, words % {"known": other.get_known_display()})
    return redirect(member)


@requires(Permission.MANAGE_MEMBERS)
def change_home(request: ScopedRequest, number: str) -> HttpResponse:
    member = member_or_404(request.scope, number)
    form = HomeForm(request.POST or None, member=member, scope=request.scope, today=today())

    def act() -> None:
        said = {name: form.said[name] for name in ("formal_branch", "county", "since", "version", "reason")}
        actions.change_home(member=member, **said, by=request.user, today=today())

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, _("The formal organisation is changed; the mobile branch is not touched."))
        return redirect(member)
    lead = _("It holds the relation, the vote and the official count. The mobile branch is not touched.")
    title = _("Change the formal organisation")
    return form_page(request, member, form, title=title, submit=_("Save"), lead=lead)
