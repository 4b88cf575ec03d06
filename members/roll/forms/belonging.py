"""Where a member belongs: joining, transfer, departure, and apart from it the formal organisation at home."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branches.models import Branch, County
from branches.organisation.choices import offer
from members.roll.forms.places import county_choices
from members.roll.models import Departure, Member
from registry.access import Scope
from registry.actionforms import ActionForm, day_field, pair


class MemberForm(ActionForm):
    """A form about one member as he was seen."""

    def __init__(self, *args: Any, member: Member, today: datetime.date, **kwargs: Any) -> None:
        initial = {"seen_version": member.version, "on": today, "since": today} | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)


class JoinForm(MemberForm):
    branch = forms.ModelChoiceField(Branch.objects.none(), label=_("Mobile branch"))
    since = day_field(_("Takes part since"))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_branches(self.fields["branch"], scope)

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [("", ["branch", "since"])]


class TransferForm(MemberForm):
    to = forms.ModelChoiceField(Branch.objects.none(), label=_("New branch"))
    on = day_field(_("Takes part there since"))

    def __init__(self, *args: Any, member: Member, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, member=member, **kwargs)
        offer_branches(self.fields["to"], scope, but=member.branch_id)

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [("", ["to", "on"])]


class DepartForm(MemberForm):
    ended = forms.ChoiceField(label=_("How they left"), choices=Departure.choices)
    on = day_field(_("Left on"))
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False, help_text=_("It stays in the history."))
    document_no = forms.CharField(
        label=_("Document no. of the decision"),
        max_length=100,
        required=False,
        help_text=_("Needed where somebody decided it: of a removal."),
    )

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [("", [pair("ended", "on"), "reason", "document_no"])]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        if said.get("ended") == Departure.REMOVED and not (said.get("document_no") or said.get("override_document_no")):
            self.add_error("document_no", _("A removal is decided by people: name the document."))
        return cleaned


class HomeForm(MemberForm):
    formal_branch = forms.CharField(label=_("Formal organisation at home"), max_length=120)
    county = forms.TypedChoiceField(label=_("County"), coerce=int, empty_value=None, required=False)
    since = day_field(_("Since"), required=False, help_text=_("Empty: the day is not known."))
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False, help_text=_("It stays in the history."))

    def __init__(self, *args: Any, member: Member, scope: Scope, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, member=member, today=today, initial={"since": None}, **kwargs)
        field: Any = self.fields["county"]
        field.choices = [("", "—"), *county_choices(scope, today, also=member.origin_id)]
        self.initial["county"] = member.origin_id

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [("", ["formal_branch", pair("county", "since"), "reason"])]

    def clean_county(self) -> County | None:
        return County.objects.filter(pk=self.cleaned_data["county"]).first() if self.cleaned_data["county"] else None


def offer_branches(field: Any, scope: Scope, *, but: int | None = None) -> None:
    """Branches of the scope that there are today."""
    offer(field, Branch.objects.within(scope).filter(dissolved_on=None).exclude(pk=but or 0).order_by("code"))
