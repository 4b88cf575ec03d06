"""Which members of the roll are asked for. Empty means everybody on it; what cannot be read finds nobody."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from branches.models import Branch
from branches.organisation.choices import Places
from branches.organisation.filters import PlaceField
from members.roll import search
from members.roll.counts import tallies_within
from members.roll.knowns import SIX_KNOWNS, Known, state_field
from members.roll.models import Member, MemberKind, Membership
from members.roll.models.indexes import COMMON
from members.roll.prefixes import IsNot
from members.roll.querysets import MemberQuerySet, Met
from registry.access import Scope
from registry.accounts.places import scope_of_place

_ANY: list[tuple[Any, Any]] = [("", _("all"))]
ANY_OF_SIX = "any"
NEAR = 20_000  # people of a place who are looked through sooner than all who bear a very common part of a name
MOST_BRANCHES = 200  # a longer list to choose from is none


@dataclass(frozen=True, slots=True)
class Found:
    """The members asked for, to be put in any order, and how many they are; None for more than ``search.FEW`` that no tally counts."""

    members: MemberQuerySet
    total: int | None


class Standing(models.TextChoices):
    """How a member stands to the roll and to a mobile branch."""

    CONFIRMED = "confirmed", _("In a branch, confirmed")
    PENDING = "pending", _("In a branch, to be confirmed")
    WITHOUT_BRANCH = "without_branch", _("Without branch")
    ENDED = "ended", _("Left the roll")
    ALL = "all", _("All, also who left")


class BranchField(forms.TypedChoiceField):
    """A branch out of those in the scope; one that is not listed, a dissolved one, is understood too."""

    scope = Scope.nowhere()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=None, required=False, **kwargs)

    def valid_value(self, value: Any) -> bool:
        text = str(value)
        return text.isascii() and text.isdecimal() and len(text) == 9 and int(text) in self.scope


class MemberFilter(forms.Form):
    """The filters of the list of members; ``find`` applies them.

    No database knows beforehand how many rows a filter leaves, and a wrong guess costs seconds. The tallies know how many there are
    in a place; of what no tally counts, a thousand are looked for. So few are gathered by their indexes and then sorted, and of
    many a page is soon met on the way along the order of the list.
    """

    q = forms.CharField(label=_("Name, number or phone"), required=False, max_length=60)
    place = PlaceField(label=_("From"))
    branch = BranchField(label=_("Mobile branch"))
    standing = forms.ChoiceField(
        label=_("Membership"), required=False, choices=[("", _("on the roll")), *Standing.choices]
    )
    member_kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*_ANY, *MemberKind.choices])
    missing = forms.ChoiceField(
        label=_("Still unknown"),
        required=False,
        choices=[("", _("any")), *SIX_KNOWNS.items(), (ANY_OF_SIX, _("any of the six"))],
    )
    reach = forms.ChoiceField(label=_("Reach"), required=False, choices=[*_ANY, *Member.Reach.choices])
    dues = forms.ChoiceField(label=_("Dues"), required=False, choices=[*_ANY, *Member.Dues.choices])

    def __init__(self, data: QueryDict, *, scope: Scope, today: datetime.date) -> None:
        super().__init__(data)
        self.scope = scope
        place, branch = self._any("place"), self._any("branch")
        place.scope = branch.scope = scope
        place.choices = [*_ANY, *Places(scope, today).division_choices(gettext("All of %(name)s"))]
        branch.choices = self._branches(branch)

    def _any(self, name: str) -> Any:
        return self.fields[name]

    def _branches(self, field: BranchField) -> list[tuple[Any, Any]]:
        """Those of the place chosen, else of the whole scope; of very many only the one chosen already."""
        active = Branch.objects.within(self.scope).filter(dissolved_on=None).order_by("code")
        if self._place:
            active = active.within(self._place)
        listed = list(active.values_list("code", "short_name")[: MOST_BRANCHES + 1])
        if len(listed) <= MOST_BRANCHES:
            return [*_ANY, *listed]
        chosen = self.data.get("branch", "")
        known = active.filter(code=int(chosen)) if field.valid_value(chosen) else active.none()
        return [("", _("all (for a list choose a place)")), *known.values_list("code", "short_name")]

    @cached_property
    def _place(self) -> Scope | None:
        """The place asked for with all that was merged into it; None for no place, or one that is none here."""
        asked = self.data.get("place", "")
        return scope_of_place(int(asked)) if self._any("place").valid_value(asked) else None

    @property
    def is_asking(self) -> bool:
        """Whether anything is filtered at all."""
        return any(self.data.get(name) for name in self.fields)

    def find(self) -> Found:
        """The members asked for, within the scope."""
        if not self.is_valid():
            return Found(Member.objects.none(), 0)
        people, asked_for = self._tallied()
        met = self._narrowed(places_met=people > search.FEW, names_met=True)
        if self._is_tallied:
            return Found(met, asked_for)
        is_near = people <= (NEAR if _is_common(self.cleaned_data["q"]) else search.FEW)
        gathered = self._narrowed(places_met=not is_near, names_met=is_near)
        keys = search.few_keys(gathered)
        return Found(met, None) if keys is None else Found(Member.objects.filter(pk__in=keys), len(keys))

    def _narrowed(self, *, places_met: bool, names_met: bool) -> MemberQuerySet:
        """Who is asked for; ``..._met``: without the indexes on places, on names and what is said of few."""
        asked, members = self.cleaned_data, Member.objects.all()
        members = members.met_within(self.scope) if places_met else members.within(self.scope)
        members = self._standing(members.persons(), asked["standing"], are_many=places_met, are_met=names_met)
        members = search.met(members, asked["q"]) if names_met else search.found(members, asked["q"])
        if self._place:
            members = members.met_from_place(self._place) if places_met else members.from_place(self._place)
        members = members.filter(*self._uncommon(are_met=names_met), **self._equal("branch", "kind", "reach", "dues"))
        if asked["missing"] == ANY_OF_SIX:
            return members.filter(knowns__lt=len(SIX_KNOWNS))
        return members.filter(**{state_field(asked["missing"]): Known.UNKNOWN}) if asked["missing"] else members

    def _equal(self, *columns: str) -> dict[str, Any]:
        """Column -> value, for those that are asked for. (``kind`` itself is the export's word for the kind of file.)"""
        asked = self.cleaned_data | {"kind": self.cleaned_data["member_kind"]}
        return {column: asked[column] for column in columns if asked[column]}

    def _uncommon(self, *, are_met: bool) -> list[Any]:
        """That a value asked for is none of the common ones: what SQLite must read to look it up in the index of the others."""
        if are_met:
            return []
        asked = self.cleaned_data
        return [
            IsNot(column, value=each)
            for column, common in COMMON.items()
            for each in common
            if asked[column] and asked[column] not in common
        ]

    def _standing(self, members: MemberQuerySet, standing: str, *, are_many: bool, are_met: bool) -> MemberQuerySet:
        pending = Membership.objects.pending()
        is_pending = models.Exists(pending.filter(member=models.OuterRef("pk")))
        if standing == Standing.ALL:
            return members
        if standing == Standing.ENDED:
            met = members.alias(met_ended_on=Met("ended_on", output_field=models.DateField()))
            return met.filter(met_ended_on__isnull=False) if are_met else members.filter(ended_on__isnull=False)
        if standing == Standing.WITHOUT_BRANCH:
            return members.without_branch()
        if standing == Standing.PENDING:
            condition = models.Q(pk__in=pending.values("member")) if are_many else models.Q(is_pending)
            return members.filter(condition, branch__isnull=False)
        if standing == Standing.CONFIRMED:
            return members.filter(~is_pending, branch__isnull=False)
        return members.on_roll()

    @property
    def _is_tallied(self) -> bool:
        """Whether the tallies know how many are asked for."""
        asked = self.cleaned_data
        return asked["standing"] in {"", Standing.WITHOUT_BRANCH} and not (
            asked["q"] or asked["reach"] or asked["dues"]
        )

    def _tallied(self) -> tuple[int, int]:
        """As far as tallies go: how many are on the roll of the place, branch and kind asked for, and of how many the known is missing."""
        asked = self.cleaned_data
        tallies = tallies_within(self.scope, each_branch=bool(asked["branch"]))
        if self._place:
            tallies = tallies.filter(self._place.divisions("home"))
        if asked["standing"] == Standing.WITHOUT_BRANCH:
            tallies = tallies.filter(branch=0)
        tallies = tallies.filter(**self._equal("branch", "kind"))
        missing = "complete" if asked["missing"] == ANY_OF_SIX else asked["missing"]
        sums = {"people": "members", **({"known": missing} if missing else {})}
        counted = tallies.aggregate(**{name: Coalesce(Sum(column), 0) for name, column in sums.items()})
        return counted["people"], counted["people"] - counted.get("known", 0)


def _is_common(text: str) -> bool:
    """Whether it is borne by very many: one character of a name, two initials, or no text at all."""
    return len(text.strip()) <= (2 if text.isascii() else 1)
