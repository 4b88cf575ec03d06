"""Which members of the roll are asked for. Empty means everybody on it; what cannot be read finds nobody."""

import datetime
from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from branches.models import Branch
from branches.organisation.choices import Places
from branches.organisation.filters import PlaceField
from members.roll import search
from members.roll.counts import figures_of
from members.roll.knowns import SIX_KNOWNS, Known, state_field
from members.roll.models import Member, MemberKind, Membership, MemberTally
from members.roll.querysets import MemberQuerySet
from registry.access import Scope
from registry.accounts.places import scope_of_place

_ANY: list[tuple[Any, Any]] = [("", _("all"))]
ANY_OF_SIX = "any"
COUNTED_AT_MOST = 1000  # of rows that no tally counts


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
    """The filters of the list of members; ``narrow`` applies them, ``count`` tells how many there are."""

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
        choices=[("", "—"), *SIX_KNOWNS.items(), (ANY_OF_SIX, _("any of the six"))],
    )
    reach = forms.ChoiceField(label=_("Reach"), required=False, choices=[*_ANY, *Member.Reach.choices])
    dues = forms.ChoiceField(label=_("Dues"), required=False, choices=[*_ANY, *Member.Dues.choices])

    def __init__(self, data: QueryDict, *, scope: Scope, today: datetime.date) -> None:
        super().__init__(data)
        place, branch = self._any("place"), self._any("branch")
        place.scope = branch.scope = scope
        place.choices = [*_ANY, *Places(scope, today).division_choices(gettext("All of %(name)s"))]
        active = Branch.objects.within(scope).filter(dissolved_on=None).order_by("code")
        branch.choices = [*_ANY, *active.values_list("code", "short_name")]

    def _any(self, name: str) -> Any:
        return self.fields[name]

    @property
    def is_asking(self) -> bool:
        """Whether anything is filtered at all."""
        return any(self.data.get(name) for name in self.fields)

    def narrow(self, members: MemberQuerySet) -> MemberQuerySet:
        if not self.is_valid():
            return members.none()
        asked = self.cleaned_data
        members = search.found(self._standing(members.persons(), asked["standing"]), asked["q"])
        if asked["place"]:
            members = members.filter(scope_of_place(asked["place"]).divisions("home"))
        members = members.filter(**self._equal("branch", "kind", "reach", "dues"))
        if asked["missing"] == ANY_OF_SIX:
            return members.filter(knowns__lt=len(SIX_KNOWNS))
        return members.filter(**{state_field(asked["missing"]): Known.UNKNOWN}) if asked["missing"] else members

    def _equal(self, *columns: str) -> dict[str, Any]:
        """Column -> value, for those that are asked for. (``kind`` itself is the export's word for the kind of file.)"""
        asked = self.cleaned_data | {"kind": self.cleaned_data["member_kind"]}
        return {column: asked[column] for column in columns if asked[column]}

    def _standing(self, members: MemberQuerySet, standing: str) -> MemberQuerySet:
        if standing == Standing.ALL:
            return members
        if standing == Standing.ENDED:
            return members.filter(ended_on__isnull=False)
        if standing == Standing.WITHOUT_BRANCH:
            return members.without_branch()
        if standing:
            pending = Membership.objects.pending().filter(member=models.OuterRef("pk"))
            is_so = models.Exists(pending) if standing == Standing.PENDING else ~models.Exists(pending)
            return members.filter(is_so, branch__isnull=False)
        return members.on_roll()

    def count(self, found: MemberQuerySet, scope: Scope) -> int | None:
        """How many ``found`` are: from the tallies where they know, else counted as far as it is quick; None beyond that."""
        if not self.is_valid():
            return 0
        asked = self.cleaned_data
        if not (
            asked["q"] or asked["reach"] or asked["dues"] or asked["standing"] not in {"", Standing.WITHOUT_BRANCH}
        ):
            return self._tallied(scope)
        counted = found.order_by()[: COUNTED_AT_MOST + 1].count()
        return counted if counted <= COUNTED_AT_MOST else None

    def _tallied(self, scope: Scope) -> int:
        asked, tallies = self.cleaned_data, MemberTally.objects.within(scope)
        if asked["place"]:
            tallies = tallies.filter(scope_of_place(asked["place"]).divisions("home"))
        if asked["standing"] == Standing.WITHOUT_BRANCH:
            tallies = tallies.filter(branch=0)
        tallies = tallies.filter(**self._equal("branch", "kind"))
        figures = figures_of(tallies)
        if asked["missing"] == ANY_OF_SIX:
            return figures.incomplete
        return figures.members - getattr(figures, asked["missing"]) if asked["missing"] else figures.members
