"""Text -> place: what is exact, what is unique, what must be asked, and what is not known."""

import datetime

import pytest

from branches.divisions.gazetteer import Level, Place
from branches.divisions.matches import Method, Status

CEREMONY = datetime.date(2016, 12, 6)
TODAY = datetime.date(2026, 11, 24)
JIANGXI, BEIJING, NANCHANG, ANYI = 360000, 110000, 360100, 360123


def county(code: int) -> Place:
    return Place(code, Level.COUNTY)


def prefecture(code: int) -> Place:
    return Place(code, Level.PREFECTURE)


def province(code: int) -> Place:
    return Place(code, Level.PROVINCE)


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("江西省南昌市安义县龙津镇凤凰村", county(360123), "龙津镇凤凰村"),
        ("江西南昌市安义县", county(360123), ""),
        ("中国江西省南昌市东湖区", county(360102), ""),
        ("江西省，南昌市，西湖区", county(360103), ""),
        ("江西省-赣州市-章贡区 ", county(360702), ""),
        ("江西省 安义县", county(360123), ""),
        ("安义县", county(360123), ""),
        ("赣县", county(360721), ""),
        ("江西赣县", county(360721), ""),
        ("赣县区王母渡镇", county(360704), "王母渡镇"),
        ("南昌县莲塘镇", county(360121), "莲塘镇"),
        ("吉安市吉安县", county(360821), ""),
        ("新建县", county(360122), ""),
        ("新建区", county(360112), ""),
        ("庐山区", county(360402), ""),
        ("庐山市", county(360483), ""),
        ("上饶市上饶县", county(361121), ""),
        ("湾里区", county(360105), ""),
        ("南昌市郊区", county(360111), ""),
        ("江西省上饶地区波阳县", county(361128), ""),
        ("江西省上饶地区上饶市", county(362301), ""),
        ("宜春地区丰城市", county(360981), ""),
        ("赣州地区瑞金县", county(362134), ""),
        ("江西省瑞金县", county(362134), ""),
        ("南昌市籍", prefecture(360100), ""),
        ("江西省南昌市", prefecture(360100), ""),
        ("上饶市", prefecture(361100), ""),
        ("江西省", province(360000), ""),
        ("北京市", province(110000), ""),
        ("北京市丰台区东铁匠营横一条8号院", county(110106), "东铁匠营横一条8号院"),
        ("北京市市辖区丰台区", county(110106), ""),
        ("京朝阳区望京", county(110105), "望京"),
        ("赣南昌市西湖区", county(360103), ""),
        ("北京市密云县", county(110228), ""),
        ("崇文区", county(110103), ""),
        ("杭州市西湖区", county(330106), ""),
        ("江苏省南通市通州区", county(320612), ""),
        ("广东省东莞市虎门镇", county(441900), "虎门镇"),
        ("湖北省仙桃市", county(429004), ""),
        ("湖北省省直辖县级行政区划仙桃市", county(429004), ""),
        ("甘肃省嘉峪关市", county(620201), ""),
        ("青岛市市北区", county(370203), ""),
    ],
)
def test_official_names_of_any_time_are_exact(places, text, place, rest):
    match = places.find(text)
    assert (match.status, match.place, match.rest) == (Status.EXACT, place, rest)


