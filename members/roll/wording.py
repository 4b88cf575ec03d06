"""The value of a known in the reader's words, from its JSON shape (``known_values``): for contradictions, previews and lists of changes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from members.roll.known_values import first_day
from members.roll.models import Member
from registry.dates import Precision, written_date
from registry.history.wording import masked_phone

Places = Mapping[int, str]
_NO_PLACES: Places = {}


def known_in_words(known: str, value: Any, places: Places = _NO_PLACES) -> str:
    """``value`` as ``known_values`` gives it, None for known to be none. Contacts are masked. ``places``: names by code."""
    if value is None:
        return _("none")
    return _WORDS[known](value, places)


def _left_on(value: Mapping[str, Any], places: Places) -> str:
    return written_date(first_day(value["date"]), value["precision"])


def _occupation(value: Mapping[str, Any], places: Places) -> str:
    return value["text"]


def _work_address(value: Mapping[str, Any], places: Places) -> str:
    """The address, behind its district where the address itself does not name it."""
    district = places.get(value.get("district") or 0, "")
    return value["text"] if not district or district in value["text"] else f"{district} {value['text']}"


def _origin(value: Mapping[str, Any], places: Places) -> str:
    """The place by its name of today; what was written instead of a name that nobody gave us."""
    name = places.get(value["code"], "") or value.get("text") or str(value["code"])
    return name + places.get(value.get("township") or 0, "")


def _contact(value: Mapping[str, Any], places: Places) -> str:
    return " ".join(masked_phone(way) for way in [*value["phones"], value.get("other", "")]).strip()


def _dues(value: Mapping[str, Any], places: Places) -> str:
    state = str(dict(Member.Dues.choices).get(value["state"], value["state"]))
    if not value.get("paid_to"):
        return state
    month = written_date(first_day(value["paid_to"]), Precision.MONTH)
    return _("%(state)s, up to %(month)s") % {"state": state, "month": month}


_WORDS = {
    "left_on": _left_on,
    "work_address": _work_address,
    "origin": _origin,
    "occupation": _occupation,
    "contact": _contact,
    "dues": _dues,
}
