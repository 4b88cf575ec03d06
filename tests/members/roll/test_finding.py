"""How the members a list asks for are read: few are gathered, many are met on the way; it is the same members."""

import pytest
from django.db import connection
from django.http import QueryDict

from members.models import Member
from members.roll import actions, filters, search
from members.roll.filters import MemberFilter
from members.roll.models import Departure
from registry.access import ROLES, Permission, Scope
from tests.factories.organisation import make_branch
from tests.factories.roll import DONGHU, TODAY, ZHANGGONG, make_member

pytestmark = pytest.mark.django_db
NANCHANG = Scope.of(360100)
ASKED = [
    "",
    "q=小",
    "q=wxh",
    "q=小红",
    "place=360103",
    "standing=pending",
    "standing=confirmed",
    "standing=ended",
    "standing=all",
]
ASKED += [
    "standing=without_branch",
    "missing=any",
    "missing=contact",
    "reach=in_contact",
    "reach=lost",
    "dues=exempt",
    "q=小&place=360103",
    "q=13800138005",
]


@pytest.fixture(scope="module")
def people(standing):
    branch, elsewhere = make_branch(), make_branch(county=ZHANGGONG)
    make_member(name="单小红", branch=branch, phone="13800138005")
    make_member(name="王小红", branch=branch, confirmed=True, origin=DONGHU)
    make_member(name="欧阳若小红", origin=DONGHU)
    make_member(name="李小红", origin=ZHANGGONG, branch=branch)
    make_member(name="赵小红", origin=ZHANGGONG, branch=elsewhere)
    make_member(name="孙小红", fields={"reach": "lost"}, knowns={"dues": {"state": "exempt", "paid_to": None}})
    gone = make_member(name="周小红")
    actions.depart(member=gone, ended=Departure.RETURNED, on=TODAY, version=gone.version, by=None, today=TODAY)


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("scope", [Scope.everywhere(), NANCHANG], ids=["everywhere", "nanchang"])
def test_few_and_many_are_the_same_members(people, monkeypatch, scope, asked):
    def numbers() -> list[int]:
        found = MemberFilter(QueryDict(asked), scope=scope, today=TODAY).find()
        return list(found.members.order_by("pk").values_list("pk", flat=True))

    few = numbers()
    for where, name in [(search, "FEW"), (filters, "NEAR")]:
        monkeypatch.setattr(where, name, 0)
        assert numbers() == few
    assert few or asked == "standing=pending"


def test_of_many_that_no_tally_counts_nobody_says_how_many(people, monkeypatch):
    def total(asked: str) -> int | None:
        return MemberFilter(QueryDict(asked), scope=NANCHANG, today=TODAY).find().total

    assert (total(""), total("q=小")) == (5, 5)
    monkeypatch.setattr(search, "FEW", 3)
    assert (total(""), total("q=小")) == (5, None)


def test_of_very_many_branches_those_of_a_place_are_offered(monkeypatch):
    """A list of thousands is none to choose from, and weighs more than the page; what is chosen stays named."""
    chosen, *_others = [make_branch(county=county) for county in (360121, 360121, 360122)]
    monkeypatch.setattr(filters, "MOST_BRANCHES", 2)

    def offered(asked: str) -> list:
        form = MemberFilter(QueryDict(asked), scope=NANCHANG, today=TODAY)
        return [code for code, _name in form.fields["branch"].choices if code]

    assert offered("") == []
    assert offered(f"branch={chosen.pk}") == [chosen.pk]
    assert len(offered("place=360121")) == 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is asked in test_search")
def test_sqlite_looks_a_name_up_in_its_indexes_and_walks_along_many():
    def plan(members) -> str:
        return members.explain()

    looked_up = plan(search.found(Member.objects.met_within(NANCHANG).persons().on_roll().order_by(), "小红"))
    for index in (
        "member_name_from_1",
        "member_name_from_2",
        "member_name_from_3",
        "member_name_from_4",
        "member_long_name",
    ):
        assert index in looked_up
    walked = plan(search.met(Member.objects.met_within(NANCHANG).persons().on_roll().order_by("pk"), "小红"))
    assert ("SCAN members_member" in walked, "TEMP B-TREE" in walked) == (True, False)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows by its statistics what is said of few")
@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ("standing=ended", "member_ended"),
        ("reach=lost", "member_out_of_reach"),
        ("dues=exempt", "member_rare_dues"),
    ],
)
def test_what_is_said_of_few_is_looked_up_and_of_many_met_on_the_way(asked, index):
    form = MemberFilter(QueryDict(asked), scope=NANCHANG, today=TODAY)
    assert form.is_valid()
    gathered = form._narrowed(places_met=True, names_met=False).order_by().explain()
    met = form._narrowed(places_met=True, names_met=True).order_by("pk").explain()

    assert (index in gathered, index in met) == (True, False)
    assert "TEMP B-TREE" not in met


def test_whoever_may_export_may_see():
    for role in ROLES.values():
        assert Permission.EXPORT_MEMBERS not in role.permissions or Permission.VIEW_MEMBERS in role.permissions
