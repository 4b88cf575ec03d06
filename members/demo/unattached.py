"""Members in no mobile branch: most come from counties that have none."""

from random import Random

from members.demo.geography import Geography
from members.demo.roster import Place

# Counties without a branch in the demo, as they are called today -> how many members are known from them, in proportion.
_WITHOUT_BRANCH = {
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
    360483: 4,
}
_ELSEWHERE = 40  # and from anywhere
_TRADES = ["services", "building", "catering", "commerce", "electronics", "logistics"]


def unattached_places(geography: Geography, random: Random) -> list[tuple[Place, int]]:
    """Places without a branch, each with its weight."""
    places = [(_place(geography, [code], random), weight) for code, weight in _WITHOUT_BRANCH.items()]
    return [*places, (_place(geography, geography.counties(), random), _ELSEWHERE)]


def _place(geography: Geography, codes: list[int], random: Random) -> Place:
    home = codes[0] // 100 * 100 if len(codes) == 1 else codes[0] // 10_000 * 10_000
    homes = [geography.home(code) for code in codes]
    return Place(None, geography.today, geography.today, home, homes, random.choice(_TRADES))
