import datetime
from typing import Any

from crispy_forms.bootstrap import StrictButton
from crispy_forms.layout import Field
from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from branches.divisions.models import County, Prefecture, Province
from branches.organisation.choices import Places
from branches.organisation.forms.counties import COUNTIES_TEMPLATE, CountiesField, CountyGroup, county_groups
from branches.organisation.forms.description import DescriptionForm
from branches.organisation.models import Branch, OfficeTerm
from branches.organisation.names import proposed_names
from registry.access import Scope
from registry.actionforms import pair
from registry.digits import number_in

_NAMES = {"full_name": "full", "short_name": "short"}


class FoundingForm(DescriptionForm):
    """A branch to be founded: where, what it is called, how it was founded and approved, its counties and first secretary."""

    place = forms.TypedChoiceField(
        label=_("Place"), coerce=int, help_text=_("The division it belongs to; it gives the code.")
    )
    counties = CountiesField(label=_("Counties covered besides its own"))
    secretary_name = forms.CharField(label=_("Name"), max_length=60, required=False)
    secretary_source = forms.ChoiceField(
        label=_("Source"), required=False, choices=[("", "—"), *OfficeTerm.Source.choices]
    )
    secretary_manner = forms.ChoiceField(label=_("Manner"), choices=OfficeTerm.Manner.choices, required=False)
    secretary_document_no = forms.CharField(label=_("Approval document no."), max_length=100, required=False)

    class Meta(DescriptionForm.Meta):
        fields = (*DescriptionForm.Meta.fields, "parent")

    def __init__(self, *args: Any, scope: Scope, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = Places(scope, today)
        self._divisions = self.places.divisions()
        place, counties, parent = (self._any(name) for name in ("place", "counties", "parent"))
        place.choices = [("", "—"), *self.places.division_choices(gettext("%(name)s itself"))]
        counties.offer(self.places)
        parent.empty_label = _("none that is registered")
        superiors = Branch.objects.within(scope) | Branch.objects.above(scope)
        parent.queryset = superiors.filter(~Q(kind=Branch.Kind.BRANCH), dissolved_on=None).order_by("code")

    def _any(self, name: str) -> Any:
        return self.fields[name]

    def sections(self) -> list[tuple[Any, list[Any]]]:
        suggest = StrictButton(
            _("Suggest names"),
            type="submit",
            name="suggest",
            value="1",
            css_class="btn-outline-secondary btn-sm mb-3",
        )
        return [
            (_("Place and kind"), [pair("place", "kind"), "parent", "is_temporary"]),
            (_("Names"), [*self.names()[:-1], suggest, "national_org_code"]),
            (_("Founding"), [*self.founding_facts(), Field("counties", template=COUNTIES_TEMPLATE)]),
            (_("Approval and filing"), self.approval()),
            (
                _("First secretary"),
                [pair("secretary_name", "secretary_source"), pair("secretary_manner", "secretary_document_no")],
            ),
        ]

    def county_groups(self) -> list[CountyGroup]:
        chosen = str(self["place"].value() or "")
        return county_groups(self, "counties", own=number_in(chosen) or None)

    @property
    def are_counties_open(self) -> bool:
        """Whether the counties are unfolded: of a joint branch, or where some are ticked."""
        return self["founding"].value() == Branch.Founding.JOINTLY or bool(self["counties"].value())

    @property
    def division(self) -> Province | Prefecture | County:
        """The division chosen, of a valid form."""
        return self._divisions[self.cleaned_data["place"]]

    @property
    def secretary(self) -> OfficeTerm | None:
        """The first secretary, a row not saved yet; None where no name is given."""
        said = self.cleaned_data
        if not said["secretary_name"]:
            return None
        return OfficeTerm(
            office=OfficeTerm.Office.SECRETARY,
            holder_name=said["secretary_name"],
            source=said["secretary_source"],
            manner=said["secretary_manner"] or OfficeTerm.Manner.ELECTED,
            approval_document_no=said["secretary_document_no"],
            since=said["founded_on"],
        )

    def filled_in(self, data: QueryDict) -> "FoundingForm":
        """This form showing what was entered so far, not judged yet."""
        several = {"counties": data.getlist("counties")}
        self.initial = {name: data.get(name) for name in self.fields if name in data} | several
        return self

    def with_names_suggested(self, data: QueryDict) -> QueryDict:
        """What was entered so far, with names written into the empty fields, from the place and the kind chosen."""
        data = data.copy()
        code = data.get("place", "")
        division = self._divisions.get(number_in(code))
        if division is not None and data.get("kind") in Branch.Kind.values:
            names = proposed_names(division.local_name, str(data["kind"]), is_temporary=bool(data.get("is_temporary")))
            for field, part in _NAMES.items():
                data[field] = data.get(field) or getattr(names, part)
        return data
