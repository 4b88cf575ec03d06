"""Who leads the branches: the secretary of the founding, and for most a re-election since."""

import datetime
from collections.abc import Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING

from branches.models import Branch, OfficeTerm
from branches.organisation import actions
from branches.organisation.norms import term_ends_on
from members.demo.plan import PlannedBranch
from members.models import Member

if TYPE_CHECKING:
    from registry.accounts.models import User

_RE_ELECTED = 0.8  # the others are overdue
_WITH_DEPUTY = 0.15
_SOURCES = [OfficeTerm.Source.ENTREPRENEUR, OfficeTerm.Source.RETIRED_CADRE, OfficeTerm.Source.POSTED_CADRE]


def seat_officers(
    planned: Sequence[PlannedBranch],
    branches: Mapping[str, Branch],
    founders: Mapping[int, Sequence[int]],
    *,
    random: Random,
    by: "User",
    today: datetime.date,
) -> None:
    """``founders``: the keys of those who founded each branch, formal members for years. The first of them led it first."""
    people = Member.objects.in_bulk([key for keys in founders.values() for key in keys])
    for each in planned:
        branch = branches[each.short_name]
        first, second, third = ([people[key] for key in founders[branch.code]] + [None, None])[:3]
        _seat(branch, first, each.founded_on, each.secretary, each.document_no, by=by, today=today)
        if second and each.ends_on is None and random.random() < _RE_ELECTED:
            day = _re_election(branch, random, today)
            if day > each.founded_on:
                number = f"赣驻京党〔{day.year}〕{random.randint(1, 40)}号"
                _seat(branch, second, day, random.choice(_SOURCES), number, by=by, today=today)
        if third and each.ends_on is None and random.random() < _WITH_DEPUTY:
            deputy = OfficeTerm.Office.DEPUTY_SECRETARY
            _seat(branch, third, each.founded_on, "", each.document_no, by=by, today=today, office=deputy)


def _seat(
    branch: Branch,
    member: Member | None,
    since: datetime.date,
    source: str,
    document_no: str,
    *,
    by: "User",
    today: datetime.date,
    office: str = OfficeTerm.Office.SECRETARY,
) -> None:
    if member is None:
        return
    term = OfficeTerm(
        branch=branch,
        office=office,
        holder=member,
        holder_name=member.name,
        source=source,
        approval_document_no=document_no,
        since=since,
    )
    actions.take_office(term=term, succeeds=office == OfficeTerm.Office.SECRETARY, by=by, today=today)


def _re_election(branch: Branch, random: Random, today: datetime.date) -> datetime.date:
    """A day within the last term, so that the branch is not overdue today."""
    day = today - datetime.timedelta(days=random.randrange(20, 365 * 3 - 20))
    assert term_ends_on(branch.kind, day) > today  # noqa: S101 - terms last three years
    return day
