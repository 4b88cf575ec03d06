"""The one way out for a list: the deed that says who takes what, then the file."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from registry.history.actions import Subject, record
from registry.history.verbs import Verb
from registry.lists import Column, export, kind_asked


def take_out(
    request: HttpRequest,
    rows: Iterable[Any],
    columns: list[Column],
    *,
    name: str,
    verb: Verb,
    count: int,
    about: Mapping[str, Any] | None = None,
    subjects: Iterable[Subject] = (),
    reason: str = "",
) -> HttpResponseBase:
    """The rows, as ``request.GET`` filtered them, as the file it asks for; who took it out stays in the history.

    ``count``: how many rows there are. ``about``: what else the deed says, by name. ``subjects``: whom it names, where it must name
    each; else it is about the account. May the user have the rows at all? The view has asked.
    """
    by: Any = request.user
    told = {**(about or {}), "rows": count, "filters": request.GET.urlencode()}
    record(verb=verb, by=by, subjects=subjects, after=told, reason=reason)
    return export(rows, columns, name=name, kind=kind_asked(request.POST or request.GET), by=by)
