"""What a member was before a change, as JSON: enough to make him so again."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from members.roll.changes import put, value
from members.roll.known_values import UNKNOWN
from members.roll.knowns import SIX_KNOWNS
from members.roll.models import Member

_DAYS = frozenset({"joined_on", "confirmed_on"})


def remembered(member: Member, fields: Iterable[str]) -> dict[str, Any]:
    """The values of the fields, with the sources and what else any change may touch."""
    plain, knowns, unknown = {}, {}, []
    for name in fields:
        old = value(member, name)
        if name not in SIX_KNOWNS:
            plain[name] = _written(old)
        elif old is UNKNOWN:
            unknown.append(name)
        else:
            knowns[name] = old
    return {
        "fields": plain,
        "knowns": knowns,
        "unknown": unknown,
        "sources": dict(member.sources),
        "home": member.home,
        "ended_on": _written(member.ended_on),
        "ended": member.ended,
    }


def restore(member: Member, before: Mapping[str, Any]) -> set[str]:
    """Make the object what it was; the columns written. Version, branch and rows around it are the caller's affair."""
    columns = {"sources", "home", "ended_on", "ended"}
    for name, old in before["fields"].items():
        columns |= put(member, name, _read(old) if name in _DAYS else old).keys()
    for known in before["unknown"]:
        columns |= put(member, known, UNKNOWN).keys()
    for known, old in before["knowns"].items():
        columns |= put(member, known, old).keys()
    member.sources, member.home = before["sources"], before["home"]
    member.ended_on, member.ended = _read(before["ended_on"]), before["ended"]
    return columns


def _written(old: Any) -> Any:
    return old.isoformat() if isinstance(old, datetime.date) else old


def _read(old: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(old) if old else None
