"""What the views share: a member inside the scope, and a form on a page about him."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from members.roll.duplicates import whom_to_ask
from members.roll.models import Member
from members.roll.profile import with_belonging
from members.roll.querysets import MemberQuerySet
from registry.access import Scope, ScopedRequest
from registry.actionforms import ActionForm, action_page, today
from registry.digits import number_in


def member_or_404(
    scope: Scope, number: str, *, read: Callable[[MemberQuerySet], MemberQuerySet] = with_belonging
) -> Member:
    """The member; outside the scope there is none, nor under the number of a record that was joined to his.

    ``read``: with what around him.
    """
    return get_object_or_404(read(Member.objects.within(scope).persons()), pk=key_or_404(number))


def key_or_404(number: str) -> int:
    """The key in a member's number: M000123 or 123."""
    key = number_in(number.removeprefix("M"))
    if not key:
        raise Http404
    return key


def joined_elsewhere(request: ScopedRequest, key: int) -> HttpResponse:
    """The number of a record that was joined with another one leads there; where that lies outside the scope, to whom to ask."""
    merged = Member.objects.filter(merged_into__isnull=False).select_related("merged_into")
    record = get_object_or_404(merged, pk=key)
    survivor = record.merged_into
    if survivor is not None and survivor.lies_within(request.scope):
        return redirect(survivor)
    if survivor is None or not record.lies_within(request.scope):
        raise Http404
    office = whom_to_ask(survivor, request.scope, today())
    return render(request, "members/roll/merging/gone.html", {"record": record, "office": office})


def form_page(request: HttpRequest, member: Member, form: ActionForm, **said: Any) -> HttpResponse:
    """The form on its page, under the name of the member. ``said``: as for ``action_page``."""
    return action_page(request, "members/roll/form.html", {"member": member}, form, **said)
