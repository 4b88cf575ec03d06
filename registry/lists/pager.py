"""Pages of a list by the key of their edge rows: as fast at the end of ten million rows as at the beginning.

The address says where a page begins (``?after=`` or ``?before=`` with the values of the order's fields in the edge row), so a
page can be bookmarked and nothing shifts under the reader when rows come or go.
"""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Q, QuerySet

from registry.lists.ordering import Fields, reversed_fields

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its rows, and the cursors of its neighbours (empty where there is none). Shown by components/pager.html."""

    rows: list[Any]
    previous: str
    next: str
    total: int | None

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def is_only_one(self) -> bool:
        return not self.previous and not self.next


def page_of(
    queryset: QuerySet,
    params: Mapping[str, str],
    *,
    order: Fields,
    size: int = PAGE_SIZE,
    total: int | None = None,
    read: Callable[[Any], QuerySet] | None = None,
) -> Page:
    """The page that ``params`` (request.GET) ask for, in one query.

    ``order``: fields as for ``order_by``, none of them null, the last one unique. ``total``: how many rows the whole list has,
    where somebody knows (a tally; a count of a short table); the pager counts nothing itself. ``read``: what is read along with
    the rows and would be dear to read of the whole list; it keeps the fields of the order.
    Raises BadRequest where the cursor in the address is none of ours.
    """
    backwards = bool(params.get("before"))
    cursor = params.get("before") or params.get("after")
    direction = reversed_fields(order) if backwards else order
    found = _beyond(queryset, direction, cursor).order_by(*direction)[: size + 1]
    if read:
        found = read(queryset.model._default_manager.filter(pk__in=found.values("pk"))).order_by(*direction)
    rows = list(found)
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_previous, has_next = (more, True) if backwards else (bool(cursor), more)
    return Page(
        rows=rows,
        previous=_cursor(rows[0], order) if rows and has_previous else "",
        next=_cursor(rows[-1], order) if rows and has_next else "",
        total=total,
    )


def _beyond(queryset: QuerySet, order: Fields, cursor: str | None) -> QuerySet:
    if not cursor:
        return queryset
    try:
        return queryset.filter(_condition(order, _values(cursor, len(order))))
    except (ValueError, TypeError, RecursionError, ValidationError) as error:
        raise BadRequest("not a cursor of this list") from error


def _condition(order: Fields, values: list[Any]) -> Q:
    """Rows that come after the values: a > x, or a = x and (b > y, or ...). Each level also says a >= x, for the index."""
    beyond = Q()
    for field, value in zip(reversed(order), reversed(values), strict=True):
        name, side = (field[1:], "lt") if field.startswith("-") else (field, "gt")
        further = Q(**{f"{name}__{side}": value})
        beyond = Q(**{f"{name}__{side}e": value}) & (further | beyond) if beyond else further
    return beyond


def _cursor(row: Any, order: Fields) -> str:
    return cursor_of([attrgetter(field.removeprefix("-").replace("__", "."))(row) for field in order])


def cursor_of(values: list[Any]) -> str:
    """The edge row's values of the order's fields, as an address carries them."""
    spelled = json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=str).encode()
    return base64.urlsafe_b64encode(spelled).decode().rstrip("=")


def _values(cursor: str, count: int) -> list[Any]:
    """Raises ValueError (RecursionError, where it is nested without end) for anything but the right number of plain values."""
    values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    if not isinstance(values, list) or len(values) != count:
        raise ValueError("wrong number of values")
    # To encode half a character is a ValueError too.
    if not all(isinstance(value, str | int) and b"\x00" not in str(value).encode() for value in values):
        raise ValueError("not plain values")
    return values
