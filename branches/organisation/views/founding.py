from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branches.organisation import actions
from branches.organisation.forms import FoundingForm
from registry.access import Permission, ScopedRequest, requires
from registry.actionforms import carried_out, today


@requires(Permission.MANAGE_BRANCHES)
def found(request: ScopedRequest) -> HttpResponse:
    """Enter a branch. ``?place=`` chooses the place beforehand; the button that suggests names only fills empty fields."""
    if request.method != "POST" or "suggest" in request.POST:
        form = _proposed(request)
    else:
        form = FoundingForm(request.POST, scope=request.scope, today=today())
        if form.is_valid() and carried_out(form, lambda: _found(request, form)):
            messages.success(request, _("%(name)s is founded.") % {"name": form.instance.short_name})
            return redirect(form.instance)
    return render(request, "branches/organisation/found.html", {"form": form, "objections": form.objections})


def _found(request: ScopedRequest, form: FoundingForm) -> None:
    actions.found(
        branch=form.instance,
        division=form.division,
        counties=form.cleaned_data["counties"],
        secretary=form.secretary,
        by=request.user,
        today=today(),
        override=form.override,
    )


def _proposed(request: ScopedRequest) -> FoundingForm:
    """The form as far as it is filled in, with names; nothing of it is judged yet."""
    data: QueryDict = request.POST
    if request.method != "POST":
        data = QueryDict(mutable=True)
        data.update({"place": request.GET.get("place", ""), "kind": "branch"})
    blank = FoundingForm(scope=request.scope, today=today())
    return blank.filled_in(blank.with_names_suggested(data))
