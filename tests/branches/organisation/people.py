"""What the tests of branches need: an officer of a place, members of a branch, what a clerk enters."""

import datetime
import itertools
from typing import Any

from branches.models import Branch
from members.models import Member, Membership
from members.roll.tallies import Shift
from registry.models import User
from tests.factories.accounts import make_user

_numbers = itertools.count(1)


def make_officer(place: int, *, role: str = "prefecture_officer") -> User:
    """An account that holds the role at the place since long ago."""
    return make_user(f"officer{next(_numbers)}", role=role, place=place)


def make_members(branch: Branch, count: int = 1, *, since: datetime.date | None = None, **fields: Any) -> list[Member]:
    """Formal members from the branch's place who take part in it, since its founding by default."""
    since = since or branch.founded_on
    defaults = {"home": branch.division.pk, "kind": "formal", "branch": branch}
    shift, members = Shift(), []
    for number in range(1, count + 1):
        member = Member.objects.create(name=f"成员{number}", match_name=f"成员{number}", **defaults | fields)
        Membership.objects.create(member=member, branch=branch, since=since, confirmed_on=since)
        shift.put(member)
        members.append(member)
    shift.apply()
    return members


def founding(**fields: Any) -> dict[str, Any]:
    """What a clerk enters for a plain founding."""
    return {
        "place": 360103,
        "kind": "branch",
        "full_name": "中国共产党南昌市西湖区驻京流动党员支部委员会",
        "short_name": "南昌市西湖区驻京流动党支部",
        "founding": "alone",
        "origin": "new",
        "founded_on": "2026-10-08",
        "formal_members_at_founding": 9,
        "approved_by": "中共南昌市西湖区委",
        "approval_level": "county",
        "approved_on": "2026-09-20",
        "approval_document_no": "西组〔2026〕12号",
    } | fields
