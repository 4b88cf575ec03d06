"""What the views share: a member inside the scope, and a form on a page about him."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from members.roll.models import Member
from members.roll.profile import with_all_around
from registry.access import Scope
from registry.actionforms import ActionForm, action_page


def member_or_404(scope: Scope, number: str) -> Member:
    """The member with all around him; outside the scope there is none."""
    key = number.removeprefix("M")
    if not (key.isascii() and key.isdecimal() and len(key) <= 18):
        raise Http404
    return get_object_or_404(with_all_around(Member.objects.within(scope)), pk=int(key))


def form_page(request: HttpRequest, member: Member, form: ActionForm, **said: Any) -> HttpResponse:
    """The form on its page, under the name of the member. ``said``: as for ``action_page``."""
    return action_page(request, "members/roll/form.html", {"member": member}, form, **said)
