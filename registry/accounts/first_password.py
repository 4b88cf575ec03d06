"""A password that somebody else made opens one page: the one on which its owner chooses another."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

_OPEN = {"account_change_password", "account_logout", "set_language"}


class FirstPasswordMiddleware:
    """Stands behind LoginRequiredMiddleware; whatever view is asked for, by whatever method, it is not reached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        user: Any = request.user
        if not (user.is_authenticated and user.password_is_given) or _is_open(request):
            return None
        wanted = request.get_full_path() if request.method == "GET" else reverse("home")
        return redirect(f"{reverse('account_change_password')}?{urlencode({'next': wanted})}")


def _is_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name in _OPEN
