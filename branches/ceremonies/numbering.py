"""Plaque numbers: unique, without a gap within a year, never given twice.

The scheme is ``PLAQUE_NUMBER_SCHEME``, a format string with ``year`` and ``serial`` (no central rule prescribes one).
"""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from branches.ceremonies.models import PlaqueYear


def number_of(year: int, serial: int) -> str:
    """The number as it is written: 赣京流〔2016〕063号."""
    return settings.PLAQUE_NUMBER_SCHEME.format(year=year, serial=serial)


def take_serials(day: datetime.date, count: int) -> range:
    """The next ``count`` serials of the day's year, for plaques awarded in the transaction that is open.

    Must be called inside a transaction, which then holds the year until it ends: a second award waits here, and an award that
    fails gives its serials back. So there is no gap, and no serial is given twice.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("serials are taken inside the transaction that awards")
    PlaqueYear.objects.get_or_create(year=day.year)
    ledger = PlaqueYear.objects.select_for_update().get(year=day.year)
    first = ledger.last_serial + 1
    ledger.last_serial += count
    ledger.save(update_fields=["last_serial"])
    return range(first, first + count)


def check_scheme(scheme: str) -> None:
    """Raise ValidationError where two plaques could get the same number: year and serial must both be in the scheme."""
    try:
        samples = {scheme.format(year=year, serial=serial) for year in (2016, 2017) for serial in (1, 11, 111)}
    except (KeyError, IndexError, ValueError) as error:
        raise ValidationError(_("The plaque number scheme is no format of year and serial."), code="scheme") from error
    if len(samples) != 6:
        raise ValidationError(_("The plaque number scheme must hold the year and the serial number."), code="scheme")


def coming_numbers(day: datetime.date, count: int) -> tuple[str, str]:
    """First and last number that an award of ``count`` plaques would take if it happened now. Promises nothing."""
    last = PlaqueYear.objects.filter(year=day.year).values_list("last_serial", flat=True).first() or 0
    return number_of(day.year, last + 1), number_of(day.year, last + count)
