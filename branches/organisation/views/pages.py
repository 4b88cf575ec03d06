"""What the views share: a branch inside the scope, and a form on a page about it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from branches.organisation.models import Branch
from branches.organisation.querysets import BranchQuerySet
from registry.access import Scope
from registry.actionforms import ActionForm, action_page

_RELATED = ("province", "prefecture__province", "county__prefecture__province", "parent", "merged_into")


def branch_or_404(
    scope: Scope, code: int, *, read: Callable[[BranchQuerySet], BranchQuerySet] = lambda branches: branches
) -> Branch:
    """The branch with its divisions and superior; outside the scope there is none. ``read``: with what besides."""
    return get_object_or_404(read(Branch.objects.within(scope).select_related(*_RELATED)), pk=code)


def form_page(request: HttpRequest, branch: Branch, form: ActionForm, **said: Any) -> HttpResponse:
    """The form on its page, under the name of the branch. ``said``: as for ``action_page``."""
    return action_page(request, "branches/organisation/form.html", {"branch": branch}, form, **said)
