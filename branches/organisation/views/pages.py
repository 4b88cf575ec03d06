"""What the views share: a branch inside the scope, an action carried out or refused, a form on a page of its own."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise

from branches.organisation.forms.base import ActionForm
from branches.organisation.models import Branch
from registry.access import Scope
from registry.objections import Objection

_RELATED = ("province", "prefecture__province", "county__prefecture__province", "parent", "merged_into")


def today() -> datetime.date:
    return timezone.localdate()


def branch_or_404(scope: Scope, code: int) -> Branch:
    """The branch with its divisions and superior; outside the scope there is none."""
    return get_object_or_404(Branch.objects.within(scope).select_related(*_RELATED), pk=code)


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
    branch: Branch,
    form: ActionForm,
    *,
    title: Promise | str,
    submit: Promise | str,
    lead: Promise | str = "",
    style: str = "primary",
    standing: Sequence[Objection] = (),
) -> HttpResponse:
    """The form on its page. ``standing``: what can be said against the action beforehand; a hard objection takes the form away."""
    context = {
        "branch": branch,
        "form": form,
        "title": title,
        "submit": submit,
        "lead": lead,
        "style": style,
        "objections": form.objections or standing,
        "is_refused": any(objection.hard for objection in standing),
    }
    return render(request, "branches/organisation/form.html", context)
