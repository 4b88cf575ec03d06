"""Divisions in the admin: looked up, never changed, and no further than one's scope."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_user, signed_in

pytestmark = pytest.mark.django_db

LISTS = ["province", "prefecture", "county", "township", "placealias"]


@pytest.mark.parametrize("model", LISTS)
def test_the_province_looks_up_every_list(model):
    page = signed_in(make_user(role="province_administrator")).get(f"/admin/branches/{model}/")
    assert page.status_code == 200
    assert page.context["cl"].result_count > 0


@pytest.mark.parametrize("model", LISTS)
def test_nobody_adds_or_changes_a_division_here(model):
    browser = signed_in(make_user(role="province_administrator"))
    assert browser.get(f"/admin/branches/{model}/add/").status_code == 403
    first = browser.get(f"/admin/branches/{model}/").context["cl"].result_list[0]
    assert browser.post(f"/admin/branches/{model}/{first.pk}/change/", {"name": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [("3601", 11), ("西湖", 1), ("庐山区", 1), ("某某", 0)],
    ids=["code", "name", "former name", "nothing"],
)
def test_a_county_is_found_by_the_beginning_of_its_code_and_by_any_name(query, found):
    browser = signed_in(make_user(role="province_administrator"))
    page = browser.get("/admin/branches/county/", {"q": query})
    assert page.context["cl"].result_count == found


def test_a_prefecture_officer_sees_the_counties_of_his_own():
    page = signed_in(make_user(role="prefecture_officer", place=360100)).get("/admin/branches/county/")
    assert {county.prefecture_id for county in page.context["cl"].result_list} == {360100, 362200, 362500}
    assert "章贡区" not in page.content.decode()


def test_a_county_shows_the_names_it_had():
    page = signed_in(make_user(role="province_administrator")).get("/admin/branches/county/360402/change/")
    assert "庐山区" in page.content.decode()


def test_lists_cost_the_same_for_one_row_and_for_many():
    browser = signed_in(make_user(role="province_administrator"))
    costs = []
    for query in ("360402", "36"):
        with CaptureQueriesContext(connection) as queries:
            browser.get("/admin/branches/county/", {"q": query})
        costs.append(len(queries))
    assert costs[0] == costs[1]
