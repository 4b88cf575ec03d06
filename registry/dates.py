"""Dates as people know them: to the year, the month or the day. A precision is kept, never invented."""

import datetime

from django.db.models import TextChoices
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext


class Precision(TextChoices):
    YEAR = "year", _("to the year")
    MONTH = "month", _("to the month")
    DAY = "day", _("to the day")


_ISO = {Precision.YEAR: "%Y", Precision.MONTH: "%Y-%m", Precision.DAY: "%Y-%m-%d"}


def iso_date(day: datetime.date, precision: str) -> str:
    """2014, 2014-03 or 2014-03-01: only what is known."""
    return day.strftime(_ISO[Precision(precision)])


def written_date(day: datetime.date, precision: str) -> str:
    """The date in the reader's language, only as exact as it is known."""
    if precision == Precision.YEAR:
        return formats.date_format(day, pgettext("date format, year only", "Y"))
    if precision == Precision.MONTH:
        return formats.date_format(day, "YEAR_MONTH_FORMAT")
    return formats.date_format(day, "DATE_FORMAT")


def start_of_day(day: datetime.date, *, days_later: int = 0) -> datetime.datetime:
    """The moment the day (or one so many days later) begins, where the office is."""
    return timezone.make_aware(datetime.datetime.combine(day + datetime.timedelta(days=days_later), datetime.time.min))
