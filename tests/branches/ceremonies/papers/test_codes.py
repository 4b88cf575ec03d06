"""The code on a certificate says its link, and is module for module what the standard asks for."""

import itertools
import random

import pytest
import segno

from branches.ceremonies.papers.codes import code_of
from tests.branches.ceremonies.papers.scanning import said_by, seen_in

SITES = [
    "HTTP://X:1",
    "HTTP://10.0.0.1:8000",
    "HTTPS://REGISTRY.EXAMPLE.CN",
    "HTTPS://EXAMPLE.CN/Registry",
    "HTTPS://REGISTRY.OF-THE-OFFICE.EXAMPLE.GOV.CN",
]


def links(site: str, count: int) -> list[str]:
    """Of plaques with keys of one to seven figures, with any seal."""
    chance = random.Random(site)
    seals = ("".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=16)) for _number in range(count))
    return [f"{site}/Q/{chance.randrange(1, 10 ** (1 + n % 7))}-{seal}" for n, seal in enumerate(seals)]


@pytest.mark.parametrize("site", SITES)
def test_a_scanner_reads_the_link(site):
    for link in links(site, 20):
        assert said_by(*seen_in(code_of(link))) == link


@pytest.mark.parametrize("site", SITES)
def test_what_is_added_up_is_what_the_library_makes(site):
    for link in links(site, 50):
        made = segno.make(link, error="m", mask=4, micro=False, boost_error=False).matrix
        size, dark = seen_in(code_of(link))
        assert size == len(made)
        assert dark == {(x, y) for x, y in itertools.product(range(size), repeat=2) if made[y][x]}, link


def test_three_finder_patterns_stand_in_its_corners():
    """Seven modules of ring, a core of three."""
    size, dark = seen_in(code_of("HTTPS://REGISTRY.EXAMPLE.CN/Q/12-ABCDEFGHIJKLMNOP"))
    finder = {(x, y) for x in range(7) for y in range(7) if not (1 <= min(x, y, 6 - x, 6 - y) < 2)}
    assert size == 29
    for left, top in ((0, 0), (size - 7, 0), (0, size - 7)):
        assert {(x - left, y - top) for x, y in dark if left <= x < left + 7 and top <= y < top + 7} == finder


def test_a_damaged_code_is_not_read():
    """So that the scanner of these tests can fail."""
    size, dark = seen_in(code_of("HTTPS://REGISTRY.EXAMPLE.CN/Q/12-ABCDEFGHIJKLMNOP"))
    with pytest.raises(AssertionError, match="damaged"):
        said_by(size, dark ^ {(15, 15)})
