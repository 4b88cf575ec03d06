"""Ceremonies as a calendar: a month with its days, and the months of its year."""

import calendar as almanac
import datetime
import re
from collections import Counter
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format

from branches.ceremonies.models import Ceremony
from branches.organisation.places import names_of
from registry.access import Permission, ScopedRequest, requires

_MONTH = re.compile(r"(19|2[0-9])([0-9]{2})-(0[1-9]|1[0-2])")


class Day(NamedTuple):
    """One square of the month; a day of the month before or after has no ceremonies here."""

    date: datetime.date
    is_inside: bool
    ceremonies: list[tuple[Ceremony, str]]


@requires(Permission.VIEW_CEREMONIES)
def calendar(request: ScopedRequest) -> HttpResponse:
    """The month asked for (``?month=2016-12``), else the present one; days begin on Monday."""
    first = _month_asked(request)
    year = Ceremony.objects.within(request.scope).filter(held_on__year=first.year)
    found = list(year.filter(held_on__month=first.month).order_by("held_on", "starts_at", "pk"))
    names = names_of(c.division_code for c in found)
    months = Counter(year.values_list("held_on__month", flat=True))
    context: dict[str, Any] = {
        "first": first,
        "weeks": _weeks(first, [(c, names.get(c.division_code, "")) for c in found]),
        "count": len(found),
        "months": [(first.replace(month=number), months[number]) for number in range(1, 13)],
        "before": _moved(first, -1),
        "after": _moved(first, 1),
        "today": timezone.localdate(),
        "weekdays": [
            date_format(datetime.date(2024, 1, day), "D") for day in range(1, 8)
        ],  # 1 January 2024 was a Monday
        "undated": Ceremony.objects.within(request.scope).open().filter(held_on=None).order_by("pk"),
        "may_plan": bool(request.user.scope_of(Permission.MANAGE_CEREMONIES)),
    }
    return render(request, "branches/ceremonies/calendar.html", context)


def _month_asked(request: HttpRequest) -> datetime.date:
    asked = request.GET.get("month", "")
    if _MONTH.fullmatch(asked):
        return datetime.date.fromisoformat(f"{asked}-01")
    return timezone.localdate().replace(day=1)


def _moved(first: datetime.date, months: int) -> datetime.date:
    number = first.year * 12 + first.month - 1 + months
    return datetime.date(number // 12, number % 12 + 1, 1)


def _weeks(first: datetime.date, found: list[tuple[Ceremony, str]]) -> list[list[Day]]:
    weeks = almanac.Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
    return [
        [Day(day, day.month == first.month, [row for row in found if row[0].held_on == day]) for day in week]
        for week in weeks
    ]
