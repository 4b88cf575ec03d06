"""Choosing, line by line, which of two records is right; and looking for the other record."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.roll.merging.comparison import Comparison, Line
from members.roll.merging.sides import ABSORBED, BOTH, SURVIVOR
from registry.actionforms import ActionForm

_PAIR = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")


class LookingForm(forms.Form):
    """What the other record is looked for by. What cannot be read is as good as nothing."""

    q = forms.CharField(required=False, max_length=60)

    @property
    def text(self) -> str:
        return self.cleaned_data["q"] if self.is_valid() else ""


class MergeForm(ActionForm):
    """One choice for each line of which the two say different things, drawn by the page beside what they say."""

    reason = forms.CharField(label=_("Reason"), max_length=300, required=False, help_text=_("It stays in the history."))
    other_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, comparison: Comparison, **kwargs: Any) -> None:
        seen = {"seen_version": comparison.survivor.version, "other_version": comparison.absorbed.version}
        super().__init__(*args, initial=seen, **kwargs)
        self._lines = comparison.lines
        for line in comparison.to_choose:
            self.fields[_name(line)] = _choice(line, comparison)

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [("", ["reason", "other_version"])]

    @property
    def rows(self) -> list[tuple[Line, list[Any]]]:
        """Each line, with its radio buttons in the order survivor, absorbed, both; none where there is nothing to choose."""
        return [(line, list(self[_name(line)]) if line.differs else []) for line in self._lines]

    @property
    def choices(self) -> dict[str, str]:
        """Field -> side, of a valid form."""
        return {line.name: self.cleaned_data[_name(line)] for line in self._lines if line.differs}

    @property
    def versions(self) -> tuple[int, int]:
        return self.cleaned_data["seen_version"] or 0, self.cleaned_data["other_version"] or 0


def _name(line: Line) -> str:
    return f"take_{line.name}"


def _choice(line: Line, comparison: Comparison) -> forms.ChoiceField:
    choices: list[tuple[str, Any]] = [(SURVIVOR, comparison.survivor.number), (ABSORBED, comparison.absorbed.number)]
    if line.may_be_both:
        choices.append((BOTH, _("both, one below the other")))
    return forms.ChoiceField(label=line.label, choices=choices, initial=line.proposed, widget=forms.RadioSelect)


def ticked_pairs(texts: list[str]) -> list[tuple[int, int]]:
    """The pairs ticked in the list (``12-34``); what is no pair is left out."""
    found = [_PAIR.fullmatch(text) for text in texts]
    return [(int(match[1]), int(match[2])) for match in found if match]
