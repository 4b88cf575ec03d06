from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members.surveys.campaigns import actions, rules
from members.surveys.campaigns.forms import FileForm, NilForm
from members.surveys.campaigns.models import Asked, Return
from registry.access import Permission, ScopedRequest, requires
from registry.actionforms import action_page, carried_out, today
from registry.digits import number_in

_FOLDER = "members/surveys/campaigns"


@requires(Permission.IMPORT_SURVEYS)
def unit(request: ScopedRequest, campaign: int, asked: int) -> HttpResponse:
    """One unit: what it returned, and recording a return."""
    found = _asked(request, campaign, asked)
    returns = found.returns.select_related("upload").order_by("pk")
    context = {
        "asked": found,
        "returns": returns,
        "may_accept": found.campaign.division_code in request.scope,
        "against_nil": rules.objections_to_nil(found, on=today(), today=today()),
        "against_file": rules.objections_to_returning(found, on=today(), today=today()),
        "may_see": request.scope,
    }
    return render(request, f"{_FOLDER}/unit.html", context)


@requires(Permission.IMPORT_SURVEYS)
def return_nil(request: ScopedRequest, campaign: int, asked: int) -> HttpResponse:
    found = _asked(request, campaign, asked)
    form = NilForm(request.POST or None, initial={"on": today()})

    def act() -> None:
        said = form.cleaned_data
        actions.return_nil(asked=found, on=said["on"], note=said["note"], by=request.user, today=today())

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, _("A nil return of %(unit)s is recorded.") % {"unit": found})
        return redirect(found)
    standing = rules.objections_to_nil(found, on=today(), today=today())
    lead = _("The unit has looked and has nobody to report. That is a return; no return is something else.")
    about = {"campaign": found.campaign, "asked": found}
    return action_page(
        request, f"{_FOLDER}/form.html", about, form,
        title=_("Nil return"), submit=_("Record"), lead=lead, standing=standing,
    )  # fmt: skip


@requires(Permission.IMPORT_SURVEYS)
def return_file(request: ScopedRequest, campaign: int, asked: int) -> HttpResponse:
    found = _asked(request, campaign, asked)
    form = FileForm(request.POST or None, scope=request.scope, initial={"on": today()})

    def act() -> None:
        said = form.cleaned_data
        actions.return_file(asked=found, upload=said["upload"], on=said["on"], by=request.user, today=today())

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, _("The file is recorded as the return of %(unit)s.") % {"unit": found})
        return redirect(found)
    standing = rules.objections_to_returning(found, on=today(), today=today())
    lead = _("A file that was uploaded already. A new one is tied to its unit when it is uploaded.")
    about = {"campaign": found.campaign, "asked": found}
    return action_page(
        request, f"{_FOLDER}/form.html", about, form,
        title=_("Record a file"), submit=_("Record"), lead=lead, standing=standing,
    )  # fmt: skip


@requires(Permission.IMPORT_SURVEYS)
@require_POST
def accept(request: ScopedRequest, campaign: int, asked: int) -> HttpResponse:
    """The return named in ``return`` is taken."""
    found = _asked(request, campaign, asked)
    return _done(request, found, actions.accept, _("Accepted."), today=today())


@requires(Permission.IMPORT_SURVEYS)
@require_POST
def take_return_back(request: ScopedRequest, campaign: int, asked: int) -> HttpResponse:
    found = _asked(request, campaign, asked)
    return _done(request, found, actions.take_return_back, _("It is no return of this unit any more."))


def _done(request: ScopedRequest, asked: Asked, action: Any, words: str, **arguments: Any) -> HttpResponse:
    key = number_in(request.POST.get("return", ""))
    returned = get_object_or_404(Return.objects.filter(asked=asked), pk=key)
    try:
        action(returned=returned, by=request.user, **arguments)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, words)
    return redirect(asked)


def _asked(request: ScopedRequest, campaign: int, asked: int) -> Asked:
    units = Asked.objects.within(request.scope).select_related("campaign")
    return get_object_or_404(units, pk=asked, campaign=campaign)
