"""One county - one branch: who counts, for which county, on which day."""

import datetime

import pytest

from branches.coverage.tables import CountyRow, Coverage, State, coverage_on, coverage_within
from branches.models import Branch, Cover, FormerBranchName
from registry.access import Scope
from tests.factories.coverage import make_joint, make_own

pytestmark = pytest.mark.django_db

CEREMONY = datetime.date(2016, 12, 6)
TODAY = datetime.date(2026, 11, 24)
JIANGXI, NANCHANG, SHANGRAO, GANZHOU = 360000, 360100, 361100, 360700
XIHU, QINGYUNPU, WANLI, QINGSHANHU, XINJIAN = 360103, 360104, 360105, 360111, 360112
SHANGRAO_COUNTY, GUANGXIN = 361121, 361104


def table(day: datetime.date = TODAY, scope: Scope | None = None) -> Coverage:
    return coverage_on(day, province=JIANGXI, scope=Scope.everywhere() if scope is None else scope, named=None)


def county(code: int, day: datetime.date = TODAY) -> CountyRow:
    return next(row for row in table(day).rows if row.code == code)


def test_the_four_states_of_a_county():
    make_own(XIHU)
    make_own(QINGSHANHU)
    make_own(QINGSHANHU)
    make_joint(NANCHANG, [QINGYUNPU])
    assert county(XIHU).state == State.OWN
    assert county(QINGSHANHU).state == State.SEVERAL
    assert county(QINGYUNPU).state == State.JOINT
    assert county(XINJIAN).state == State.NONE


def test_a_joint_branch_counts_for_each_county_it_serves_and_for_none_as_its_own():
    make_joint(NANCHANG, [XIHU, QINGYUNPU, XINJIAN])
    nanchang = table().prefectures[0]
    assert (nanchang.counties, nanchang.covered, nanchang.covered_own, nanchang.covered_jointly) == (9, 3, 0, 3)


def test_a_county_with_both_counts_once_and_as_having_its_own():
    own = make_own(XIHU)
    joint = make_joint(NANCHANG, [XIHU])
    row = county(XIHU)
    assert row.state == State.OWN
    assert [b.code for b in row.own] == [own.code]
    assert [b.code for b in row.joint] == [joint.code]
    assert (table().covered, table().covered_own) == (1, 1)


def test_a_branch_of_one_county_that_serves_its_neighbour_is_joint_there():
    branch = make_own(XIHU)
    Cover.objects.create(branch=branch, county_id=QINGYUNPU, since=branch.founded_on)
    Cover.objects.create(branch=branch, county_id=XIHU, since=branch.founded_on)
    assert county(QINGYUNPU).state == State.JOINT
    assert county(XIHU).joint == ()


def test_general_branches_and_committees_of_a_county_are_its_own():
    make_own(XIHU, kind=Branch.Kind.GENERAL_BRANCH)
    make_own(XINJIAN, kind=Branch.Kind.COMMITTEE)
    assert table().covered_own == 2


def test_a_branch_of_the_prefecture_that_names_no_county_covers_none():
    make_joint(NANCHANG, [])
    assert table().covered == 0


def test_a_branch_on_a_host_covers_the_counties_it_is_entered_to_serve_and_may_belong_elsewhere():
    make_joint(JIANGXI, [XIHU], founding=Branch.Founding.ON_HOST, host="北京江西企业商会")
    assert county(XIHU).state == State.JOINT


def test_a_temporary_branch_covers_nothing():
    make_own(XIHU, is_temporary=True)
    make_joint(NANCHANG, [QINGYUNPU], is_temporary=True)
    assert table().covered == 0


def test_founded_and_dissolved_days_are_half_open():
    make_own(XIHU, founded_on=datetime.date(2016, 11, 20), dissolved_on=datetime.date(2020, 6, 30))
    days = ["2016-11-19", "2016-11-20", "2020-06-29", "2020-06-30"]
    assert [table(datetime.date.fromisoformat(day)).covered for day in days] == [0, 1, 1, 0]


def test_a_cover_ends_while_the_branch_goes_on():
    branch = make_joint(NANCHANG, [XIHU, QINGYUNPU])
    branch.covers.filter(county=XIHU).update(until=datetime.date(2020, 1, 1))
    assert [row.code for row in table().rows if row.is_covered] == [QINGYUNPU]
    assert table(datetime.date(2019, 12, 31)).covered == 2


def test_a_branch_of_a_county_that_became_a_district_counts_for_the_district():
    make_own(SHANGRAO_COUNTY, founded_on=datetime.date(2016, 11, 5))
    then, now = county(SHANGRAO_COUNTY, CEREMONY), county(GUANGXIN)
    assert (then.name, then.state) == ("上饶县", State.OWN)
    assert (now.name, now.state) == ("广信区", State.OWN)
    assert GUANGXIN not in {row.code for row in table(CEREMONY).rows}


def test_a_branch_entered_under_todays_code_counts_for_the_county_of_then():
    make_own(GUANGXIN, founded_on=datetime.date(2016, 11, 5))
    assert county(SHANGRAO_COUNTY, CEREMONY).state == State.OWN


