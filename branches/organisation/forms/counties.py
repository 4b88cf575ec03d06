import datetime
from typing import Any, NamedTuple

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branches.divisions.models import County
from branches.organisation.choices import Places
from branches.organisation.models import Branch
from registry.access import Scope
from registry.actionforms import ActionForm, day_field


class CountyGroup(NamedTuple):
    """Counties of one prefecture to tick; ``is_open``: it is unfolded, since it is the branch's own or something is ticked."""

    name: str
    counties: list[tuple[int, str, bool]]  # code, name, ticked
    is_open: bool


class CountiesField(forms.TypedMultipleChoiceField):
    """Counties to tick, folded by prefecture; its value is the counties themselves."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, required=kwargs.pop("required", False), **kwargs)
        self._counties: dict[int, County] = {}

    def offer(self, places: Places) -> None:
        """The counties there are to choose from."""
        self._counties = places.counties()
        self.choices = places.county_choices()

    def clean(self, value: Any) -> list[County]:
        return [self._counties[code] for code in super().clean(value)]


def county_groups(form: forms.BaseForm, name: str, *, own: int | None) -> list[CountyGroup]:
    """The choices of a ``CountiesField`` as groups for the page; ``own``: code of the division whose prefecture is unfolded."""
    ticked = {str(code) for code in form[name].value() or []}
    field: Any = form.fields[name]
    groups = []
    for label, choices in field.choices:
        counties = [(code, county, str(code) in ticked) for code, county in choices]
        here = own is not None and counties[0][0] // 100 == own // 100
        groups.append(
            CountyGroup(label, counties, here or any(on for *_rest, on in counties) or len(field.choices) == 1)
        )
    return groups


COUNTIES_TEMPLATE = "branches/organisation/_counties_field.html"


class CoverForm(ActionForm):
    """More counties that a branch serves, from a day on."""

    counties = CountiesField(label=_("Counties"), required=True)
    on = day_field(pgettext_lazy("days", "From"))

    def __init__(self, *args: Any, branch: Branch, scope: Scope, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": today}, **kwargs)
        field: Any = self.fields["counties"]
        field.offer(Places(scope, today))
        self.branch = branch

    are_counties_open = True

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [("", ["on", Field("counties", template=COUNTIES_TEMPLATE)])]

    def county_groups(self) -> list[CountyGroup]:
        return county_groups(self, "counties", own=self.branch.division.pk)


class EndCoverForm(ActionForm):
    on = day_field(_("First day without"))

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [("", ["on"])]
