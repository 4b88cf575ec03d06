"""An unattended screen signs itself out: a session lives on only while requests come (SESSION_COOKIE_AGE).

Nothing of it stays behind: what was shown to somebody is kept by no browser and no proxy.
"""

import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

_SEEN = "seen"
_SECONDS = 60  # how exactly attendance is noted; a write for every page would make readers queue behind an import


class AttendanceMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        self._note(request)
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def _note(self, request: HttpRequest) -> None:
        user: Any = request.user
        came = user.last_login
        seen = request.session.get(_SEEN) or (came.timestamp() if came else 0)
        if time.time() - seen >= _SECONDS:
            request.session[_SEEN] = int(time.time())
