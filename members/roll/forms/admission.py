"""A person enters a member by hand."""

import datetime
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from branches.models import Branch
from members.roll.actions.entering import LIKENESS
from members.roll.forms.belonging import offer_branches
from members.roll.forms.facts import FactsForm
from members.roll.forms.places import answering_choices
from members.roll.identity import identity_digest, normalised_identity
from registry.access import Scope
from registry.actionforms import day_field, pair

_SEAL = "members.roll.identity"


class AdmissionForm(FactsForm):
    """A new member: who, the six knowns, where he belongs. The identity number is recognised and never kept, nor shown again."""

    identity_number = forms.CharField(
        label=_("Identity number"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Only to recognise the same person; it is not stored."),
    )
    identity_seal = forms.CharField(required=False, widget=forms.HiddenInput)
    home = forms.TypedChoiceField(
        label=_("Place that answers for the member"), coerce=int, help_text=_("Where the county of origin is unknown.")
    )
    formal_branch = forms.CharField(
        label=_("Formal organisation at home"),
        max_length=120,
        required=False,
        help_text=_("It holds the relation and the vote; the mobile branch never touches it."),
    )
    branch = forms.ModelChoiceField(
        Branch.objects.none(), label=_("Mobile branch"), required=False, empty_label=_("none yet")
    )
    since = day_field(_("Takes part since"), required=False)
    is_somebody_else = forms.BooleanField(label=_("I have looked: this is somebody else"), required=False)

    def __init__(self, *args: Any, scope: Scope, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, today=today, **kwargs)
        self.today = today
        self._any("home").choices = answering_choices(scope, today, gettext("%(name)s itself"))
        offer_branches(self.fields["branch"], scope)

    def sections(self) -> list[tuple[Any, list[Any]]]:
        alike = [(_("Is it the same person?"), ["is_somebody_else"])] if self.asks_likeness else []
        return [
            *alike,
            (_("Person"), [*self.person(), "identity_number", "identity_seal"]),
            (_("The six knowns"), self.six_knowns()),
            (_("Where they belong"), ["formal_branch", pair("branch", "since"), "home"]),
            ("", ["note"]),
        ]

    @property
    def asks_likeness(self) -> bool:
        ticked = self.is_bound and self["is_somebody_else"].value()
        return bool(ticked) or any(objection.code in LIKENESS for objection in self.objections)

    @property
    def asks_override(self) -> bool:
        named = self.is_bound and (self["override_reason"].value() or self["override_document_no"].value())
        return bool(named) or any(not o.hard and o.code not in LIKENESS for o in self.objections)

    def clean_identity_number(self) -> str:
        """The digest of the number; the number itself is taken off the form, so that no page shows it again."""
        written = self.cleaned_data["identity_number"]
        data: Any = self.data
        self.data = data = data.copy()
        data["identity_number"] = ""
        if not written:
            return self._unsealed(data.get("identity_seal", ""))
        data["identity_seal"] = ""
        digest = identity_digest(normalised_identity(written, today=self.today))
        data["identity_seal"] = signing.dumps(digest, salt=_SEAL)
        return digest

    def _unsealed(self, seal: str) -> str:
        try:
            return signing.loads(seal, salt=_SEAL, max_age=24 * 3600) if seal else ""
        except signing.BadSignature as error:
            raise ValidationError(_("Please write the identity number again."), code="unsealed") from error

    @property
    def is_identity_kept(self) -> bool:
        """Whether the number was read already, so that the field may stay empty."""
        return bool(self.is_bound and self.data.get("identity_seal"))

    @property
    def admission(self) -> dict[str, Any]:
        """What ``actions.admit`` is to be told, of a valid form."""
        said = self.cleaned_data
        return {
            "name": said["name"],
            "home": said["origin"] or said["home"],
            "fields": self.plain,
            "knowns": self.knowns,
            "identity_digest": said["identity_number"] or None,
            "branch": said["branch"],
            "since": said["since"],
            "formal_branch": said["formal_branch"],
            "is_somebody_else": said["is_somebody_else"],
            "override": self.override,
        }
