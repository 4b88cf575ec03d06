"""Codes in words."""

import pytest

from branches.organisation.places import name_of, names_of
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (360000, "江西省"),
        (360100, "南昌市"),
        (360103, "南昌市西湖区"),
        (110106, "北京市丰台区"),
        (361121, "上饶市上饶县"),  # ended in 2019, but what carries its code still has a name
        (360199, ""),
        (360103999, ""),
    ],
)
def test_a_place_by_its_code(place, name):
    assert name_of(place) == name


def test_a_branch_by_its_code():
    branch = make_branch(name="南昌市西湖区驻京流动党支部")

    assert name_of(branch.code) == "南昌市西湖区驻京流动党支部"


def test_many_codes_of_every_kind_cost_one_query(django_assert_num_queries):
    branch = make_branch(name="甲")
    places = [360000, 110000, 360100, 360200, 360103, 360104, 360202, branch.code]

    with django_assert_num_queries(1):
        names = names_of(places)

    assert set(names) == set(places)
