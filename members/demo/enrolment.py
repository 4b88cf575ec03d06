"""The invented members enter the roll: set by set, in their branches, and the branches confirm them."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random
from typing import TYPE_CHECKING

from branches.models import Branch
from members.demo.roster import Person
from members.models import Membership
from members.roll import actions
from members.roll.bulk import Newcomer, enter
from members.roll.identity import identity_digest
from registry.access import Permission
from registry.history.verbs import Verb

if TYPE_CHECKING:
    from registry.accounts.models import User

_CHUNK = 1000
_STILL_NEW = datetime.timedelta(days=45)  # who joined within these days is still to be confirmed
_OVERLOOKED = 0.012  # and so many of the others


def enrol(people: Sequence[Person], *, about: Branch, by: "User", today: datetime.date) -> list[int]:
    """Enter the people, with their mobile branch and their formal organisation; their keys, in order."""
    keys: list[int] = []
    scope = by.scope_of(Permission.IMPORT_SURVEYS)
    for some in _chunks(people):
        newcomers = [_newcomer(person) for person in some]
        entered = enter(
            newcomers=newcomers, changes=[], scope=scope, about=about, by=by, today=today, verb=Verb.MEMBER_ADMITTED
        )
        keys += [key for key in entered.members if key is not None]
    return keys


def confirm_memberships(random: Random, *, by: "User", today: datetime.date) -> int:
    """Each December the branches confirm who joined in the year, as they check the members' cards; how many were confirmed."""
    by_day: dict[datetime.date, list[Membership]] = defaultdict(list)
    for membership in Membership.objects.pending().filter(since__lt=today - _STILL_NEW).order_by("pk"):
        if random.random() >= _OVERLOOKED:
            by_day[_next_check(membership.since, today)].append(membership)
    return sum(actions.confirm(memberships=some, on=day, by=by, today=today) for day, some in sorted(by_day.items()))


def _newcomer(person: Person) -> Newcomer:
    return Newcomer(
        name=person.name,
        home=person.home,
        source=person.source,
        fields=person.fields,
        knowns=person.knowns,
        identity_digest=identity_digest(person.identity_number) if person.identity_number else None,
        branch=person.branch,
        since=person.since,
        formal_branch=person.formal_branch,
    )


def _next_check(since: datetime.date, today: datetime.date) -> datetime.date:
    """The twentieth of the December that follows; today where that is still to come."""
    check = datetime.date(since.year, 12, 20)
    return min(check if since <= check else check.replace(year=since.year + 1), today)


def _chunks(people: Sequence[Person]) -> Iterator[Sequence[Person]]:
    for start in range(0, len(people), _CHUNK):
        yield people[start : start + _CHUNK]
