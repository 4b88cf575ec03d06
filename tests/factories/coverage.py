"""Branches as coverage sees them: of a county, or serving several."""

import datetime
from collections.abc import Sequence
from typing import Any

from branches.models import Branch
from tests.factories.organisation import make_branch, make_cover

LONG_AGO = datetime.date(2010, 1, 1)


def make_own(county: int, *, founded_on: datetime.date = LONG_AGO, **fields: Any) -> Branch:
    """A branch that belongs to the county, founded before anything a test asks about."""
    return make_branch(county=county, founded_on=founded_on, **fields)


def make_joint(
    prefecture: int, counties: Sequence[int], *, founded_on: datetime.date = LONG_AGO, **fields: Any
) -> Branch:
    """A branch of a prefecture (or the province) that serves the counties from its founding on."""
    defaults = {"founding": Branch.Founding.JOINTLY}
    place = {"prefecture": prefecture} if prefecture % 10_000 else {"province": prefecture}
    branch = make_branch(**place, founded_on=founded_on, **defaults | fields)
    for county in counties:
        make_cover(branch, county)
    return branch
