"""Members in no mobile branch: most come from counties that have none."""

from random import Random

from members.demo.geography import WITHOUT_BRANCH, Geography
from members.demo.roster import Place

_ELSEWHERE = 40  # and from anywhere
_TRADES = ["services", "building", "catering", "commerce", "electronics", "logistics"]


def unattached_places(geography: Geography, random: Random) -> list[tuple[Place, int]]:
    """Places without a branch, each with its weight."""
    places = [(_place(geography, [code], random), weight) for code, weight in WITHOUT_BRANCH.items()]
    return [*places, (_place(geography, geography.counties(), random), _ELSEWHERE)]


def _place(geography: Geography, codes: list[int], random: Random) -> Place:
    home = codes[0] // 100 * 100 if len(codes) == 1 else codes[0] // 10_000 * 10_000
    homes = [geography.home(code) for code in codes]
    return Place(None, geography.today, geography.today, home, homes, random.choice(_TRADES))
