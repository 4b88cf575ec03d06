"""What of a list is asked for. Empty means all of it; what cannot be read filters nothing and says so."""

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from branches.ceremonies.models import Ceremony, Plaque, Stage
from branches.ceremonies.querysets import CeremonyQuerySet, PlaqueQuerySet
from branches.divisions.models import Prefecture
from branches.organisation.models import Branch
from branches.organisation.querysets import BranchQuerySet
from registry.access import Scope
from registry.actionforms import day_field
from registry.digits import KeyField

_ANY: list[tuple[Any, Any]] = [("", _("all"))]
_PENDING, _TO_RETURN = "pending", "to_return"


class CeremonyFilter(forms.Form):
    q = forms.CharField(label=_("Title, venue or host"), required=False, max_length=60)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2999)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[*_ANY, *Ceremony.State.choices])

    def narrow(self, ceremonies: CeremonyQuerySet) -> CeremonyQuerySet:
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("q"):
            words = asked["q"]
            ceremonies = ceremonies.filter(
                Q(title__icontains=words) | Q(venue__icontains=words) | Q(host__icontains=words)
            )
        if asked.get("year"):
            ceremonies = ceremonies.filter(held_on__year=asked["year"])
        if asked.get("state"):
            ceremonies = ceremonies.filter(state=asked["state"])
        return ceremonies


class _PlaceFilter(forms.Form):
    """A filter by prefecture: those that the scope touches."""

    place = forms.TypedChoiceField(label=_("Place"), required=False, coerce=int, empty_value=None)
    basis = forms.ChoiceField(label=_("New or consolidated"), required=False, choices=[*_ANY, *Branch.Origin.choices])

    def __init__(self, data: QueryDict, *, scope: Scope) -> None:
        super().__init__(data)
        home = Prefecture.objects.within(Scope.of(settings.HOME_PROVINCE)).filter(valid_until=None)
        choices = list(home.within(scope).in_order().values_list("code", "name"))
        if len(choices) < 2:  # nothing to choose: the scope is a prefecture or less
            del self.fields["place"]
            return
        self.fields["place"].choices = [*_ANY, *choices]  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, Any]:
        return self.cleaned_data if self.is_valid() else {}


class BranchFilter(_PlaceFilter):
    """Which of the branches that await a plaque."""

    approved_since = day_field(_("Approved since"), required=False)

    def narrow(self, branches: BranchQuerySet) -> BranchQuerySet:
        asked = self.asked
        if asked.get("place"):
            branches = branches.below(asked["place"])
        if asked.get("basis"):
            branches = branches.filter(origin=asked["basis"])
        if asked.get("approved_since"):
            branches = branches.filter(approved_on__gte=asked["approved_since"])
        return branches


class LedgerFilter(_PlaceFilter):
    """Which of the plaques that were awarded. With a day: those in force on it, or those in the state asked for on it."""

    q = forms.CharField(label=_("Number, wording or branch"), required=False, max_length=60)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2999)
    # Not "kind": that is the export's word for the kind of file.
    award_kind = forms.ChoiceField(label=_("Kind of award"), required=False, choices=[*_ANY, *Plaque.AwardKind.choices])
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            *_ANY,
            (_PENDING, _("Not yet handed over")),
            (_TO_RETURN, _("To be returned: branch merged or dissolved")),
            *[(s.name.lower(), s.label) for s in Stage if s],
        ],
    )
    on = day_field(_("As of the day"), required=False)
    ceremony = KeyField()

    field_order = ("q", "year", "place", "basis", "award_kind", "state", "on")

    def narrow(self, plaques: PlaqueQuerySet) -> PlaqueQuerySet:
        asked = self.asked
        equal = ("year", "basis", "award_kind", "ceremony")
        plaques = plaques.filter(**{column: asked[column] for column in equal if asked.get(column)})
        if asked.get("q"):
            words = asked["q"]
            plaques = plaques.filter(
                Q(number__icontains=words) | Q(wording__icontains=words) | Q(branch__short_name__icontains=words)
            )
        if asked.get("place"):
            plaques = plaques.within(Scope.of(asked["place"]))
        return self._as_of(plaques, asked.get("on"), asked.get("state"))

    @staticmethod
    def _as_of(plaques: PlaqueQuerySet, day: datetime.date | None, state: str | None) -> PlaqueQuerySet:
        if state == _TO_RETURN:
            return plaques.to_be_returned(day or timezone.localdate())
        column = "stage"
        if day:
            column, plaques = "stage_then", plaques.with_stage_on(day).filter(awarded_on__lte=day)
        if state == _PENDING:
            return plaques.filter(**{f"{column}__lt": Stage.HANDED_OVER})
        if state:
            return plaques.filter(**{column: Stage[state.upper()]})
        return plaques.in_use_on(day) if day else plaques
