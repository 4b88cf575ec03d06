"""What a page costs: the same few questions to the database for one row and for many, and a light first visit."""

import datetime
import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import JIANGXI, make_user, signed_in
from tests.factories.organisation import make_branch, make_cover, make_former_name, make_office_term
from tests.factories.roll import DONGHU, make_member, make_other_value
from tests.world import Prefecture, make_neighbours

pytestmark = pytest.mark.django_db
MOST_QUERIES = 10
MOST_KB = 150  # over the wire, with nothing kept from an earlier visit

# Address -> queries, for whoever may see everything; {m}, {o}: members, {b}: a branch.
PAGES = {
    "/account/": 6,
    "/account/password/": 3,
    "/members/": 7,
    "/members/?q=章&place=360103&branch={b}&standing=pending&sort=name": 9,
    "/members/{m}/correct/": 9,
    "/members/{m}/home/": 8,
    "/members/{m}/transfer/": 8,
    "/members/{m}/depart/": 7,
    "/members/{m}/same-as/": 9,
    "/members/{m}/same-as/{o}/": 9,
    "/members/admit/": 7,
    "/members/pending/": 5,
    "/members/alike/": 7,
    "/members/export/in-clear/": 7,
    "/branches/": 7,
    "/branches/?on=2020-01-01&place=360103&q=支部&sort=founded": 8,
    "/branches/{b}/": 10,
    "/branches/{b}/correct/": 5,
    "/branches/{b}/dissolve/": 6,
    "/branches/found/": 5,
    "/coverage/": 7,
    "/coverage/?on=2020-01-01&against=2016-12-31": 9,
    "/coverage/counties/": 6,
    "/coverage/360100/": 7,
}
HOME = 16  # the first page gathers from all rooms; each of them asks as often for many rows as for one


@pytest.fixture
def client():
    return signed_in(make_user(role="province_administrator", place=JIANGXI))


@pytest.fixture
def place() -> Prefecture:
    return make_neighbours()[0]


def cost(client, address: str, place: Prefecture, other: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address.format(m=place.member.number, o=other, b=place.branch.pk))
    assert answer.status_code == 200, address
    return len(asked)


def crowd(place: Prefecture) -> None:
    """Many of everything around the place."""
    for n in range(60):
        make_member(name=f"章小{n}", branch=place.branch if n % 2 else None, phone=f"137{n:08d}")
    for n in range(12):
        branch = make_branch(county=DONGHU, name=f"东湖{n}支部")
        make_cover(branch, 360104)
        make_office_term(branch)
        make_former_name(place.branch, f"旧名{n}", until=datetime.date(2018, 1, n + 1))
        make_office_term(place.branch, holder_name=f"章委员{n}", office="deputy_secretary")
        make_other_value(place.member, "work_address", {"text": f"旧街{n}", "district": None}, line=n + 3)


def test_every_page_asks_few_questions_and_as_many_for_one_row_as_for_many(client, place):
    other = make_member(name=place.member.name).number
    one = {address: cost(client, address, place, other) for address in [*PAGES, "/"]}
    crowd(place)
    many = {address: cost(client, address, place, other) for address in [*PAGES, "/"]}

    assert one == PAGES | {"/": HOME}
    assert many == PAGES | {"/": HOME}
    assert max(PAGES.values()) <= MOST_QUERIES


@pytest.mark.parametrize("address", ["/", "/members/", "/branches/", "/coverage/counties/", "/history/"])
def test_a_first_visit_is_light(client, place, address):
    crowd(place)
    page = client.get(address).content
    linked = set(re.findall(r'(?:href|src)="/static/([^"#?]+)', page.decode()))
    whole = len(gzip.compress(page)) + sum(_packed(name) for name in linked)

    assert {Path(name).suffix for name in linked} >= {".css", ".js", ".svg"}
    assert whole / 1000 <= MOST_KB


def _packed(name: str) -> int:
    """Bytes of a static file as it is served."""
    found = finders.find(name)
    assert isinstance(found, str), name
    return len(gzip.compress(Path(found).read_bytes()))
