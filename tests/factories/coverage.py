"""Branches as coverage sees them: of a county, joint, dissolved. Plain rows; founding has tests of its own."""

import datetime
from collections.abc import Sequence
from typing import Any

from branches.models import Branch, Cover

LONG_AGO = datetime.date(2010, 1, 1)


def make_own(county: int, *, serial: int = 1, founded_on: datetime.date = LONG_AGO, **fields: Any) -> Branch:
    """A branch that belongs to the county, by default the first of it, founded before anything a test asks about."""
    return _branch(county, serial, founded_on, prefecture_id=county // 100 * 100, county_id=county, **fields)


def make_joint(
    prefecture: int, counties: Sequence[int], *, serial: int = 1, founded_on: datetime.date = LONG_AGO, **fields: Any
) -> Branch:
    """A branch of a prefecture that serves the counties from its founding on."""
    defaults = {"prefecture_id": prefecture, "founding": Branch.Founding.JOINTLY}
    branch = _branch(prefecture, serial, founded_on, **defaults | fields)
    for county in counties:
        Cover.objects.create(branch=branch, county_id=county, since=founded_on)
    return branch


def _branch(place: int, serial: int, founded_on: datetime.date, **fields: Any) -> Branch:
    code = place * 1000 + serial
    defaults = {
        "code": code,
        "province_id": place // 10_000 * 10_000,
        "full_name": f"中国共产党{code}流动支部委员会",
        "short_name": f"{code}流动党支部",
        "founding": Branch.Founding.ALONE,
        "founded_on": founded_on,
    }
    return Branch.objects.create(**defaults | fields)
