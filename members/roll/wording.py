"""The value of a known in the reader's words, from its JSON shape (``known_values``): for contradictions, previews and lists of changes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from members.roll.known_values import first_day
from members.roll.models import Member
from registry.dates import Precision, written_date
from registry.history.wording import masked_phone


def known_in_words(known: str, value: Any) -> str:
    """``value`` as ``known_values`` gives it, None for known to be none. Phones are masked."""
    if value is None:
        return _("none")
    return _WORDS[known](value)


def _left_on(value: Mapping[str, Any]) -> str:
    return written_date(first_day(value["date"]), value["precision"])


def _text(value: Mapping[str, Any]) -> str:
    return value["text"]


def _origin(value: Mapping[str, Any]) -> str:
    return value.get("text") or str(value["code"])


def _contact(value: Mapping[str, Any]) -> str:
    return " ".join([*(masked_phone(phone) for phone in value["phones"]), value.get("other", "")]).strip()


def _dues(value: Mapping[str, Any]) -> str:
    state = str(dict(Member.Dues.choices).get(value["state"], value["state"]))
    if not value.get("paid_to"):
        return state
    month = written_date(first_day(value["paid_to"]), Precision.MONTH)
    return _("%(state)s, up to %(month)s") % {"state": state, "month": month}


_WORDS = {
    "left_on": _left_on,
    "work_address": _text,
    "origin": _origin,
    "occupation": _text,
    "contact": _contact,
    "dues": _dues,
}
