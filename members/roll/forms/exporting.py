from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ClearExportForm(forms.Form):
    """Why contacts leave the registry in clear."""

    reason = forms.CharField(
        label=_("What the contacts are needed for"),
        max_length=300,
        help_text=_("It stays in the history, with your name."),
    )
    kind: Any = forms.ChoiceField(
        label=_("File"), choices=[("xlsx", _("Excel workbook")), ("csv", _("CSV file"))], initial="xlsx"
    )
