from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branches.models import Township
from members.roll import actions
from members.roll.forms import AdmissionForm
from members.roll.models import Member
from registry.access import Permission, ScopedRequest, requires
from registry.actionforms import carried_out, today
from registry.digits import number_in


@requires(Permission.MANAGE_MEMBERS)
def admit(request: ScopedRequest) -> HttpResponse:
    """Enter a member. ``?branch=`` chooses the branch beforehand."""
    initial = {"branch": request.GET.get("branch"), "since": today()}
    form = AdmissionForm(request.POST or None, scope=request.scope, today=today(), initial=initial)
    entered: list[Member] = []

    def act() -> None:
        entered.append(actions.admit(**form.admission, by=request.user, today=today()))

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        (member,) = entered
        messages.success(request, _("%(name)s is entered as %(number)s.") % _named(member))
        return redirect(member)
    return render(request, "members/roll/admit.html", {"form": form, "objections": form.objections})


@requires(Permission.MANAGE_MEMBERS)
def townships(request: ScopedRequest) -> HttpResponse:
    """The townships of a county, as suggestions for a field. Names of places are no secret."""
    known = Township.objects.filter(county=number_in(request.GET.get("origin", "")))
    return render(request, "members/roll/_townships.html", {"townships": known.in_order()})


def _named(member: Member) -> dict[str, Any]:
    return {"name": member.name, "number": member.number}
