"""One row and what the database itself refuses; names on a day; what lies within a scope."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from branches.models import County, FormerName, PlaceAlias, Prefecture, Province, Township
from registry.access import Scope

pytestmark = pytest.mark.django_db

CEREMONY = datetime.date(2016, 12, 6)
TODAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    "row",
    [
        Province(code=360100, name="x", short_name="x", abbreviation="x"),
        Prefecture(code=361201, name="x", province_id=360000),
        Prefecture(code=371200, name="x", province_id=360000),
        County(code=360299, name="x", prefecture_id=360100),
        Township(code=360104999, name="x", county_id=360103),
        Township(code=360103000, name="x", county_id=360103),
        County(code=360199, name="x", prefecture_id=360100, successor_id=360103),
        County(code=360199, name="x", prefecture_id=360100, successor_id=360199, valid_until=TODAY),
        County(code=360199, name="x", prefecture_id=360100, valid_from=TODAY, valid_until=TODAY),
        FormerName(county_id=360103, name="x", since=TODAY, until=TODAY),
        FormerName(county_id=360402, name="庐山区", until=TODAY),
        PlaceAlias(text="x"),
        PlaceAlias(text="x", county_id=360103, prefecture_id=360100),
        PlaceAlias(text="龙虎山", county_id=360103),
    ],
    ids=lambda row: f"{type(row).__name__}",
)
def test_the_database_refuses(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_clerk_is_told_what_is_wrong_with_a_code():
    with pytest.raises(ValidationError) as refused:
        County(code=360299, name="某县", prefecture_id=360100).full_clean()
    assert "county_code_lies_in_its_prefecture" not in str(refused.value)
    assert len(refused.value.messages) == 1


@pytest.mark.parametrize(
    ("code", "full", "local"),
    [
        (360103, "江西省南昌市西湖区", "南昌市西湖区"),
        (110106, "北京市丰台区", "北京市丰台区"),
        (110228, "北京市密云县", "北京市密云县"),
        (500229, "重庆市城口县", "重庆市城口县"),
        (429004, "湖北省仙桃市", "仙桃市"),
        (659001, "新疆维吾尔自治区石河子市", "石河子市"),
        (441900, "广东省东莞市", "东莞市"),
        (620201, "甘肃省嘉峪关市", "嘉峪关市"),
        (362330, "江西省上饶地区波阳县", "上饶地区波阳县"),
    ],
)
def test_full_names_are_written_as_people_write_them(code, full, local, django_assert_num_queries):
    county = County.objects.select_related("prefecture__province").get(code=code)
    with django_assert_num_queries(0):
        assert (county.full_name, county.local_name) == (full, local)


def test_prefectures_that_only_the_code_needs_are_not_in_names():
    nominal = [p.code for p in Prefecture.objects.valid_on(TODAY) if p.is_nominal]
    assert nominal == [110100, 120100, 310100, 419000, 429000, 469000, 500100, 500200, 659000]
    assert Prefecture.objects.select_related("province").get(code=110100).full_name == "北京市"
    assert Prefecture.objects.select_related("province").get(code=360100).full_name == "江西省南昌市"


@pytest.mark.parametrize(
    ("day", "name"),
    [("2010-01-01", "庐山区"), ("2016-02-29", "庐山区"), ("2016-03-01", "濂溪区"), ("2026-11-24", "濂溪区")],
)
def test_a_renamed_county_bears_the_name_of_the_day(day, name):
    day = datetime.date.fromisoformat(day)
    assert County.objects.get(code=360402).name_on(day) == name
    assert County.objects.named_on(day).get(code=360402).name_that_day == name


def test_named_on_agrees_with_name_on_for_every_county():
    for day in (datetime.date(1985, 1, 1), datetime.date(2002, 6, 1), CEREMONY, TODAY):
        listed = County.objects.named_on(day).prefetch_related("former_names")
        assert {c.code: c.name_that_day for c in listed} == {c.code: c.name_on(day) for c in listed}


def test_valid_on_is_half_open():
    eve, day = datetime.date(2019, 12, 22), datetime.date(2019, 12, 23)
    changing = County.objects.filter(code__in=[360105, 360113])
    assert [c.code for c in changing.valid_on(eve)] == [360105]
    assert [c.code for c in changing.valid_on(day)] == [360113]
    assert [c.is_valid_on(eve) for c in changing] == [True, False]


def test_within_a_scope_only_what_lies_wholly_inside():
    nanchang = Scope.of(360100)
    assert {c.prefecture_id for c in County.objects.within(nanchang)} == {360100}
    assert [p.code for p in Prefecture.objects.within(nanchang)] == [360100]
    assert not Province.objects.within(nanchang).exists()
    assert {t.code // 100_000 for t in Township.objects.within(nanchang)} == {3601}
    assert [n.name for n in FormerName.objects.within(nanchang)] == ["郊区"]
    assert "龙虎山" not in {a.text for a in PlaceAlias.objects.within(nanchang)}
    assert not County.objects.within(Scope.nowhere()).exists()
    assert not Township.objects.within(Scope.of(360103001)).exists()


def test_zones_of_the_statistics_office_can_be_left_out():
    assert County.objects.filter(code=320576).exists()
    assert not County.objects.without_zones().filter(code=320576).exists()
    jiangxi = County.objects.valid_on(TODAY).filter(prefecture__province=360000)
    assert jiangxi.without_zones().count() == jiangxi.count() == 100
