"""Each view names its permission in its first line."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from registry.access.permissions import Permission
from registry.access.scope import Scope

View = Callable[..., HttpResponseBase]


class ScopedRequest(HttpRequest):
    """A request past ``@requires``: ``scope`` is where the user holds the permission."""

    scope: Scope
    user: Any


def requires(permission: Permission) -> Callable[[View], View]:
    """Let in who holds the permission somewhere, and hand the view ``request.scope``: where.

    The view narrows its querysets by it; what lies outside does not exist (404). Nobody else comes in (403).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            scope = request.user.scope_of(permission)
            if not scope:
                raise PermissionDenied
            request.scope = scope
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the test that walks every URL
        return guarded

    return decorate
