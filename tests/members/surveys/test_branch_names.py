"""Which branch a text in a file names."""

import datetime

import pytest

from branches.divisions.names import place_index
from members.surveys.branch_names import BranchNames
from members.surveys.lines import Terms
from registry.accounts.places import scope_of_place
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 24)


def called(text: str) -> list[str]:
    terms = Terms(place=360000, scope=scope_of_place(360000), channel="office", collected_on=TODAY, today=TODAY)
    return [branch.short_name for branch in BranchNames(terms, place_index()).called(text)]


@pytest.mark.parametrize(
    "text",
    [
        "西湖区驻京流动党支部",
        "南昌西湖区驻京流动党支部",
        "江西省南昌市西湖区驻京流动党支部",
        "中共南昌市西湖区驻京流动党支部",
        "南昌市西湖区在京流动党支部",
        "南昌市西湖区北京流动党支部",
        "南昌市西湖区驻北京流动党员党支部",
        "西湖区驻京流动党员支部委员会",
        "西湖區駐京流動黨支部",
        "360103001",
    ],
)
def test_one_branch_is_meant_in_many_ways(text):
    make_branch(county=360103, name="南昌市西湖区驻京流动党支部", serial=1)
    assert called(text) == ["南昌市西湖区驻京流动党支部"]


@pytest.mark.parametrize(
    "text", ["安义驻京流动党总支", "安义县在京流动党员总支部", "中共安义县北京流动党员总支部委员会"]
)
def test_a_general_branch(text):
    make_branch(county=360123, name="安义县北京流动党总支")
    assert called(text) == ["安义县北京流动党总支"]


@pytest.mark.parametrize("text", ["上饶县驻京流动党支部", "广信区驻京流动党支部", "上饶市广信区北京流动党支部"])
def test_a_county_under_its_name_of_then_or_of_today(text):
    make_branch(county=361104, name="上饶市上饶县驻京流动党支部")
    assert called(text) == ["上饶市上饶县驻京流动党支部"]


def test_a_name_as_written_goes_before_a_county_that_became_part_of_another():
    make_branch(county=360112, name="新建区驻京流动党支部")
    make_branch(county=360105, name="湾里区驻京流动党支部")
    assert called("湾里区驻京流动党支部") == ["湾里区驻京流动党支部"]
    assert called("新建区在京流动党支部") == ["新建区驻京流动党支部"]


@pytest.mark.parametrize(
    "text",
    [
        "西湖区支部",
        "西湖区驻京流动党总支",
        "西湖区驻京第二流动党支部",
        "东湖区驻京流动党支部",
        "南昌驻京流动党支部",
        "驻京流动党支部",
        "杭州市西湖区驻京流动党支部",
        "西湖区十字街街道驻京流动党支部",
        "南京流动党支部",
    ],
)
def test_another_branch_is_not_meant(text):
    make_branch(county=360103, name="南昌市西湖区驻京流动党支部")
    assert called(text) == []
