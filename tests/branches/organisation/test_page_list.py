"""The list of branches: what it shows, how it is filtered, what it never shows, and its export."""

import csv
import datetime
import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.branches.organisation.people import make_members, make_officer
from tests.factories.accounts import signed_in
from tests.factories.organisation import make_branch, make_committee, make_cover, make_former_name, make_office_term

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.date(2010, 1, 1)


def officer(place: int = 360000, role: str = "prefecture_officer") -> Client:
    return signed_in(make_officer(place, role=role))


def names(client: Client, **filters: object) -> list[str]:
    """The branches on the page, in its order."""
    response = client.get("/branches/", filters)
    assert response.status_code == 200
    return [row.name for row in response.context["rows"]]


def test_branches_come_in_the_order_of_their_places():
    make_branch(county=360202, name="昌江支部")
    make_branch(county=360103, name="西湖支部")
    make_branch(prefecture=360100, name="南昌支部")

    assert names(officer()) == ["南昌支部", "西湖支部", "昌江支部"]


def test_a_list_of_a_past_day_has_the_names_and_counties_of_that_day():
    """上饶县 became 广信区 in 2019, and its branches with it; the branch itself was renamed in 2020."""
    branch = make_branch(county=361121, name="广信区驻京流动党支部")
    make_former_name(branch, "上饶县驻京流动党支部", until=datetime.date(2020, 3, 1))

    def shown(**filters: object) -> tuple[list[str], str, dict[int, str]]:
        response = officer().get("/branches/", filters)
        [row] = response.context["rows"]
        groups = dict(response.context["filters"].fields["place"].choices)["上饶市"]
        return [row.name, row.full_name], row.division.local_name, dict(groups)

    then, now = shown(on="2017-01-01", q="上饶县"), shown()
    assert then[:2] == (["上饶县驻京流动党支部", "中国共产党上饶县驻京流动党支部"], "上饶市上饶县")
    assert now[:2] == (["广信区驻京流动党支部", "中国共产党广信区驻京流动党支部"], "上饶市广信区")
    assert (then[2].get(361121), then[2].get(361104)) == ("上饶县", None)
    assert (now[2].get(361121), now[2].get(361104)) == (None, "广信区")
    assert (
        names(officer(), on="2017-01-01", place=361121)
        == names(officer(), on="2017-01-01", place=361100)
        == [then[0][0]]
    )
    assert names(officer(), place=361104) == [now[0][0]]


def test_a_list_of_a_past_day_is_sorted_by_the_names_of_that_day():
    first, second = make_branch(name="乙支部"), make_branch(name="丙支部")
    make_former_name(second, "一支部", until=datetime.date(2020, 3, 1))

    assert names(officer(), on="2017-01-01", sort="name") == ["一支部", "乙支部"]
    assert names(officer(), sort="name") == ["丙支部", first.short_name]


def test_only_ones_own_part_is_there_and_counted():
    make_branch(county=360103, name="西湖支部")
    make_branch(county=360702, name="章贡支部")
    nanchang = officer(360100)

    response = nanchang.get("/branches/")

    assert [row.branch.short_name for row in response.context["rows"]] == ["西湖支部"]
    assert response.context["page"].total == 1
    assert "章贡" not in response.content.decode()
    assert "360702" not in response.content.decode()


@pytest.mark.parametrize("place", [360702, 360700, 360000, 110106])
def test_a_place_outside_ones_part_finds_nothing_and_is_not_explained(place):
    make_branch(county=360702, name="章贡支部")

    response = officer(360100).get("/branches/", {"place": place})

    assert response.context["rows"] == []
    assert "章贡" not in response.content.decode()


@pytest.mark.parametrize("value", ["abc", "-1", "000001", "9" * 30, "360103'"])
def test_nonsense_in_the_address_is_an_error_of_the_field(value):
    make_branch()

    response = officer().get("/branches/", {"place": value, "parent": value, "on": value})

    assert response.status_code == 200
    assert response.context["rows"] == []


def test_filters():
    general = make_branch(prefecture=360100, name="南昌总支", kind="general_branch")
    make_branch(county=360103, name="西湖支部", parent=general)
    make_branch(county=360104, name="青云谱支部", founding="on_host", host="商会", origin="consolidated")
    make_branch(county=360202, name="昌江支部")
    client = officer()

    assert names(client, place=360100) == ["南昌总支", "西湖支部", "青云谱支部"]
    assert names(client, place=360103) == ["西湖支部"]
    assert names(client, branch_kind="general_branch") == ["南昌总支"]
    assert names(client, founding="on_host") == ["青云谱支部"]
    assert names(client, origin="consolidated") == ["青云谱支部"]
    assert names(client, parent=general.pk) == ["西湖支部"]
    assert names(client, q="青云谱") == ["青云谱支部"]
    assert names(client, q="360202001") == ["昌江支部"]
    assert names(client, q="没有") == []


def test_a_place_of_today_holds_what_carries_a_code_of_before():
    make_branch(county=361121, name="上饶县支部")
    make_branch(county=361104, name="广信支部")

    assert names(officer(), place=361104) == ["广信支部", "上饶县支部"]


