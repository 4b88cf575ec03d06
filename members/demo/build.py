"""The whole demo, in one transaction: accounts, branches, the first ceremony, members, and what happened since.

Everything goes through the actions an office uses, so that the history is whole; the same numbers of members give the same people
on the same day.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from branches.divisions.actions import load as load_divisions
from branches.models import Branch, County
from members.demo import accounts, afterwards, ceremonies
from members.demo.acquaintances import as_members
from members.demo.afterwards import OF_PLANNED_SIZE
from members.demo.enrolment import confirm_memberships, enrol
from members.demo.founding import found_branches, found_committee, general_branches
from members.demo.geography import Geography
from members.demo.moves import move_some
from members.demo.offices import seat_officers
from members.demo.plan import PlannedBranch, planned_branches
from members.demo.roster import Inventor, Person
from members.demo.unattached import unattached_places
from registry.accounts.models import User

FEWEST_MEMBERS = 300  # each branch has at least one, and those of which much is told have some more
_SEED = "6 December 2016"
_IN_BRANCHES = 0.94
_LISTED_NEXT = 5  # of the branches founded since, so many are on the list of the ceremony to come
_DATA = ["registry.User", "registry.Deed", "branches.Branch", "branches.Ceremony", "members.Member", "members.Upload"]

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    branches: int
    members: int


def objection_to_loading() -> str:
    """Why demo data may not go into this database; empty where it is empty."""
    found = [model for model in map(apps.get_model, _DATA) if model._default_manager.exists()]
    if not found:
        return ""
    names = "、".join(str(model._meta.verbose_name_plural) for model in found)
    return _("This database holds data already (%(names)s); demo data only go into an empty one.") % {"names": names}


@transaction.atomic
def load(*, members: int, today: datetime.date, report: Report) -> Loaded:
    """Fill an empty database. Raises ValidationError (``not_empty``) where it holds anything."""
    objection = objection_to_loading()
    if objection:
        raise ValidationError(objection, code="not_empty")
    if not County.objects.exists():
        report(_("Loading the divisions ..."))
        load_divisions()
    by = accounts.open_administrator(today=today)
    report(_("Founding the branches of 2016 and awarding their plaques ..."))
    planned, branches = _found_all(by, today)
    report(_("Inventing and entering %(count)d members ...") % {"count": members})
    random = Random(_SEED)  # noqa: S311 - nothing here is secret
    people = _people(members, planned, branches, today)
    keys = enrol(people, about=Branch.objects.get(short_name=ceremonies.HOST), by=by, today=today)
    confirm_memberships(random, by=by, today=today)
    founders = _founders(people, keys)
    report(_("Offices, mergers, moves ..."))
    seat_officers(planned, branches, founders, random=random, by=by, today=today)
    afterwards.rename_and_end(branches, by=by, today=today)
    move_some(random, spared={key for some in founders.values() for key in some}, by=by, today=today)
    accounts.open_others({name: branch.code for name, branch in branches.items()}, by=by, today=today)
    return Loaded(branches=Branch.objects.count(), members=len(keys))


def _found_all(by: User, today: datetime.date) -> tuple[list[PlannedBranch], dict[str, Branch]]:
    planned = planned_branches()
    then = [each for each in planned if each.founded_on <= ceremonies.HELD_ON]
    since = [each for each in planned if each.founded_on > ceremonies.HELD_ON]
    committee = found_committee(by=by, today=today)
    ceremonies.award_to_committee(committee, by=by, today=today)
    branches = found_branches(then, committee=committee, above={}, by=by, today=today)
    ceremonies.hold_the_first(list(branches.values()), by=by, today=today)
    above = general_branches(branches.values())
    later = found_branches(since, committee=committee, above=above, by=by, today=today)
    ceremonies.prepare_the_next(list(later.values())[:_LISTED_NEXT], by=by, today=today)
    return planned, branches | later


def _people(
    count: int, planned: Sequence[PlannedBranch], branches: dict[str, Branch], today: datetime.date
) -> list[Person]:
    """The acquaintances first, then branch by branch, then who belongs to none."""
    inventor, geography = Inventor(_SEED, today), Geography(today)
    known = as_members(lambda name: branches[name].code, lambda name: branches[name].founded_on)
    in_branches = round(count * _IN_BRANCHES) - len(known)
    people = list(known)
    for each, size in zip(planned, shares(in_branches, [each.size for each in planned]), strict=True):
        until = each.ends_on - datetime.timedelta(days=365) if each.ends_on else today
        place = geography.place_of(each, branches[each.short_name], until=until)
        people += inventor.members_of(place, min(size, each.size) if each.short_name in OF_PLANNED_SIZE else size)
    outside = unattached_places(geography, inventor.random)
    weights = [weight for _place, weight in outside]
    for (place, _weight), size in zip(outside, shares(count - len(people), weights), strict=True):
        people += inventor.members_of(place, size)
    return people


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """Whole numbers in proportion to the weights that add up to the total; every weight that is not zero gets at least one."""
    least = [1 if weight else 0 for weight in weights]
    rest, whole = total - sum(least), sum(weights)
    exact = [rest * weight / whole for weight in weights]
    given = [int(share) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: (given[i] - exact[i], i))
    for i in by_remainder[: rest - sum(given)]:
        given[i] += 1
    return [one + more for one, more in zip(least, given, strict=True)]


def _founders(people: Sequence[Person], keys: Sequence[int]) -> dict[int, list[int]]:
    """Branch -> the keys of those who founded it."""
    founders: dict[int, list[int]] = defaultdict(list)
    for person, key in zip(people, keys, strict=True):
        if person.branch and person.is_founder:
            founders[person.branch].append(key)
    return founders