@pytest.mark.parametrize(
    ("text", "place", "method"),
    [
        ("江西南昌安义", county(360123), Method.SHORT_NAME),
        ("安义", county(360123), Method.SHORT_NAME),
        ("安义人", county(360123), Method.SHORT_NAME),
        ("安义石鼻镇", county(360123), Method.SHORT_NAME),
        ("新建", county(360112), Method.SHORT_NAME),
        ("吉安市吉安", county(360821), Method.SHORT_NAME),
        ("井冈山", county(360881), Method.SHORT_NAME),
        ("宁冈", county(362432), Method.SHORT_NAME),
        ("赣州", prefecture(360700), Method.SHORT_NAME),
        ("上海浦东", county(310115), Method.SHORT_NAME),
        ("北京朝阳", county(110105), Method.SHORT_NAME),
        ("青岛市北区", county(370203), Method.SHORT_NAME),
        ("餘干縣", county(361127), Method.RESPELLED),
        ("江西省贛州市於都縣", county(360731), Method.RESPELLED),
        ("新幹縣", county(360824), Method.RESPELLED),
        ("新乾縣", county(360824), Method.RESPELLED),
        ("鄱陽縣", county(361128), Method.RESPELLED),
        ("江西省南昌市红谷滩新区", county(360113), Method.OTHER_NAME),
        ("小蓝经开区", county(360121), Method.OTHER_NAME),
        ("赣州经开区", county(360702), Method.OTHER_NAME),
        ("蓉江新区", county(360702), Method.OTHER_NAME),
        ("井冈山经开区", county(360821), Method.OTHER_NAME),
        ("宜阳新区", county(360902), Method.OTHER_NAME),
        ("宜春市明月山温汤镇", county(360902), Method.OTHER_NAME),
        ("龙虎山", prefecture(360600), Method.OTHER_NAME),
        ("三清山", prefecture(361100), Method.OTHER_NAME),
        ("庐山管理局", county(360483), Method.OTHER_NAME),
        ("延边州", prefecture(222400), Method.OTHER_NAME),
    ],
)
def test_other_ways_to_write_one_place_are_unique(places, text, place, method):
    match = places.find(text)
    assert (match.status, match.place, match.method) == (Status.UNIQUE, place, method)


@pytest.mark.parametrize(
    ("text", "on", "candidates"),
    [
        ("南昌", TODAY, [prefecture(360100), county(360121)]),
        ("江西南昌", TODAY, [prefecture(360100), county(360121)]),
        ("南昌籍", TODAY, [prefecture(360100), county(360121)]),
        ("南昌莲塘镇", TODAY, [prefecture(360100), county(360121)]),  # the township does not decide
        ("吉安", TODAY, [prefecture(360800), county(360821)]),
        ("九江", CEREMONY, [prefecture(360400), county(360421)]),
        ("上饶", CEREMONY, [prefecture(361100), county(361121)]),
        ("九江", None, [prefecture(360400), county(360421)]),
        ("庐山", TODAY, [county(360402), county(360483)]),
        ("庐山", CEREMONY, [county(360402), county(360483)]),
        ("西湖区", TODAY, [county(330106), county(360103)]),
        ("朝阳区望京", TODAY, [county(110105), county(220104)]),
        ("朝阳", TODAY, [county(110105), prefecture(211300), county(211321), county(220104)]),
        ("通州", TODAY, [county(110112), county(320612)]),
        ("东乡", TODAY, [county(361003), county(622926)]),
        ("郊区", TODAY, [county(140311), county(230811), county(340711)]),
    ],
)
def test_where_two_places_answer_all_are_named_and_none_is_chosen(places, text, on, candidates):
    match = places.find(text, on=on)
    assert (match.status, match.place, match.county) == (Status.AMBIGUOUS, None, None)
    assert sorted(match.candidates) == sorted(candidates)


@pytest.mark.parametrize(("text", "code"), [("九江", 360400), ("上饶", 361100), ("抚州", 361000)])
def test_a_city_whose_county_is_gone_is_a_city_again(places, text, code):
    """九江 was a city and a county until 2017. Still no county: the importer reports not_a_county."""
    match = places.find(text, on=TODAY)
    assert (match.place, match.county) == (prefecture(code), None)


@pytest.mark.parametrize(
    ("text", "within", "place"),
    [
        ("西湖区", JIANGXI, county(360103)),
        ("西湖区", NANCHANG, county(360103)),
        ("朝阳区望京", BEIJING, county(110105)),
        ("通州", BEIJING, county(110112)),
        ("东乡", JIANGXI, county(361003)),
        ("新建", NANCHANG, county(360112)),
        ("波阳县", 361100, county(361128)),
        ("上饶市上饶县", 361104, county(361121)),  # what is 广信区 today
        ("湾里区", 360112, county(360105)),
        ("郊区", NANCHANG, county(360111)),
    ],
)
def test_the_part_of_the_tree_the_file_comes_from_decides(places, text, within, place):
    assert places.find(text, within=within).place == place


def test_within_leaves_ambiguous_what_is_ambiguous_there(places):
    assert places.find("南昌", within=NANCHANG).status == Status.AMBIGUOUS
    assert places.find("郊区", within=JIANGXI).candidates == (county(360111), county(360411))


