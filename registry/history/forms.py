from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.actionforms import day_field
from registry.dates import start_of_day
from registry.digits import KeyField
from registry.history.querysets import DeedQuerySet
from registry.history.verbs import verb_choices


class DeedFilter(forms.Form):
    """What of the history is asked for. Empty means all of it; what cannot be read filters nothing and says so."""

    verb = forms.ChoiceField(label=_("What was done"), required=False)
    by = forms.CharField(label=_("Who"), required=False, max_length=60)
    since = day_field(pgettext_lazy("days", "From"), required=False)
    until = day_field(pgettext_lazy("days", "To"), required=False)
    kind = forms.CharField(required=False, widget=forms.HiddenInput)
    key = KeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verb: Any = self.fields["verb"]
        verb.choices = [("", _("everything")), *verb_choices()]

    def narrow(self, deeds: DeedQuerySet) -> DeedQuerySet:
        """The deeds asked for, both days included."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("verb"):
            deeds = deeds.filter(verb=asked["verb"])
        if asked.get("by"):
            deeds = deeds.by_accounts_called(asked["by"])
        if asked.get("since"):
            deeds = deeds.filter(at__gte=start_of_day(asked["since"]))
        if asked.get("until"):
            deeds = deeds.filter(at__lt=start_of_day(asked["until"], days_later=1))
        if asked.get("kind") and asked.get("key") is not None:
            deeds = deeds.about_key(asked["kind"], asked["key"])
        return deeds
