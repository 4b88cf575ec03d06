"""Text -> place for every name there is, and for texts nobody thought of."""

import datetime
from collections import defaultdict
from functools import cache

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from branches.divisions.edition import Edition, read_edition
from branches.divisions.gazetteer import Level
from branches.divisions.matches import Method, Status
from branches.models import County

TODAY = datetime.date(2026, 11, 24)
DAYS = [None, TODAY, datetime.date(2016, 12, 6), datetime.date(1999, 1, 1)]
JIANGXI = 360000

given_places = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@cache
def edition() -> Edition:
    return read_edition()


# Names one can begin inside another, streets that begin with a county, and what only forms print.
TRAPS = [
    "江西省",
    "北京市",
    "市辖区",
    "龙津镇",
    "青岛市",
    "市北区",
    "北区",
    "乐山",
    "市中区",
    "中区",
    "东湖路",
    "上饶地区",
    "餘干縣",
    "小蓝经开区",
    "西湖区",
    "朝阳",
    "海南",
]


def words() -> list[str]:
    """Bits of which addresses are made, so that random texts meet real names."""
    jiangxi = [row.name for row in (*edition().prefectures, *edition().counties) if row.code // 10_000 in (36, 11)]
    return [
        *jiangxi,
        *(name[:-1] for name in jiangxi),
        *"省市县区镇村路籍- ，中国江西赣京",
        *TRAPS,
    ]


any_text = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(words()), max_size=6).map("".join))
any_place = st.sampled_from([None, 360000, 110000, 360100, 361100, 360112, 360123, 441900, 1, 999999])
any_day = st.sampled_from(DAYS)


@given_places
@given(text=any_text, within=any_place, on=any_day)
def test_never_raises_and_always_keeps_its_word(places, text, within, on):
    match = places.find(text, within=within, on=on)
    assert (match.place is not None) == (match.status in (Status.EXACT, Status.UNIQUE))
    assert (len(match.candidates) >= 2) == (match.status == Status.AMBIGUOUS)
    assert (match.method != Method.NONE) == (match.place is not None)
    assert match.township is None or match.county is not None


@given_places
@given(text=any_text, within=any_place, on=any_day)
def test_what_is_found_lies_within_or_went_into_what_does(places, text, within, on):
    assume(within is not None)
    width = 10_000 if within % 10_000 == 0 else 100 if within % 100 == 0 else 1
    match = places.find(text, within=within, on=on)
    for place in (*filter(None, [match.place]), *match.candidates, *match.suggestions):
        assert any(code in range(within, within + width) for code in stages(places, place))


def stages(places, place) -> set[int]:
    """The code and all it became later: 上饶地区 (362300) lies within 上饶市 (361100)."""
    if place.level == Level.COUNTY:
        return set(places.gazetteer.lineage.descent(place.code))
    successors = {p.code: p.successor_id for p in edition().prefectures}
    return {place.code, successors.get(place.code) or place.code}


@given_places
@given(text=any_text, within=any_place, on=any_day)
def test_a_text_is_read_alike_however_often_and_whatever_came_before(places, text, within, on):
    """The index remembers texts and their beginnings: remembering must not change an answer."""
    remembering = places.find(text, within=within, on=on)
    forgetful = type(places)(places.gazetteer, places.reader, places.near)
    assert forgetful.find(text, within=within, on=on) == remembering


@given_places
@given(
    text=any_text,
    before=st.sampled_from(["", " ", "\u3000", "\t", "\ufeff", "\u200b"]),
    after=st.sampled_from(["", " ", "\u3000\n", "\xa0"]),
)
def test_space_around_and_full_width_do_not_matter(places, text, before, after):
    assert places.find(before + text + after) == places.find(text)
    full_width = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert places.find(full_width) == places.find(text)


def test_every_official_full_name_finds_its_county(places):
    """All counties of all times, 3,101: by the name with province and prefecture."""
    strays = {}
    for county in County.objects.select_related("prefecture__province"):
        for on in (county.valid_from, None):
            match = places.find(county.full_name, on=on)
            if match.place is None or match.status != Status.EXACT or not same(places, match.place.code, county.code):
                strays[county.code] = (county.full_name, on, match)
    assert strays == {}


def same(places, found: int, meant: int) -> bool:
    """波阳县 had two codes one after the other: on a day unknown, the later is as good."""
    lineage = places.gazetteer.lineage
    return found == meant or (list(lineage.descent(meant))[-1] == list(lineage.descent(found))[-1])


def test_every_county_of_today_finds_exactly_itself_also_without_its_province(places):
    strays = {}
    for county in County.objects.valid_on(TODAY).select_related("prefecture__province"):
        if places.find(county.full_name, on=TODAY).county != county.code:
            strays[county.full_name] = county.code
        if places.find(county.name, on=TODAY, within=county.prefecture_id).county != county.code:
            strays[county.name] = county.code
    assert strays == {}


def test_every_traditional_spelling_finds_its_county_in_jiangxi(places):
    import opencc

    traditional = opencc.OpenCC("s2t")
    for county in (
        County.objects.valid_on(TODAY).filter(prefecture__province=JIANGXI).select_related("prefecture__province")
    ):
        assert places.find(traditional.convert(county.full_name), on=TODAY).county == county.code


@pytest.mark.parametrize("within", [None, JIANGXI, 360100, 360400, 110000])
def test_nothing_ambiguous_is_resolved_in_silence(places, within):
    """Against a plain oracle: for every bare name and short form, who bears it today?"""
    full, short = bearers_today(within)
    for name, codes in full.items():
        match = places.find(name, within=within, on=TODAY)
        assert {place.code for place in match.candidates or [match.place]} == codes, name
    for name, codes in short.items():
        if name in full:
            continue
        match = places.find(name, within=within, on=TODAY)
        if match.place is None:  # asked about; places that bore it earlier may be among the candidates
            assert codes <= {place.code for place in match.candidates}, name
        else:  # 赣县 is the former name of 赣县区
            assert {places.gazetteer.lineage.current(match.place.code, TODAY) or match.place.code} == codes, name


def bearers_today(within: int | None) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """Name -> codes and name without 县, 市, 区 -> codes, of the divisions valid today; by reading two lists, no more."""
    full: dict[str, set[int]] = defaultdict(set)
    short: dict[str, set[int]] = defaultdict(set)
    width = 0 if within is None else 10_000 if within % 10_000 == 0 else 100
    counties = [c for c in edition().counties if c.is_valid_on(TODAY)]
    whole = {
        c.prefecture_id
        for c in counties
        if c.code % 100 <= 1 and len([d for d in counties if d.prefecture_id == c.prefecture_id]) == 1
    }
    prefectures = [
        p for p in edition().prefectures if p.is_valid_on(TODAY) and not p.is_nominal and p.code not in whole
    ]
    for row in (*prefectures, *counties):
        if within is None or row.code in range(within, within + width):
            full[row.name].add(row.code)
            if len(row.name) > 2 and row.name[-1] in "县市区" and not row.name.endswith(("地区", "新区", "自治县")):
                short[row.name[:-1]].add(row.code)
    return full, short