def test_a_short_form_before_free_text_needs_a_parent(places):
    """安义 in 安义石鼻村 is the county where Jiangxi is named or known, and may be anything elsewhere."""
    for text, within in [("江西安义石鼻村", None), ("南昌安义石鼻村", None), ("安义石鼻村", JIANGXI)]:
        match = places.find(text, within=within)
        assert (match.place, match.rest) == (county(ANYI), "石鼻村")
    match = places.find("安义石鼻村")
    assert (match.place, match.suggestions) == (None, (county(ANYI),))


@pytest.mark.parametrize(
    ("text", "within", "outside"),
    [
        ("杭州市西湖区", JIANGXI, county(330106)),
        ("章贡区", NANCHANG, county(360702)),
        ("江西省", NANCHANG, province(360000)),
        ("昌江黎族自治县", JIANGXI, county(469026)),  # and not 昌江区
        ("朝阳市", BEIJING, prefecture(211300)),  # and not 朝阳区
    ],
)
def test_a_place_named_clearly_but_elsewhere_is_said_to_be_outside(places, text, within, outside):
    match = places.find(text, within=within)
    assert (match.status, match.place, match.outside) == (Status.UNKNOWN, None, outside)


NO_PLACES = [
    "籍",
    "赣",
    "京",
    "县",
    "某某",
    "龙津镇凤凰村",
    "石鼻镇",
    "桃源街道",
    "港口镇",
    "江西大厦3层",
    "东湖路12号",
    "朝阳北路",
    "北京东路668号",
    "南昌大学",
    "永丰大酒店",
    "大兴安岭地",
    "A座1203",
    "138",
    "不详",
]


@pytest.mark.parametrize("text", ["", " ", *NO_PLACES])
def test_what_names_no_place_is_unknown(places, text):
    match = places.find(text)
    assert (match.status, match.place, match.candidates, match.outside) == (Status.UNKNOWN, None, (), None)


def test_townships_are_found_below_their_county_and_never_find_it(places):
    match = places.find("江西省南昌市安义县龙津镇凤凰村3组")
    assert (match.township, match.rest) == (360123100, "龙津镇凤凰村3组")
    assert places.find("新建县松湖镇").township == 360112105  # today's code, though the county is that of then
    assert places.find("朝阳区望京", within=BEIJING).township == 110105026
    assert places.find("丰台区东铁匠营横一条8号院", within=BEIJING).township is None


def test_a_township_alone_stands_where_the_file_is_its_countys(places):
    match = places.find("龙津镇凤凰村", within=ANYI)
    assert (match.place, match.township, match.method) == (county(ANYI), 360123100, Method.TOWNSHIP)
    assert places.find("龙津镇凤凰村", within=NANCHANG).place is None
    assert places.find("莲塘镇", within=ANYI).place is None


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("余千县", [360622, 361127, 520329]),
        ("江西省余千县", [360622, 361127]),
        ("江西省安义线", [360123]),
        ("九江市安义县", [360123]),
        ("江西省南昌市西糊区", [360103]),
    ],
)
def test_one_character_off_is_suggested_and_never_taken(places, text, suggested):
    match = places.find(text)
    assert match.county is None
    assert [place.code for place in match.suggestions] == suggested


def test_a_match_says_the_weakest_step_it_needed(places):
    texts = ["安义县", "新建县", "安義縣", "小蓝经开区", "安义", "某某"]
    found = [places.find(text).method for text in texts]
    assert found == ["full_name", "other_time", "respelled", "other_name", "short_name", ""]


def test_names_of_codes_need_no_query(places, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert places.name(360103) == "西湖区"
        assert places.local_name(360103) == "南昌市西湖区"
        assert places.full_name(360103) == "江西省南昌市西湖区"
        assert places.full_name(441900) == "广东省东莞市"
        assert places.full_name(1) == ""
        assert places.gazetteer.lineage.current(361121, TODAY) == 361104
        assert places.find("江西省抚州市东乡县", on=CEREMONY).place == county(361029)


@pytest.mark.parametrize("text", ["江" * 10_000, "😀" * 10_000, "\x00\u200b" * 5_000, "江西省" * 4_000, "ﷺ" * 10_000])
def test_a_hostile_text_is_cut_short(places, text):
    match = places.find(text)
    assert match.county is None
    assert len(match.rest) <= 500 * 18
