"""From a code to those it came from and to the one that stands for it on a day."""

import datetime

import pytest

from branches.divisions.lineage import Lineage, Stage, predecessors_of
from branches.models import County

pytestmark = pytest.mark.django_db

CEREMONY = datetime.date(2016, 12, 6)
TODAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("place", "flowed_in"),
    [
        (361104, (361121, 362321)),  # 上饶县, twice
        (360112, (360105, 360122)),  # 新建县, and 湾里区 that was merged
        (360402, (360411,)),  # 庐山区 is the same code; 郊区 was divided
        (360123, (362231,)),
        (360103, ()),
        (110101, (110103,)),
        (360113, ()),
        (360100, (362231, 362530)),  # 安义县 and 进贤县 came from other prefectures; 新建县 lies in it anyway
        (360000, ()),
        (999999, ()),
    ],
)
def test_predecessors_of_a_place(place, flowed_in, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert predecessors_of([place]) == {place: flowed_in}


def test_a_prefecture_takes_in_all_counties_of_the_old_one_that_stayed_with_it():
    found = predecessors_of([361100])[361100]
    assert {362301, 362330, 362334} <= set(found)
    assert 362327 not in found  # 贵溪县 left for 鹰潭 in 1983


@pytest.mark.parametrize(
    ("code", "day", "stands"),
    [
        (361121, TODAY, 361104),
        (361104, CEREMONY, 361121),
        (360105, TODAY, 360112),
        (360105, CEREMONY, 360105),
        (360112, datetime.date(2010, 1, 1), 360122),
        (360113, CEREMONY, None),
        (360113, TODAY, 360113),
        (362330, CEREMONY, 361128),
        (362432, TODAY, 360881),
        (360881, datetime.date(1990, 1, 1), 362402),  # 井冈山市, and not 宁冈县 that joined it
        (360782, datetime.date(1990, 1, 1), 362122),
        (110104, TODAY, 110102),
        (123456, TODAY, None),
    ],
)
def test_the_code_that_stands_for_another_on_a_day(code, day, stands):
    lineage = Lineage.load()

    assert lineage.current(code, day) == stands
    assert lineage.on(day).get(code) == stands


@pytest.mark.parametrize("day", [CEREMONY, TODAY, datetime.date(1990, 1, 1)])
def test_the_whole_table_maps_onto_exactly_the_counties_of_the_day(day, django_assert_num_queries):
    with django_assert_num_queries(1):
        mapped = Lineage.load().on(day)
    valid = {county.code for county in County.objects.valid_on(day)}
    assert set(mapped.values()) == valid
    assert all(mapped[code] == code for code in valid)


def test_a_chain_that_runs_in_a_circle_ends_all_the_same():
    """The tables cannot hold one; a hand that edits them might."""
    day = datetime.date(2000, 1, 1)
    circle = Lineage([Stage(1, "甲县", None, day, 2), Stage(2, "乙县", None, day, 1)])
    assert circle.current(1, TODAY) is None
    assert list(circle.descent(1)) == [1, 2]
    assert circle.predecessors(2) == (1,)
