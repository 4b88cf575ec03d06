"""The files under data/: what they say of Jiangxi and Beijing, and that they agree with each other."""

import datetime
from collections import Counter

import pytest

from branches.divisions.edition import Edition, read_edition
from branches.divisions.models import County

CEREMONY = datetime.date(2016, 12, 6)
TODAY = datetime.date(2026, 11, 24)
JIANGXI, BEIJING = 360000, 110000

# Domain notes, section 6: the last two digits of the counties of each prefecture, today.
JIANGXI_TODAY = {
    360100: "02 03 04 11 12 13 21 23 24",
    360200: "02 03 22 81",
    360300: "02 13 21 22 23",
    360400: "02 03 04 23 24 25 26 28 29 30 81 82 83",
    360500: "02 21",
    360600: "02 03 81",
    360700: "02 03 04 22 23 24 25 26 28 29 30 31 32 33 34 35 81 83",
    360800: "02 03 21 22 23 24 25 26 27 28 29 30 81",
    360900: "02 21 22 23 24 25 26 81 82 83",
    361000: "02 03 21 22 23 24 25 26 27 28 30",
    361100: "02 03 04 23 24 25 26 27 28 29 30 81",
}


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_edition()


def counties(edition: Edition, province: int, day: datetime.date) -> list[County]:
    return [c for c in edition.counties if c.province_code == province and c.is_valid_on(day)]


def test_jiangxi_today_has_the_hundred_counties_of_the_official_list(edition):
    found: dict[int, list[str]] = {}
    for county in counties(edition, JIANGXI, TODAY):
        found.setdefault(county.prefecture_id, []).append(f"{county.code % 100:02}")
    assert {prefecture: " ".join(endings) for prefecture, endings in found.items()} == JIANGXI_TODAY


@pytest.mark.parametrize(
    ("day", "districts", "cities", "rural"),
    [(CEREMONY, 24, 11, 65), (datetime.date(2016, 12, 31), 24, 11, 65), (TODAY, 27, 12, 61)],
)
def test_districts_cities_and_counties_of_jiangxi_always_add_up_to_a_hundred(edition, day, districts, cities, rural):
    kinds = Counter(county.name[-1] for county in counties(edition, JIANGXI, day))
    assert kinds == {"区": districts, "市": cities, "县": rural}
    assert kinds.total() == 100


def test_on_the_day_of_the_ceremony_the_names_of_2016_stood(edition):
    codes = {county.code for county in counties(edition, JIANGXI, CEREMONY)}
    stood = {360421: "九江县", 360622: "余江县", 361121: "上饶县", 360105: "湾里区", 360727: "龙南县", 361003: "东乡区"}
    not_yet = {360404: "柴桑区", 360603: "余江区", 361104: "广信区", 360113: "红谷滩区", 360783: "龙南市"}
    gone = {360122: "新建县", 360427: "星子县", 360721: "赣县", 361029: "东乡县", 360782: "南康市"}
    assert stood.keys() <= codes
    assert not codes & (not_yet | gone).keys()


def test_beijing_has_sixteen_districts_and_had_eighteen_until_2010(edition):
    assert len(counties(edition, BEIJING, TODAY)) == 16
    before = {county.name for county in counties(edition, BEIJING, datetime.date(2010, 6, 30))}
    assert len(before) == 18
    assert {"崇文区", "宣武区", "密云县", "延庆县"} <= before


def test_every_province_of_the_mainland_has_counties_and_the_three_others_stand_bare(edition):
    with_counties = {county.province_code for county in edition.counties}
    assert len(with_counties) == 31
    assert {p.code: p.name for p in edition.provinces if p.code not in with_counties} == {
        710000: "台湾省",
        810000: "香港特别行政区",
        820000: "澳门特别行政区",
    }


@pytest.mark.parametrize(
    ("code", "name", "prefecture"),
    [
        (429004, "仙桃市", 429000),
        (469001, "五指山市", 469000),
        (659001, "石河子市", 659000),
        (441900, "东莞市", 441900),
        (442000, "中山市", 442000),
        (460400, "儋州市", 460400),
        (620201, "嘉峪关市", 620200),
        (110106, "丰台区", 110100),
        (110228, "密云县", 110200),
    ],
)
def test_counties_that_stand_oddly_have_a_prefecture_of_their_code(edition, code, name, prefecture):
    county = next(c for c in edition.counties if c.code == code)
    assert (county.name, county.prefecture_id) == (name, prefecture)
    assert prefecture in {p.code for p in edition.prefectures}


def test_codes_are_unique_and_lie_in_their_parents(edition):
    for rows in (edition.provinces, edition.prefectures, edition.counties, edition.townships):
        codes = [row.code for row in rows]
        assert codes == sorted(set(codes))
    prefectures = {p.code for p in edition.prefectures}
    counties_ = {c.code for c in edition.counties}
    assert {c.prefecture_id for c in edition.counties} <= prefectures
    assert {t.county_id for t in edition.townships} <= counties_


def test_whoever_ended_went_into_somebody_who_was_there_that_day(edition):
    for rows in (edition.prefectures, edition.counties):
        by_code = {row.code: row for row in rows}
        for row in rows:
            assert (row.successor_id is None) == (row.valid_until is None)
            if row.valid_until is not None:
                assert by_code[row.successor_id].is_valid_on(row.valid_until), row.code


def test_a_county_that_became_another_leaves_no_day_between(edition):
    """Whoever began at a known day is new (or cut out of several), or takes over on that very day."""
    ends: dict[int, set[datetime.date | None]] = {}
    for county in edition.counties:
        if county.successor_id:
            ends.setdefault(county.successor_id, set()).add(county.valid_until)
    without_predecessor = {
        c.code for c in edition.counties if c.valid_from and c.valid_from not in ends.get(c.code, set())
    }
    assert without_predecessor == {360113, 360482, 360602, 360803}  # 红谷滩区 共青城市 月湖区 青原区


def test_old_county_level_cities_lead_to_the_districts_they_became(edition):
    successors = {county.code: county.successor_id for county in edition.counties}
    cities = {362301: 361102, 362401: 360802, 362201: 360902, 362501: 361002, 362101: 360702}
    assert {code: successors[code] for code in cities} == cities


def test_jiangxi_has_1767_townships(edition):
    kinds = Counter(
        "street"
        if t.code % 1000 < 100
        else "town"
        if t.code % 1000 < 200
        else "rural"
        if t.code % 1000 < 400
        else "other"
        for t in edition.townships
        if t.code // 10_000_000 == 36
    )
    assert kinds == {"street": 188, "town": 832, "rural": 560, "other": 187}


def test_aliases_name_places_that_stand_today(edition):
    codes = {c.code for c in edition.counties if c.valid_until is None} | {p.code for p in edition.prefectures}
    assert {alias.county_id or alias.prefecture_id for alias in edition.aliases} <= codes
    assert len({alias.text for alias in edition.aliases}) == len(edition.aliases)