def test_a_joint_branch_serves_the_county_under_whatever_code():
    make_joint(SHANGRAO, [SHANGRAO_COUNTY])
    assert county(GUANGXIN).state == State.JOINT


def test_two_counties_that_were_merged_have_several_branches_afterwards():
    make_own(WANLI)
    make_own(XINJIAN)
    day_before, day = datetime.date(2019, 12, 22), datetime.date(2019, 12, 23)
    assert [county(code, day_before).state for code in (WANLI, XINJIAN)] == [State.OWN, State.OWN]
    assert county(XINJIAN, day).state == State.SEVERAL
    assert WANLI not in {row.code for row in table(day).rows}


def test_names_are_those_of_the_day_asked():
    branch = make_own(SHANGRAO_COUNTY, short_name="广信区驻京流动党支部")
    FormerBranchName.objects.create(
        branch=branch, full_name="…", short_name="上饶县驻京流动党支部", until=datetime.date(2019, 9, 10)
    )
    lushan = {row.code: row.name for row in table(datetime.date(2010, 1, 1)).rows}[360402]
    assert (lushan, county(360402).name) == ("庐山区", "濂溪区")
    assert county(SHANGRAO_COUNTY, CEREMONY).own[0].name == "上饶县驻京流动党支部"
    assert county(GUANGXIN).own[0].name == "广信区驻京流动党支部"


def test_full_is_a_prefecture_without_a_gap():
    for code in (360502, 360521):  # 渝水区 and 分宜县: all of 新余市
        make_own(code)
    make_own(360602)  # one of three of 鹰潭市
    full = {prefecture.name for prefecture in table().prefectures if prefecture.full}
    assert full == {"新余市"}
    assert (table().full_prefectures, table().whole_prefectures) == (1, 11)


@pytest.mark.parametrize(("day", "counties"), [(CEREMONY, 100), (TODAY, 100), (datetime.date(2019, 12, 23), 100)])
def test_jiangxi_had_a_hundred_counties_on_each_of_these_days(day, counties):
    assert table(day).counties == counties


def test_another_province_has_its_own_table():
    make_own(110106)
    beijing = coverage_on(TODAY, province=110000, scope=Scope.everywhere())
    assert (beijing.counties, beijing.covered) == (16, 1)
    assert table().covered == 0


def test_a_scope_shows_its_own_counties_and_figures_and_nothing_of_the_neighbours():
    make_own(XIHU)
    make_own(360702)  # 赣州市章贡区
    nanchang = table(scope=Scope.of(NANCHANG))
    assert [prefecture.code for prefecture in nanchang.prefectures] == [NANCHANG]
    assert (nanchang.counties, nanchang.covered, nanchang.full_prefectures, nanchang.whole_prefectures) == (9, 1, 0, 1)


def test_of_a_prefecture_seen_in_part_nobody_can_say_that_it_is_full():
    make_own(XIHU)
    mine = table(scope=Scope.of(XIHU))
    (nanchang,) = mine.prefectures
    assert (nanchang.counties, nanchang.covered, nanchang.is_whole) == (1, 1, False)
    assert (mine.full_prefectures, mine.whole_prefectures) == (0, 0)


def test_a_joint_branch_outside_the_scope_is_named_but_not_visible():
    joint = make_joint(NANCHANG, [XIHU, QINGYUNPU])
    row = table(scope=Scope.of(XIHU)).rows[0]
    assert [(b.name, b.visible) for b in row.joint] == [(joint.short_name, False)]
    assert table(scope=Scope.of(NANCHANG)).rows[1].joint[0].visible


def test_a_county_officer_sees_what_his_county_was_before():
    make_own(SHANGRAO_COUNTY)
    scope = Scope.of(GUANGXIN, predecessors=[SHANGRAO_COUNTY])
    assert [row.name for row in table(CEREMONY, scope).rows] == ["上饶县"]
    assert table(CEREMONY, scope).rows[0].own[0].visible


@pytest.mark.parametrize("code", [SHANGRAO_COUNTY, GUANGXIN])
@pytest.mark.parametrize(("day", "name"), [(CEREMONY, "上饶县"), (TODAY, "广信区")])
def test_within_a_county_by_its_old_code_or_its_new_one(code, day, name):
    assert [row.name for row in coverage_within(code, day).rows] == [name]


def test_no_county_is_no_hundred_percent():
    nothing = table(scope=Scope.nowhere())
    assert (nothing.counties, nothing.percent, nothing.full) == (0, None, False)


@pytest.mark.parametrize("branches", [1, 100])
def test_one_query_for_one_branch_as_for_a_hundred_and_two_for_their_names(branches, django_assert_num_queries):
    for row in table().rows[:branches]:
        make_own(row.code)
    make_joint(NANCHANG, [XIHU, QINGYUNPU])
    with django_assert_num_queries(3):
        assert table().covered >= branches
    with django_assert_num_queries(1):
        figures = coverage_on(TODAY, province=JIANGXI, scope=Scope.everywhere())
    assert [row.state for row in figures.rows] == [row.state for row in table().rows]
    assert {row.own + row.joint for row in figures.rows} == {()}
