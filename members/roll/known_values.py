"""The value of a known, as JSON and as columns: one translation for pages, surveys, other values and the history.

Shapes (``docs/guide``, the command's JSON): left_on ``{"date": "2014-03", "precision": "month"}``; work_address a text, with the district's
code in ``{"text", "district"}``; origin ``{"code", "text", "township"}``; occupation ``{"text", "category"}``;
contact ``{"phones": [...], "other": ""}``; dues ``{"state": "paid", "paid_to": "2016-06"}``. ``None`` says: known to be none.
"""

import datetime
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import Any, Final, Protocol

from members.roll.knowns import Known, state_field
from registry.dates import Precision, iso_date


class Unknown(Enum):
    """Nobody knows: not none, not zero."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "left_on": ("left_on", "left_on_precision"),
    "work_address": ("work_address", "work_district_id"),
    "origin": ("origin_id", "origin_township_id", "origin_text"),
    "occupation": ("occupation", "occupation_category"),
    "contact": ("phone", "other_phones", "contact_other"),
    "dues": ("dues", "dues_paid_to"),
}
_EMPTY: Final[dict[str, Any]] = {
    "left_on": None,
    "left_on_precision": "",
    "work_address": "",
    "work_district_id": None,
    "origin_id": None,
    "origin_township_id": None,
    "origin_text": "",
    "occupation": "",
    "occupation_category": "",
    "phone": "",
    "other_phones": "",
    "contact_other": "",
    "dues": "unknown",
    "dues_paid_to": None,
}


class Knowing(Protocol):
    """Whoever has the columns of the six knowns: a member, or what was read of one."""

    @property
    def left_on(self) -> datetime.date | None: ...
    @property
    def left_on_precision(self) -> str: ...
    @property
    def work_address(self) -> str: ...
    @property
    def work_district_id(self) -> int | None: ...
    @property
    def origin_id(self) -> int | None: ...
    @property
    def origin_text(self) -> str: ...
    @property
    def origin_township_id(self) -> int | None: ...
    @property
    def occupation(self) -> str: ...
    @property
    def occupation_category(self) -> str: ...
    @property
    def phones(self) -> list[str]: ...
    @property
    def contact_other(self) -> str: ...
    @property
    def dues(self) -> str: ...
    @property
    def dues_paid_to(self) -> datetime.date | None: ...
    def state_of(self, known: str) -> str: ...


def value_of(member: Knowing, known: str) -> Any:
    """The member's value of a known as JSON; None where there is none, ``UNKNOWN`` where nobody knows."""
    state = member.state_of(known)
    if state != Known.KNOWN:
        return None if state == Known.NONE else UNKNOWN
    if known == "left_on":
        assert member.left_on is not None  # noqa: S101 - a constraint of the table
        return {"date": iso_date(member.left_on, member.left_on_precision), "precision": member.left_on_precision}
    if known == "work_address":
        return {"text": member.work_address, "district": member.work_district_id}
    if known == "origin":
        return {"code": member.origin_id, "text": member.origin_text, "township": member.origin_township_id}
    if known == "occupation":
        return {"text": member.occupation, "category": member.occupation_category}
    if known == "contact":
        return {"phones": member.phones, "other": member.contact_other}
    paid_to = member.dues_paid_to
    return {"state": member.dues, "paid_to": iso_date(paid_to, Precision.MONTH) if paid_to else None}


def columns_of(known: str, value: Any) -> dict[str, Any]:
    """The columns, with the state, that say ``value`` of a known. The inverse of ``value_of``."""
    if value is UNKNOWN or value is None:
        return dict(_WITHOUT_VALUE[known, value])
    return _KNOWN[known] | _WRITERS[known](value)


def _without_value(known: str, value: Any) -> dict[str, Any]:
    columns = {name: _EMPTY[name] for name in COLUMNS[known]}
    columns[state_field(known)] = Known.UNKNOWN.value if value is UNKNOWN else Known.NONE.value
    if value is None and known == "dues":
        columns["dues"] = "exempt"  # no dues are owed: the table knows no other "none"
    return columns


def says_no_more(known: str, present: Any, value: Any) -> bool:
    """Whether ``value`` is already said by ``present``: the same in other words, or less exactly."""
    if present is UNKNOWN or present is None or value is None:
        return present is value
    if known == "left_on":
        return present["date"].startswith(value["date"])
    if known == "origin":
        return present["code"] == value["code"] and value.get("township") in (None, present.get("township"))
    if known == "contact":
        return set(value["phones"]) <= set(present["phones"]) and value["other"] in ("", present["other"])
    if known == "dues":
        return present["state"] == value["state"] and value["paid_to"] in (None, present["paid_to"])
    return _bare(present["text"]) == _bare(value["text"])


def _bare(text: str) -> str:
    return "".join(text.split()).lower()


@lru_cache(maxsize=1 << 14)  # every day of some decades
def first_day(text: str) -> datetime.date:
    """2014, 2014-03 or 2014-03-01 as the first day of what is known."""
    year, month, day = [*(int(part) for part in text.split("-")), 1, 1][:3]
    return datetime.date(year, month, day)


def _left_on(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"left_on": first_day(value["date"]), "left_on_precision": value["precision"]}


def _work_address(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"work_address": value["text"], "work_district_id": value.get("district")}


def _origin(value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "origin_id": value["code"],
        "origin_text": value.get("text", ""),
        "origin_township_id": value.get("township"),
    }


def _occupation(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"occupation": value["text"], "occupation_category": value.get("category", "")}


def _contact(value: Mapping[str, Any]) -> dict[str, Any]:
    main, *others = value["phones"] or [""]
    return {"phone": main, "other_phones": " ".join(others), "contact_other": value.get("other", "")}


def _dues(value: Mapping[str, Any]) -> dict[str, Any]:
    paid_to = value.get("paid_to")
    return {"dues": value["state"], "dues_paid_to": first_day(paid_to) if paid_to else None}


_WRITERS = {
    "left_on": _left_on,
    "work_address": _work_address,
    "origin": _origin,
    "occupation": _occupation,
    "contact": _contact,
    "dues": _dues,
}
_WITHOUT_VALUE: Final = {(known, value): _without_value(known, value) for known in COLUMNS for value in (UNKNOWN, None)}
_KNOWN: Final = {known: _WITHOUT_VALUE[known, UNKNOWN] | {state_field(known): Known.KNOWN.value} for known in COLUMNS}
