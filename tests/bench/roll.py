"""A roll as long as wanted: invented members of every county of the home province, in branches that hold fifty at most.

Each branch has an elected secretary, but for some. Written past the application, as fast as the database takes it; the tallies are
then recounted and agree.
"""

import datetime
from collections.abc import Iterator
from itertools import count
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from branches.models import Branch, County, OfficeTerm
from members.demo.people import invented_name, invented_phone
from members.models import Member, Membership
from members.roll.changes import name_columns
from members.roll.tallies import recount
from registry.access import SERIALS, Scope
from registry.loading import insert_rows, new_keys

FOUNDED_ON = datetime.date(2016, 12, 6)
_AT_ONCE = 50_000
_IN_A_BRANCH = 40
_MOST_BRANCHES = 900  # of one county
_BY_DATABASE = {"id", "knowns"}
_EMPTY: dict[str, Any] = {
    field.attname: field.get_default() for field in Member._meta.concrete_fields if field.attname not in _BY_DATABASE
}
_MEMBERSHIP = ("member_id", "branch_id", "since", "until", "began", "ended", "confirmed_on")


def fill(members: int, *, seed: int = 1) -> None:
    """So many members on the roll, of whom one in eight has no branch."""
    dice = Random(seed)
    counties = _counties()
    branches = _found_branches(counties, members)
    _elect(branches, dice)
    for start in range(0, members, _AT_ONCE):
        _enter(min(_AT_ONCE, members - start), counties, branches, dice)
    recount()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _counties() -> list[int]:
    found = County.objects.within(Scope.of(settings.HOME_PROVINCE)).valid_on(timezone.localdate())
    return list(found.order_by("code").values_list("code", flat=True))


def _found_branches(counties: list[int], members: int) -> dict[int, list[int]]:
    """County -> its branches, enough of them."""
    wanted = min(_MOST_BRANCHES, members // len(counties) // _IN_A_BRANCH + 1)
    codes = {county: [county * SERIALS + serial for serial in range(1, wanted + 1)] for county in counties}
    Branch.objects.bulk_create(
        [
            Branch(
                code=code,
                province_id=settings.HOME_PROVINCE,
                prefecture_id=county // 100 * 100,
                county_id=county,
                full_name=f"中国共产党{code}驻京流动党支部",
                short_name=f"{code}驻京流动党支部",
                founding=Branch.Founding.ALONE,
                founded_on=FOUNDED_ON,
            )
            for county, some in codes.items()
            for code in some
        ],
        batch_size=500,
    )
    return codes


def _elect(branches: dict[int, list[int]], dice: Random) -> None:
    """Nineteen in twenty have a secretary, each elected at some day of the last ten years."""
    days = [FOUNDED_ON + datetime.timedelta(days=dice.randrange(3600)) for _ in range(100)]
    OfficeTerm.objects.bulk_create(
        [
            OfficeTerm(branch_id=code, office="secretary", holder_name=invented_name(dice), since=dice.choice(days))
            for some in branches.values()
            for code in some
            if dice.random() < 0.95
        ],
        batch_size=500,
    )


@transaction.atomic
def _enter(some: int, counties: list[int], branches: dict[int, list[int]], dice: Random) -> None:
    keys = new_keys(Member, some)
    rows = [_row(dice, counties, branches) for _ in keys]
    insert_rows(Member, ("id", *_EMPTY), ([key, *row.values()] for key, row in zip(keys, rows, strict=True)))
    joined = [(key, row["branch_id"]) for key, row in zip(keys, rows, strict=True) if row["branch_id"]]
    insert_rows(Membership, _MEMBERSHIP, _memberships(joined))


def _memberships(joined: list[tuple[int, int]]) -> Iterator[tuple[Any, ...]]:
    """One in fifty is still to be confirmed."""
    for number, (key, branch) in zip(count(), joined, strict=False):
        yield key, branch, FOUNDED_ON, None, "imported", "", FOUNDED_ON if number % 50 else None


def _row(dice: Random, counties: list[int], branches: dict[int, list[int]]) -> dict[str, Any]:
    county = dice.choice(counties)
    row = _EMPTY | name_columns(invented_name(dice))
    row["home"] = row["origin_id"] = county
    row["origin_state"] = "known"
    row["branch_id"] = dice.choice(branches[county]) if dice.random() < 0.875 else None
    row["kind"] = dice.choices(("formal", "probationary", "unknown"), (86, 5, 9))[0]
    row["sources"] = "{}"
    if dice.random() < 0.93:
        row |= {"phone": invented_phone(dice), "contact_state": "known"}
    if dice.random() < 0.74:
        row |= {"work_address": f"北京市丰台区东铁匠营横一条{dice.randrange(500)}号", "work_address_state": "known"}
    if dice.random() < 0.88:
        row |= {"occupation": dice.choice(("建筑工人", "厨师", "司机", "会计", "教师")), "occupation_state": "known"}
    if dice.random() < 0.59:
        row |= {"dues": dice.choice(("paid", "unpaid")), "dues_state": "known"}
    if dice.random() < 0.83:
        row |= {"left_on": datetime.date(dice.randrange(1995, 2024), 3, 1), "left_on_precision": "year"}
        row["left_on_state"] = "known"
    return row
