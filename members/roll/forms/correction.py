"""What is known of a member, to be set right. Contacts are not shown: what is left empty stays as it is."""

import datetime
import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.roll.changes import PLAIN, fingerprint_of, fingerprints
from members.roll.forms.facts import FactsForm
from members.roll.forms.fields import PartialDate
from members.roll.known_values import UNKNOWN, value_of
from members.roll.knowns import SIX_KNOWNS, Known
from members.roll.models import Member
from registry.access import Scope
from registry.dates import Precision
from registry.history.wording import masked_phone

_FIELDS = (*(name for name in PLAIN if name != "identity_digest"), *SIX_KNOWNS)
_KEEP = "keep"
# Where an error of a field of the member is shown on the form.
_SHOWN_AT = {"contact": "phones", "joined_on_precision": "joined_on", "confirmed_on_precision": "confirmed_on"}


class CorrectionForm(FactsForm):
    """``seen``: what the page showed, as fingerprints; so only what was changed on it is written."""

    reach = forms.ChoiceField(label=_("Reach"), choices=Member.Reach.choices)
    contact_kept = forms.ChoiceField(
        label=_("If no phone and no other contact is written"),
        choices=[(_KEEP, _("keep what is known")), (Known.NONE, _("known to be none")), (Known.UNKNOWN, _("unknown"))],
        initial=_KEEP,
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False, help_text=_("It stays in the history."))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, member: Member, scope: Scope, today: datetime.date, **kwargs: Any) -> None:
        self.member = member
        super().__init__(*args, scope=scope, today=today, initial=_initial(member), **kwargs)
        phones = " ".join(masked_phone(phone) for phone in member.phones)
        self._any("phones").widget.attrs["placeholder"] = phones
        self._any("contact_other").widget.attrs["placeholder"] = masked_phone(member.contact_other)
        district = member.work_district
        if district and not any(code == district.pk for code, _name in self._any("work_district").choices):
            self._any("work_district").choices += [(district.pk, district.local_name)]

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [
            (_("Person"), [*self.person(), "reach"]),
            (_("The six knowns"), self.six_knowns()),
            ("", ["note", "reason", "seen"]),
        ]

    def contact_state(self) -> list[Any]:
        return ["contact_kept"]

    @property
    def contact(self) -> Any:
        said, now = self.cleaned_data, self.member
        if said["phones"] or said["contact_other"]:
            return {"phones": said["phones"] or now.phones, "other": said["contact_other"] or now.contact_other}
        if said["contact_kept"] == _KEEP:
            return value_of(now, "contact")
        return None if said["contact_kept"] == Known.NONE else UNKNOWN

    @property
    def knowns(self) -> dict[str, Any]:
        """An origin that stays keeps the text it was written with."""
        knowns, now = super().knowns, value_of(self.member, "origin")
        new = knowns["origin"]
        if isinstance(new, dict) and isinstance(now, dict) and new["code"] == now["code"]:
            new["text"] = now["text"]
        return knowns

    @property
    def changes(self) -> dict[str, Any]:
        """Only what differs from what the page showed, of a valid form."""
        said = {"name": self.cleaned_data["name"], "reach": self.cleaned_data["reach"], **self.plain, **self.knowns}
        is_kept = self.cleaned_data["contact_kept"] == _KEEP
        if is_kept and not (self.cleaned_data["phones"] or self.cleaned_data["contact_other"]):
            del said["contact"]
        seen = self.fingerprints
        return {name: new for name, new in said.items() if fingerprint_of(self.member, name, new) != seen.get(name)}

    @property
    def fingerprints(self) -> dict[str, str]:
        """What the page showed; nothing where that was tampered with, so that everything counts as changed."""
        try:
            seen = json.loads(self.cleaned_data["seen"] or "{}")
        except ValueError:
            return {}
        return seen if isinstance(seen, dict) else {}

    def refuse(self, error: Any) -> None:
        """A conflict names the field; it is shown with what stands there now."""
        by_field = getattr(error, "error_dict", {})
        for name in [name for name in by_field if name in _SHOWN_AT]:
            by_field.setdefault(_SHOWN_AT[name], []).extend(by_field.pop(name))
        super().refuse(error)


def _initial(member: Member) -> dict[str, Any]:
    same = ("name", "kind", "card_no", "employer", "note", "reach", "work_address", "occupation", "dues")
    dates = {
        name: PartialDate(day, Precision(getattr(member, f"{name}_precision") or Precision.DAY))
        for name in ("joined_on", "confirmed_on", "left_on")
        if (day := getattr(member, name))
    }
    return {
        **{name: getattr(member, name) for name in same},
        **dates,
        **{f"{k}_none": member.state_of(k) == Known.NONE for k in ("left_on", "work_address", "origin", "occupation")},
        "work_district": member.work_district_id,
        "origin": member.origin_id,
        "township": member.origin_township.name if member.origin_township else "",
        "category": member.occupation_category,
        "dues_paid_to": PartialDate(member.dues_paid_to, Precision.MONTH) if member.dues_paid_to else None,
        "seen_version": member.version,
        "seen": json.dumps(fingerprints(member, _FIELDS)),
    }
