"""Whether a member says already, word for word, what a line says: then nothing differs, and nothing more need be compared.

So it is with nearly every line of a file that comes once more, and with most of next year's survey. Whoever says the same in other
words, or more, or less, is compared by the rules (``differences``).
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from members.roll.known_values import first_day
from members.roll.knowns import SIX_KNOWNS, Known
from members.surveys.person import Person

_KNOWN, _NONE, _UNKNOWN = Known.KNOWN.value, Known.NONE.value, Known.UNKNOWN.value

_Details = Mapping[str, Any]
_Same = Callable[[Person, Any, _Details], bool]


def says_word_for_word(member: Person, values: Mapping[str, Any], details: _Details) -> bool:
    """``values`` and ``details`` as of a resolved line."""
    for field, value in values.items():
        if value is None:
            if field in SIX_KNOWNS and member.state_of(field) != _NONE:
                return False
        elif (is_same := _SAME.get(field)) is None or not is_same(member, value, details):
            return False
    return True


def _left_on(member: Person, value: Any, _details: _Details) -> bool:
    return (
        member.left_on_state == _KNOWN
        and member.left_on_precision == value["precision"]
        and member.left_on == first_day(value["date"])
    )


def _work_address(member: Person, value: Any, _details: _Details) -> bool:
    return member.work_address_state == _KNOWN and member.work_address == value


def _origin(member: Person, value: Any, details: _Details) -> bool:
    return (
        member.origin_state == _KNOWN
        and member.origin_id == value["code"]
        and details.get("township") in (None, member.origin_township_id)
    )


def _occupation(member: Person, value: Any, _details: _Details) -> bool:
    return member.occupation_state == _KNOWN and member.occupation == value["text"]


def _contact(member: Person, value: Any, _details: _Details) -> bool:
    return (
        member.contact_state == _KNOWN and member.contact_other == value["other"] and member.phones == value["phones"]
    )


def _dues(member: Person, value: Any, _details: _Details) -> bool:
    state, paid_to = value["state"], value["paid_to"]
    if state == _UNKNOWN:
        return True  # the line says nothing of them
    return (
        member.dues_state == _KNOWN
        and member.dues == state
        and (paid_to is None or member.dues_paid_to == first_day(paid_to))
    )


def _plain(field: str) -> _Same:
    return lambda member, value, _details: not value or getattr(member, field) == value


def _kind(member: Person, value: Any, _details: _Details) -> bool:
    return value in (member.kind, "unknown", "")


def _day(field: str) -> _Same:
    def is_same(member: Person, value: Any, _details: _Details) -> bool:
        day, precision = getattr(member, field), getattr(member, f"{field}_precision")
        return not value or (precision == value["precision"] and day == first_day(value["date"]))

    return is_same


def _of_no_account(_member: Person, _value: Any, _details: _Details) -> bool:
    """Who he is, was found before; which branch he is in, is compared apart."""
    return True


_SAME: Final[Mapping[str, _Same]] = {
    "left_on": _left_on,
    "work_address": _work_address,
    "origin": _origin,
    "occupation": _occupation,
    "contact": _contact,
    "dues": _dues,
    "kind": _kind,
    **{field: _plain(field) for field in ("card_no", "employer", "note")},
    **{field: _day(field) for field in ("joined_on", "confirmed_on")},
    **dict.fromkeys(("name", "member_no", "home_org", "branch"), _of_no_account),
}
