"""What a page costs: the same few questions to the database for one row and for many, and a light first visit."""

import datetime
import gzip
import re
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.history.actions import record
from registry.history.verbs import Verb
from tests.factories.accounts import JIANGXI, make_user, signed_in
from tests.factories.organisation import make_branch, make_cover, make_former_name, make_office_term
from tests.factories.roll import DONGHU, make_member, make_other_value
from tests.test_permissions import address, views
from tests.world import Prefecture, make_neighbours

pytestmark = pytest.mark.django_db
MOST_QUERIES = 10
MOST_KB = 150  # over the wire, with nothing kept from an earlier visit

PAGES = {"province_administrator": 50, "auditor": 20, "superuser": 50, "admin": 25}  # at least so many are measured
MOST_OF_ADMIN = 12  # Django's own pages of one object ask for each of their inlines besides

# What the addresses of the URLconf leave unsaid: filters, a second object; {o}: another member, {b}: a branch.
ASKED_WITH = [
    "/account/",
    "/account/password/",
    "/members/?q=章&place=360103&branch={b}&standing=pending&sort=name",
    "/members/{m}/same-as/{o}/",
    "/branches/?on=2020-01-01&place=360103&q=支部&sort=founded",
    "/coverage/?on=2020-01-01&against=2016-12-31",
    "/coverage/360100/",
]


@pytest.fixture
def client():
    return signed_in(make_user(role="province_administrator", place=JIANGXI))


@pytest.fixture
def place() -> Prefecture:
    return make_neighbours()[0]


def addresses(place: Prefecture, other: str) -> list[str]:
    """Every address of ours for the objects of the place. Left out by the enumeration: what everybody may open without signing in."""
    known = {"m": place.member.number, "o": other, "b": place.branch.pk}
    return [address(name, pattern, place) for name, pattern in views()] + [each.format(**known) for each in ASKED_WITH]


def addresses_of_admin() -> list[str]:
    """The lists of Django's admin, and of each model the pages of the first object there is."""
    found = [reverse("admin:index")]
    for model in admin.site._registry:
        name, first = f"admin:{model._meta.app_label}_{model._meta.model_name}", model._default_manager.first()
        found += [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        found += [reverse(f"{name}_{page}", args=[first.pk]) for page in ("change", "delete", "history") if first]
    return found


def costs(client: Client, asked: list[str]) -> dict[str, int]:
    """Address -> queries, of the pages among them. Left out: what answers to POST alone, what is refused or leads on, and files
    (an export and a print write a deed besides, which takes the chain's lock; their length is no matter of pages)."""
    found = {}
    for each in asked:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(each)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            found[each] = len(queries)
    return found


def crowd(place: Prefecture, people: int) -> None:
    """So many people around the place, and a fifth as many branches with all that belongs to them."""
    for n in range(people):
        make_member(name=f"章小{n}", branch=place.branch if n % 2 else None, phone=f"137{n:08d}")
        told = {"origin": {"code": DONGHU, "text": "东湖", "township": None}, "branch_id": place.branch.pk}
        record(verb=Verb.MEMBER_CORRECTED, by=None, subjects=[place.member], after=told)
    for n in range(max(people // 5, 2)):
        branch = make_branch(county=DONGHU, name=f"东湖{people}之{n}支部")
        make_cover(branch, 360104)
        make_office_term(branch)
        make_former_name(place.branch, f"旧名{people}之{n}", until=datetime.date(2018, people % 12 + 1, n + 1))
        make_office_term(place.branch, holder_name=f"章委员{n}", office="deputy_secretary")
        make_other_value(place.member, "work_address", {"text": f"旧街{n}", "district": None}, line=1000 * people + n)


@pytest.mark.parametrize("role", ["province_administrator", "auditor", "superuser"])
def test_every_page_asks_few_questions_and_as_many_for_some_rows_as_for_many(role, place):
    is_granted = role != "superuser"  # he may everywhere, and holds no role
    client = signed_in(make_user("reader", role=role if is_granted else None, is_superuser=not is_granted))
    other = make_member(name=place.member.name).number
    crowd(place, 2)
    asked = addresses(place, other)
    costs(client, asked)  # what the process keeps, it keeps from here on
    some = costs(client, asked)
    crowd(place, 60)
    many = costs(client, asked)

    assert len(some) > PAGES[role]
    assert some == many
    assert {each: count for each, count in some.items() if count > MOST_QUERIES} == {}


def test_pages_of_the_admin_ask_few_questions_and_as_many_for_some_rows_as_for_many(client, place):
    crowd(place, 2)
    asked = addresses_of_admin()
    costs(client, asked)
    some = costs(client, asked)
    crowd(place, 60)
    many = costs(client, asked)

    assert len(some) > PAGES["admin"]
    assert some == many
    assert {each: count for each, count in some.items() if count > MOST_OF_ADMIN} == {}


def test_an_empty_registry_asks_no_more(client):
    names = [reverse(name) for name, pattern in views() if not pattern.pattern.converters]
    found = costs(client, names)

    assert "/" in found
    assert max(found.values()) <= MOST_QUERIES


@pytest.mark.parametrize("address", ["/", "/members/", "/branches/", "/coverage/counties/", "/history/"])
def test_a_first_visit_is_light(client, place, address):
    crowd(place, 60)
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
