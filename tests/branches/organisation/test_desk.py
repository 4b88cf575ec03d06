"""What branches say on the first page."""

import datetime

import pytest
from django.test import RequestFactory

from branches.organisation import desk
from registry.desk.cards import Sketch, finished
from registry.models import User
from tests.branches.organisation.people import make_members, make_officer
from tests.factories.organisation import make_branch, make_office_term

pytestmark = pytest.mark.django_db


def said(sketch: Sketch | None) -> dict[str, tuple[object, str]]:
    assert sketch is not None
    (card,) = finished([sketch])
    return {str(figure.label): (figure.value, figure.url) for figure in card.figures}


def request_of(user: User) -> object:
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_what_waits_is_counted_in_ones_own_part_alone_and_opens_its_rows():
    small = make_branch(county=360103)
    make_members(small, 2)
    make_office_term(small, since=datetime.date(2016, 12, 6))
    make_branch(county=360104)
    make_branch(county=360702)
    make_branch(county=360103, dissolved_on=datetime.date(2020, 1, 1))

    card = desk.to_look_at(request_of(make_officer(360100)))

    assert said(card) == {
        "书记空缺": (1, "/branches/?attention=no_secretary"),
        "换届逾期": (1, "/branches/?attention=election_overdue"),
        "正式党员不足": (1, "/branches/?attention=below_minimum"),
    }


def test_who_only_reads_has_nothing_waiting():
    assert desk.to_look_at(request_of(make_officer(360100, role="auditor"))) is None


def test_nothing_waits_where_all_is_in_order():
    branch = make_branch(county=360103)
    make_office_term(branch, since=datetime.date(2026, 1, 1))
    make_members(branch, 3)

    assert said(desk.to_look_at(request_of(make_officer(360100)))) == {}


def test_figures_of_ones_own_part():
    make_branch(county=360103)
    make_branch(county=360104, origin="consolidated")
    make_branch(county=360702)

    card = desk.figures(request_of(make_officer(360100)))

    assert [value for value, _url in said(card).values()] == [2, 1, 1]


def test_all_that_is_counted_is_one_query(django_assert_num_queries):
    make_branch(county=360103)
    request = request_of(make_officer(360100))
    desk.figures(request)  # where he may see is read once for each request

    with django_assert_num_queries(1):
        looked_at, figures = finished([desk.to_look_at(request), desk.figures(request)])
    assert [figure.value for figure in looked_at.figures] == [1]
    assert [figure.value for figure in figures.figures] == [1, 1, 0]
