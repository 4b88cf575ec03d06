"""Which branches of a list are asked for. Empty means all of it; what cannot be read is named and finds nothing."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from branches.organisation import elections, size
from branches.organisation.choices import Places
from branches.organisation.models import Branch
from branches.organisation.names import named_like
from branches.organisation.querysets import BranchQuerySet
from registry.access import Scope
from registry.accounts.places import scope_of_place
from registry.actionforms import day_field
from registry.digits import KeyField, number_in

_LOWEST, _HIGHEST = 100_000, 999_999  # codes of divisions
_ANY: list[tuple[Any, Any]] = [("", _("all"))]


class PlaceField(forms.TypedChoiceField):
    """A place out of those in the scope; one that is not listed, a county of earlier days, is understood too."""

    scope = Scope.nowhere()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=None, required=False, **kwargs)

    def valid_value(self, value: Any) -> bool:
        code = number_in(str(value))
        return _LOWEST <= code <= _HIGHEST and code in self.scope


class Attention(models.TextChoices):
    """What there may be to look at in a branch."""

    NO_SECRETARY = "no_secretary", _("Without secretary")
    ELECTION_OVERDUE = "election_overdue", _("Election overdue")
    ELECTION_DUE = "election_due", _("Election due within six months")
    BELOW_MINIMUM = "below_minimum", _("Too few formal members")
    NO_SUPERIOR = "no_superior", _("Without superior organisation")


class BranchFilter(forms.Form):
    """The filters of the list of branches; ``narrow`` applies them."""

    q = forms.CharField(label=_("Name or code"), required=False, max_length=60)
    place = PlaceField(label=_("Place"))
    # Not "kind": so the address of an export calls the kind of file.
    branch_kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*_ANY, *Branch.Kind.choices])
    founding = forms.ChoiceField(label=_("How founded"), required=False, choices=[*_ANY, *Branch.Founding.choices])
    origin = forms.ChoiceField(label=_("New or consolidated"), required=False, choices=[*_ANY, *Branch.Origin.choices])
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("active")), ("dissolved", _("dissolved")), ("all", _("all"))],
    )
    attention = forms.ChoiceField(label=_("To look at"), required=False, choices=[("", _("any")), *Attention.choices])
    on = day_field(_("On the day"), required=False)
    parent = KeyField()

    def __init__(self, data: QueryDict, *, scope: Scope, today: datetime.date) -> None:
        super().__init__(data)
        self.today = today
        place: Any = self.fields["place"]
        place.scope = scope
        listed = Places(scope, self._asked_day() or today).division_choices(gettext("All of %(name)s"))
        place.choices = [*_ANY, *listed]

    def _asked_day(self) -> datetime.date | None:
        """The day asked, for the choices of that day; what cannot be read is said by the field."""
        try:
            return self.fields["on"].clean(self.data.get("on"))
        except ValidationError:
            return None

    @property
    def is_asking(self) -> bool:
        """Whether anything is filtered at all."""
        return any(self.data.get(name) for name in self.fields)

    @property
    def day(self) -> datetime.date:
        """The day the list is about."""
        asked = self.cleaned_data.get("on") if self.is_valid() else None
        return asked or self.today

    def narrow(self, branches: BranchQuerySet) -> BranchQuerySet:
        """The branches asked for."""
        if not self.is_valid():
            return branches.none()
        asked = self.cleaned_data
        columns = {"branch_kind": "kind", "founding": "founding", "origin": "origin", "parent": "parent"}
        equal = {column: asked[name] for name, column in columns.items() if asked[name]}
        branches = self._in_state(branches, asked["state"]).filter(**equal)
        if asked["q"]:
            text = asked["q"].strip()
            branches = branches.filter(code=int(text)) if _is_code(text) else branches.filter(named_like(text))
        if asked["place"]:
            branches = branches.within(scope_of_place(asked["place"]))
        return to_look_at(branches, asked["attention"], self.day)

    def _in_state(self, branches: BranchQuerySet, state: str) -> BranchQuerySet:
        if state == "dissolved":
            return branches.dissolved_by(self.day)
        return branches.filter(founded_on__lte=self.day) if state == "all" else branches.active_on(self.day)


def to_look_at(branches: BranchQuerySet, attention: str, day: datetime.date) -> BranchQuerySet:
    """Those of the branches in which there is this to look at on the day; all of them for an empty ``attention``."""
    if attention == Attention.NO_SECRETARY:
        return branches.without_secretary(day)
    if attention == Attention.NO_SUPERIOR:
        return branches.filter(parent=None)
    if attention == Attention.BELOW_MINIMUM:
        return branches.filter(size.below_minimum(day))
    if attention == Attention.ELECTION_OVERDUE:
        return branches.filter(elections.overdue(day))
    if attention == Attention.ELECTION_DUE:
        return branches.filter(elections.due_soon(day))
    return branches


def _is_code(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) == 9
