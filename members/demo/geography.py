"""The counties people come from: as they are today, with their townships and the names people still write."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from branches.divisions.lineage import Lineage
from branches.models import Branch, County, Township
from members.demo.plan import PlannedBranch
from members.demo.roster import Home, Place
from registry.access import Scope

HOME_PROVINCE = 360000
# Counties without a branch, as they are called today -> how many of their members are known in the demo, in proportion.
WITHOUT_BRANCH = {
    360202: 5,
    360521: 9,
    360602: 2,
    360402: 8,
    360481: 12,
    360482: 1,
    360722: 11,
    360723: 4,
    360724: 0,
    360725: 2,
    360729: 3,
}
_FIRST_SPECIAL = 400  # zones and farms: nobody names one as where he comes from
_FROM_THE_COUNTY = 6  # of seven members of a county's branch, so many come from it


class Geography:
    """The province as the inventor of people needs it. Four queries."""

    def __init__(self, today: datetime.date) -> None:
        ever = County.objects.within(Scope.of(HOME_PROVINCE)).select_related("prefecture").in_order()
        self._lineage = Lineage.load(ever)
        self.today = today
        self._homes = _homes(list(ever), self._lineage.on(today), today)

    def counties(self, prefecture: int | None = None) -> list[int]:
        """Codes of today, of one prefecture or of all, without those that have no branch: their members are in none."""
        here = [code for code in self._homes if prefecture in (None, code // 100 * 100)]
        return [code for code in here if code not in WITHOUT_BRANCH]

    def home(self, code: int) -> Home:
        return self._homes[code]

    def current(self, code: int) -> int:
        """The code that stands today for a county of then; a prefecture or the province stays what it is."""
        return self._lineage.current(code, self.today) or code

    def place_of(self, planned: PlannedBranch, branch: Branch, *, until: datetime.date) -> Place:
        """Where the members of a branch come from. ``until``: nobody joins after that day."""
        if planned.covers:
            homes = [self.current(code) for code in planned.covers]
        elif branch.county_id:
            county = self.current(branch.county_id)
            neighbours = self.counties(county // 100 * 100)
            homes = [county] * (_FROM_THE_COUNTY * len(neighbours)) + neighbours
        else:
            homes = self.counties(branch.prefecture_id)
        home = self.current(planned.place)
        return Place(branch.code, branch.founded_on, until, home, [self._homes[code] for code in homes], planned.trade)


def _homes(ever: Sequence[County], stands_for: Mapping[int, int], today: datetime.date) -> dict[int, Home]:
    townships: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = Township.objects.within(Scope.of(HOME_PROVINCE)).order_by("code").values_list("county", "code", "name")
    for county, code, name in rows:
        if code % 1000 < _FIRST_SPECIAL:
            townships[county].append((code, name))
    former: dict[int, list[str]] = defaultdict(list)
    for each in ever:
        if each.code in stands_for and stands_for[each.code] != each.code:
            former[stands_for[each.code]].append(each.name)
    return {
        c.code: Home(c.code, c.name, townships[c.code], _written(c, former[c.code]))
        for c in ever
        if c.is_valid_on(today)
    }


def _written(county: County, former: Iterable[str]) -> list[str]:
    """The ways people write a county: with what lies above it, alone, and by the name it had when they left."""
    local = county.prefecture.name + county.name
    return [local, local, f"江西省{local}", county.name, *(county.prefecture.name + name for name in former)]
