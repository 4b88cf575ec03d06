"""One field of a member, whatever its shape: a plain column, or a known with its several columns, state and source."""

import datetime
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.crypto import salted_hmac

from branches.models import Branch, County
from members.roll.known_values import UNKNOWN, columns_of, value_of
from members.roll.knowns import SIX_KNOWNS
from members.roll.models import Member, OtherValue
from members.roll.names import display_name, match_name
from members.roll.pinyin import initials_of, pinyin_of
from members.roll.sources import Source, is_same_source
from registry.history.wording import masked_phone

# Columns that stand for themselves; whatever else can be changed is one of the six knowns.
PLAIN: Final = (
    "name",
    "kind",
    "joined_on",
    "joined_on_precision",
    "confirmed_on",
    "confirmed_on_precision",
    "card_no",
    "employer",
    "note",
    "reach",
    "identity_digest",
)


def value(member: Member, field: str) -> Any:
    """The value of a plain field, or of a known as JSON (None: none, UNKNOWN: nobody knows)."""
    return value_of(member, field) if field in SIX_KNOWNS else getattr(member, field)


def columns_for(field: str, new: Any) -> dict[str, Any]:
    """What a new value of a field writes, by column (``origin_id``). A known origin also answers for the member (``home``)."""
    if field == "name":
        return name_columns(new)
    if field not in SIX_KNOWNS:
        return {field: new}
    columns = columns_of(field, new)
    if field == "origin" and columns["origin_id"] is not None:
        columns["home"] = columns["origin_id"]
    return columns


def name_columns(name: str) -> dict[str, Any]:
    """The name, with all that is derived from it."""
    shown = display_name(name)
    return {
        "name": shown,
        "match_name": match_name(shown),
        "pinyin": pinyin_of(shown),
        "initials": initials_of(shown),
    }


def put(member: Member, field: str, new: Any) -> dict[str, Any]:
    """Set a field on the object; the columns it wrote."""
    columns = columns_for(field, new)
    for column, part in columns.items():
        setattr(member, column, part)
    return columns


def put_known(member: Member, known: str, new: Any, source: Source) -> OtherValue | None:
    """Set a known with its source. What another source had said before is handed back, to be kept beside it."""
    old, old_source = value_of(member, known), member.sources.get(known, {})
    put(member, known, new)
    member.sources = member.sources | {known: dict(source)}
    if old is UNKNOWN or is_same_source(old_source, source):
        return None
    return OtherValue(member=member, known=known, value=old, source=old_source)


def differing(member: Member, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Only what is not so already."""
    return {field: new for field, new in wanted.items() if value(member, field) != new}


def branch_in_words(branch: Branch) -> str:
    """A branch for the history of a member: by the name it has that day, and its code."""
    return f"{branch.short_name} {branch.pk}"


def as_recorded(field: str, of: Any) -> Any:
    """A value for the history: phones masked, the digest of an identity number not at all, UNKNOWN as nothing.

    A place is named as it is called that day, beside its code.
    """
    if of is UNKNOWN:
        return None
    if field == "identity_digest":
        return bool(of)
    if field == "origin" and of:
        county = County.objects.select_related("prefecture__province").filter(pk=of["code"]).first()
        return {"text": f"{county.local_name if county else ''} {of['code']}", "township": of.get("township")}
    if field == "contact" and of:
        return {"phones": [masked_phone(phone) for phone in of["phones"]], "other": masked_phone(of["other"])}
    return of.isoformat() if isinstance(of, datetime.date) else of


def fingerprints(member: Member, fields: Iterable[str]) -> dict[str, str]:
    """What somebody saw, field by field, without the values: to tell later which of them have changed since."""
    return {field: fingerprint(member, field) for field in fields}


def fingerprint(member: Member, field: str) -> str:
    return fingerprint_of(member, field, value(member, field))


def fingerprint_of(member: Member, field: str, said: Any) -> str:
    """The fingerprint that a field of the member would have with this value."""
    spelled = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
    return salted_hmac("members.roll.seen", f"{member.pk}:{field}:{spelled}").hexdigest()[:16]
