"""What a select box says before anything is chosen: in words, where Django and lazy forms put dashes."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

_DASHES = ("---------", "—")


def say_in_words(form: forms.BaseForm) -> None:
    """The empty choice of a field that must be chosen asks for it; of any other it is one dash. Other words are left as they are."""
    for field in form.fields.values():
        word = _("Please choose") if field.required else "—"
        if isinstance(field, forms.ModelChoiceField):
            if field.empty_label in _DASHES:
                field.empty_label = word
        elif isinstance(field.widget, forms.Select):
            field.widget.choices = [_worded(choice, word) for choice in field.widget.choices]


def _worded(choice: Any, word: str) -> Any:
    value, label = choice
    return (value, word) if value in ("", None) and label in _DASHES else choice
