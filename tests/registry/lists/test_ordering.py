"""The order of a list comes from a closed set."""

import pytest

from registry.lists import Order, chosen_order

ORDERS = {"name": ("pinyin", "pk"), "founded": ("-founded_on", "code")}


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ({}, Order("name", ("pinyin", "pk"))),
        ({"sort": "-name"}, Order("-name", ("-pinyin", "-pk"))),
        ({"sort": "founded"}, Order("founded", ("-founded_on", "code"))),
        ({"sort": "-founded"}, Order("-founded", ("founded_on", "-code"))),
        ({"sort": "password"}, Order("name", ("pinyin", "pk"))),
    ],
)
def test_the_order_asked_for(asked, order):
    assert chosen_order(asked, ORDERS, default="name") == order
