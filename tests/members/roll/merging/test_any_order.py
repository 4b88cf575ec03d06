"""Whatever is joined and taken back, in whatever order: every figure agrees, and taken back all is as it was."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from members.models import Member, Membership, Merger, OrgRelation, OtherValue
from members.roll import actions as roll
from members.roll.known_values import UNKNOWN
from members.roll.merging import actions
from members.roll.reconciliation import branch_differences
from members.roll.tallies import differences
from registry.history.chain import broken_deeds
from registry.objections import Override
from tests.examples import examples
from tests.factories.organisation import make_branch
from tests.factories.roll import DONGHU, TODAY, XIHU, make_member

ANYWAY = Override(reason="试验", document_no="1号")
HOMES = st.sampled_from([XIHU, DONGHU])
DAYS = st.dates(datetime.date(2017, 1, 1), TODAY)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "occupation": st.sampled_from(
            [{"text": "厨师", "category": ""}, {"text": "司机", "category": ""}, None, UNKNOWN]
        ),
        "dues": st.sampled_from([{"state": "paid", "paid_to": None}, None]),
        "contact": st.sampled_from([{"phones": ["13800138005"], "other": ""}, None]),
    },
)
SIDES = st.fixed_dictionaries(
    {},
    optional={
        field: st.sampled_from(["survivor", "absorbed"]) for field in ("standing", "relation", "occupation", "origin")
    },
)
MEMBERS = st.integers(0, 4)
STEPS = st.one_of(
    st.tuples(st.just("merge"), MEMBERS, MEMBERS, SIDES),
    st.tuples(st.just("merge"), MEMBERS, MEMBERS, SIDES),
    st.tuples(st.just("take_back"), MEMBERS),
    st.tuples(st.just("join"), MEMBERS, st.integers(0, 1), DAYS),
    st.tuples(st.just("transfer"), MEMBERS, st.integers(0, 1), DAYS),
    st.tuples(st.just("depart"), MEMBERS, DAYS),
    st.tuples(st.just("correct"), MEMBERS, VALUES),
    st.tuples(st.just("home"), MEMBERS, st.sampled_from("甲乙"), st.none() | DAYS),
)


class World:
    """Five members and two branches, and everything one can do with them."""

    def __init__(self, homes: list[int]) -> None:
        self.branches = [make_branch(founded_on=datetime.date(2016, 12, 6)) for _ in range(2)]
        self.members = [make_member(name=f"章{n}", origin=home) for n, home in enumerate(homes)]

    def member(self, n: int) -> Member:
        return Member.objects.get(pk=self.members[n].pk)

    def do(self, verb: str, *arguments) -> None:
        try:
            with transaction.atomic():
                getattr(self, verb)(*arguments)
        except ValidationError:
            pass  # refused: nothing may have changed

    def merge(self, one: int, other: int, choices: dict) -> None:
        a, b = self.member(one), self.member(other)
        actions.merge(
            survivor=a,
            absorbed=b,
            versions=(a.version, b.version),
            choices=choices,
            by=None,
            today=TODAY,
            override=ANYWAY,
        )

    def take_back(self, n: int) -> None:
        merger = Merger.objects.standing().order_by("-pk").first()
        if merger:
            actions.take_back(merger=merger, version=merger.survivor.version, by=None, today=TODAY)

    def join(self, n: int, branch: int, on: datetime.date) -> None:
        member = self.member(n)
        roll.join(member=member, branch=self.branches[branch], since=on, version=member.version, by=None, today=TODAY)

    def transfer(self, n: int, branch: int, on: datetime.date) -> None:
        member = self.member(n)
        roll.transfer(member=member, to=self.branches[branch], on=on, version=member.version, by=None, today=TODAY)

    def depart(self, n: int, on: datetime.date) -> None:
        member = self.member(n)
        roll.depart(member=member, on=on, ended="returned", version=member.version, by=None, today=TODAY)

    def correct(self, n: int, values: dict) -> None:
        member = self.member(n)
        roll.correct(member=member, changes=values, version=member.version, by=None, today=TODAY)

    def home(self, n: int, name: str, since: datetime.date | None) -> None:
        member = self.member(n)
        roll.change_home(
            member=member, formal_branch=name, county=None, since=since, version=member.version, by=None, today=TODAY
        )


def state() -> list:
    """All rows of the roll but versions and keys of rows that come and go."""
    rows = []
    for model in (Member, Membership, OrgRelation, OtherValue):
        rows += [{k: v for k, v in row.items() if k != "version"} for row in model.objects.order_by("pk").values()]
    return rows


def overlaps() -> list[tuple[int, int]]:
    """Pairs of memberships of one member that share a day."""
    rows = list(Membership.objects.order_by("member", "since", "pk"))
    last = datetime.date.max
    return [
        (a.pk, b.pk)
        for n, a in enumerate(rows)
        for b in rows[n + 1 :]
        if a.member_id == b.member_id and a.since < (b.until or last) and b.since < (a.until or last)
    ]


@pytest.mark.django_db
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(HOMES, min_size=5, max_size=5), st.lists(STEPS, max_size=14))
def test_figures_agree_and_the_last_joinings_leave_no_trace(homes, steps):
    point = transaction.savepoint()
    world = World(homes)
    for step in steps:
        world.do(*step)
    assert (list(differences()), list(branch_differences()), overlaps()) == ([], [], [])
    before = state()
    world.do("merge", 0, 1, {})
    world.do("merge", 2, 0, {"standing": "absorbed", "origin": "absorbed"})
    assert (list(differences()), list(branch_differences()), overlaps()) == ([], [], [])
    made = Merger.objects.standing().count() - sum(1 for row in before if row.get("merged_into_id"))
    for _ in range(made):
        merger = Merger.objects.standing().latest("pk")
        assert actions.take_back(merger=merger, version=merger.survivor.version, by=None, today=TODAY).kept == []
    assert state() == before
    assert (list(differences()), list(branch_differences()), list(broken_deeds())) == ([], [], [])
    transaction.savepoint_rollback(point)
