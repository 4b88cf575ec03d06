"""What the views share: a member inside the scope, an action carried out or refused, a form on a page of its own."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise

from branches.organisation.forms.base import ActionForm
from members.roll.models import Member
from members.roll.profile import with_all_around
from registry.access import Scope
from registry.objections import Objection


def today() -> datetime.date:
    return timezone.localdate()


def member_or_404(scope: Scope, number: str) -> Member:
    """The member with all around him; outside the scope there is none."""
    key = number.removeprefix("M")
    if not (key.isascii() and key.isdecimal() and len(key) <= 18):
        raise Http404
    return get_object_or_404(with_all_around(Member.objects.within(scope)), pk=int(key))


def carried_out(form: ActionForm, action: Callable[[], Any]) -> bool:
    """Do it, or hand what speaks against it to the form."""
    try:
        action()
    except ValidationError as error:
        form.refuse(error)
        return False
    return True


def form_page(
    request: HttpRequest,
    member: Member,
    form: ActionForm,
    *,
    title: Promise | str,
    submit: Promise | str,
    lead: Promise | str = "",
    style: str = "primary",
    standing: Sequence[Objection] = (),
) -> HttpResponse:
    """The form on its page. ``standing``: what can be said against it beforehand; a hard objection takes the form away."""
    context = {
        "member": member,
        "form": form,
        "title": title,
        "submit": submit,
        "lead": lead,
        "style": style,
        "objections": form.objections or standing,
        "is_refused": any(objection.hard for objection in standing),
    }
    return render(request, "members/roll/form.html", context)
