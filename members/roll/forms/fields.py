"""Fields that understand what people know: a day, a month or only a year; several phones in one line."""

import datetime
import re
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from registry.dates import Precision, iso_date

_PARTS = re.compile(r"(\d{4})(?:[-./年](\d{1,2}))?(?:[-./月](\d{1,2}))?[年月日]?")
_PRECISIONS = [Precision.YEAR, Precision.MONTH, Precision.DAY]
_BETWEEN_PHONES = re.compile(r"[,;/、，；]+")
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}(?:-\d{1,6})?|\+\d{8,15}|[48]00\d{7}")


class PartialDate(NamedTuple):
    """A date as exactly as it is known: ``day`` is the first day it may mean."""

    day: datetime.date
    precision: Precision


class PartialDateField(forms.CharField):
    """2014, 2014-03 or 2014-03-01 (also 2014年3月): what is not known is not invented. Value: ``PartialDate`` or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("As exactly as known: 2014, 2014-03 or 2014-03-01."))
        attrs = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "2014-03"}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return iso_date(value.day, value.precision) if isinstance(value, PartialDate) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        found = _PARTS.fullmatch(text.replace(" ", ""))
        parts = [int(part) for part in found.groups() if part] if found else []
        try:
            day = datetime.date(*[*parts, 1, 1][:3])
        except (TypeError, ValueError) as error:
            raise ValidationError(
                _("Write a year, a month or a day: 2014, 2014-03 or 2014-03-01."), code="no_date"
            ) from error
        return PartialDate(day, _PRECISIONS[len(parts) - 1])


class PhonesField(forms.CharField):
    """Phone numbers in one line, the main one first. Value: a list of numbers as digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, **kwargs)

    def to_python(self, value: Any) -> Any:
        phones: list[str] = []
        for part in _BETWEEN_PHONES.split(super().to_python(value) or ""):
            phones += [number] if (number := _number(part)) else [_required(piece) for piece in part.split()]
        return list(dict.fromkeys(phones))


def _number(text: str) -> str:
    """The number in its plain form: 010-8681 2345 -> 01086812345, 010-86812345-801 keeps its extension; empty for none."""
    bare = text.replace(" ", "")
    main, _hyphen, extension = bare.rpartition("-")
    if main.startswith("0") and "-" in main and extension.isdecimal() and len(extension) <= 6:
        bare = f"{main.replace('-', '')}-{extension}"
    else:
        bare = bare.replace("-", "")
    return bare if _PHONE.fullmatch(bare) else ""


def _required(text: str) -> str:
    number = _number(text)
    if not number:
        words = _("This is no phone number: %(number)s. A landline needs its area code.")
        raise ValidationError(words, code="no_phone", params={"number": text})
    return number