def test_a_former_name_is_found_too():
    branch = make_branch(county=361104, name="广信区驻京流动党支部")
    make_former_name(branch, "上饶县驻京流动党支部", until=datetime.date(2019, 8, 1))

    assert names(officer(), q="上饶县在京") == ["广信区驻京流动党支部"]


def test_the_state_is_that_of_the_day_asked():
    make_branch(name="先", founded_on=LONG_AGO, dissolved_on=datetime.date(2015, 1, 1))
    make_branch(name="后", founded_on=datetime.date(2016, 12, 6))
    client = officer()

    assert names(client) == ["后"]
    assert names(client, state="dissolved") == ["先"]
    assert names(client, state="all") == ["先", "后"]
    assert names(client, on="2014-12-31") == ["先"]
    assert names(client, on="2015-01-01") == []
    assert names(client, on="2009-12-31", state="all") == []


def test_the_secretary_is_the_one_of_the_day_asked():
    branch = make_branch(founded_on=LONG_AGO)
    make_office_term(branch, holder_name="章书平", since=LONG_AGO, until=datetime.date(2016, 1, 1))
    make_office_term(branch, holder_name="柳文清", since=datetime.date(2016, 1, 1))
    client = officer()

    def secretary(**filters: str) -> list[str]:
        return [row.secretary for row in client.get("/branches/", filters).context["rows"]]

    assert secretary() == ["柳文清"]
    assert secretary(on="2015-12-31") == ["章书平"]
    assert secretary(on="2016-01-01") == ["柳文清"]


def test_what_there_is_to_look_at():
    cared_for = make_branch(name="齐全")
    make_office_term(cared_for, since=datetime.date(2026, 1, 1))
    make_members(cared_for, 3)
    small = make_branch(name="人少")
    make_office_term(small, since=datetime.date(2026, 1, 1))
    make_members(small, 2)
    make_members(small, 1, kind="probationary")
    overdue = make_branch(name="逾期")
    make_office_term(overdue, since=datetime.date(2016, 12, 6))
    make_branch(name="无书记")
    client = officer()

    assert names(client, attention="no_secretary") == ["无书记"]
    assert names(client, attention="below_minimum") == ["人少"]
    assert names(client, attention="election_overdue") == ["逾期"]
    assert names(client, attention="election_due", on="2028-12-01") == ["齐全", "人少"]
    assert names(client, attention="no_superior") == ["齐全", "人少", "逾期", "无书记"]


def test_members_are_counted_by_branch():
    here, there = make_branch(name="甲"), make_branch(name="乙")
    make_members(here, 4)
    make_members(there, 1)

    rows = officer().get("/branches/").context["rows"]

    assert [(row.branch.short_name, row.size.total) for row in rows] == [("甲", 4), ("乙", 1)]


def test_an_empty_registry_says_what_to_do_next():
    county_officer = officer(360103, "county_officer").get("/branches/")
    auditor = officer(360103, "auditor").get("/branches/")

    assert "/branches/found/" in county_officer.content.decode()
    assert "/branches/found/" not in auditor.content.decode()


def test_the_export_holds_what_the_list_shows():
    general = make_branch(prefecture=360100, name="南昌总支", kind="general_branch")
    branch = make_branch(county=360103, name="西湖支部", founding="jointly", parent=general, full_name="=全称")
    make_cover(branch, 360102)
    make_office_term(branch, since=datetime.date(2026, 1, 1))
    make_members(branch, 3)
    make_branch(county=360104, name="青云谱支部")
    make_branch(county=360702, name="章贡支部")
    client = officer(360100)

    response = client.get("/branches/export/", {"kind": "csv", "q": "西湖"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")

    (row,) = csv.DictReader(io.StringIO(text))
    assert row["代码"] == "360103001"
    assert row["全称"] == "'=全称"
    assert row["上级党组织"] == "南昌总支"
    assert row["覆盖县（市、区）"] == "东湖区"
    assert row["书记"] == "章书平"
    assert row["党员"] == "3"
    assert row["下次换届"] == "2029-01-01"


def test_the_export_as_a_workbook_is_recorded():
    make_branch(county=360103, name="西湖支部")
    make_branch(county=360702, name="章贡支部")

    response = officer(360100).get("/branches/export/", {"founding": "alone"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active

    assert [row[2].value for row in sheet.iter_rows()] == ["简称", "西湖支部"]
    deed = Deed.objects.get(verb=Verb.BRANCHES_EXPORTED)
    assert deed.after == {"rows": 1, "filters": "founding=alone"}


def test_who_holds_no_role_comes_not_in():
    from tests.factories.accounts import make_user

    assert signed_in(make_user("nobody")).get("/branches/").status_code == 403
    assert Client().get("/branches/").status_code == 302


def test_one_number_of_queries_for_one_branch_and_for_a_hundred(django_assert_num_queries):
    committee, client = make_committee(), officer()
    client.get("/branches/")

    def look() -> None:
        with django_assert_num_queries(QUERIES):
            assert client.get("/branches/").status_code == 200

    look()
    for number in range(100):
        branch = make_branch(county=360102 + number % 3, parent=committee)
        make_office_term(branch)
        make_members(branch, 1)
    look()


QUERIES = 6
