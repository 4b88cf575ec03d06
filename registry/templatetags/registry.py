"""The few words every template speaks."""

import datetime

from django import template

from registry.dates import written_date

register = template.Library()


@register.filter
def dated(day: datetime.date | None, precision: str = "day") -> str:
    """A date only as exact as it is known; an empty text for none."""
    return written_date(day, precision or "day") if day else ""


@register.filter
def masked_phone(number: str) -> str:
    """138****5678: the first three and the last four digits; of a short number only the last two."""
    if len(number) < 8:
        return "*" * max(len(number) - 2, 0) + number[-2:]
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"
