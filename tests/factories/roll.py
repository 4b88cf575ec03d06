"""Members, entered as the office enters them: by the actions, so that every figure is kept."""

import datetime
from typing import Any

from branches.models import Branch
from members.models import Member, OtherValue
from members.roll import actions
from members.roll.identity import check_digit
from registry.accounts.models import User
from tests.factories.accounts import make_user

TODAY = datetime.date(2026, 11, 24)
JOINED = datetime.date(2017, 1, 5)
XIHU, DONGHU, ZHANGGONG = 360103, 360102, 360702  # two districts of Nanchang, and one of Ganzhou that must never leak


def make_member(
    *,
    name: str = "章文清",
    origin: int | None = XIHU,
    home: int | None = None,
    branch: Branch | None = None,
    confirmed: bool = False,
    phone: str = "",
    by: User | None = None,
    **rest: Any,
) -> Member:
    """A member of known origin (None: unknown, ``home`` answers), in a branch if one is given; all else unknown.

    ``rest`` goes to ``admit``: fields, knowns, identity_digest, since, formal_branch ...
    """
    knowns = dict(rest.pop("knowns", {}))
    if origin is not None:
        knowns.setdefault("origin", {"code": origin, "text": "", "township": None})
    if phone:
        knowns["contact"] = {"phones": [phone], "other": ""}
    member = actions.admit(
        name=name,
        home=origin or home or XIHU,
        knowns=knowns,
        branch=branch,
        since=rest.pop("since", JOINED if branch else None),
        is_somebody_else=True,
        by=by,
        today=TODAY,
        **rest,
    )
    if confirmed:
        actions.confirm(memberships=member.memberships.all(), on=TODAY, by=None, today=TODAY)
    return Member.objects.get(pk=member.pk)


def make_other_value(member: Member, known: str, value: Any, *, upload: int = 1, line: int = 2) -> OtherValue:
    """What the line of a survey said of the member, and nobody chose."""
    source = {"upload": upload, "line": line, "channel": "village", "on": "2016-11-02"}
    return OtherValue.objects.create(member=member, known=known, value=value, source=source)


def make_officer(role: str = "county_officer", place: int = XIHU, **fields: Any) -> User:
    """Somebody with one role at one place, since long."""
    return make_user(f"{role}-{place}", role=role, place=place, **fields)


def identity_number(serial: int, born: str = "19800101") -> str:
    """A number of 18 digits with a right check digit, of an area that does not exist."""
    body = f"999999{born}{serial:03d}"
    return body + check_digit(body)
