"""Which leads are shown."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branches.organisation.places import names_of
from members.surveys.leads.models import LeadQuerySet


class LeadFilter(forms.Form):
    """By the file that named them, and by the county they come from; offered is what occurs among the ``leads``."""

    upload = forms.TypedChoiceField(label=_("File"), required=False, coerce=int, empty_value=None)
    home = forms.TypedChoiceField(label=_("County"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Mapping[str, Any], *, leads: LeadQuerySet) -> None:
        super().__init__(data)
        files = leads.order_by("-upload").values_list("upload", "upload__file_name").distinct()
        homes = names_of(leads.exclude(home=None).order_by().values_list("home", flat=True).distinct())
        fields: dict[str, Any] = self.fields
        fields["upload"].choices = [("", _("all")), *files]
        fields["home"].choices = [("", _("all")), *sorted(homes.items())]

    def narrow(self, leads: LeadQuerySet) -> LeadQuerySet:
        """What cannot be read finds nobody."""
        if not self.is_valid():
            return leads.none()
        return leads.filter(**{name: value for name, value in self.cleaned_data.items() if value})
