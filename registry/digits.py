"""Numbers that somebody wrote into an address or a form: whatever stands there, no database is asked for what it cannot hold."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls.converters import IntConverter

_MOST = 18  # digits; what they say fits into the key of any table
LARGEST = 10**_MOST - 1


def number_in(text: str) -> int:
    """The number that the digits say; 0, which is nobody's key, for any other text and for more digits than any key has."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST else 0


class KeyConverter(IntConverter):
    """``<key:pk>`` in an address: at an address with more digits than any key has there is nothing."""

    regex = f"[0-9]{{1,{_MOST}}}"


class KeyField(forms.IntegerField):
    """The key of the one row that a list is about, as a link hands it on."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, min_value=0, max_value=LARGEST)


class RowsField(forms.ModelMultipleChoiceField):
    """Rows that are ticked, by their keys. What can be no key is no choice."""

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if not number_in(str(key)):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": str(key)[:_MOST]}
                )
        return super().clean(value)
