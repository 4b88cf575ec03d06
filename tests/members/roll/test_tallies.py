"""Figures stay exact whatever people do, and a command says so."""

import datetime
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from members.models import Departure, DivisionTally, Member, MemberTally, OtherValue, Written
from members.roll import actions
from members.roll.bulk import Change, Newcomer, Taken, enter, take_back
from members.roll.known_values import UNKNOWN
from members.roll.reconciliation import branch_differences
from members.roll.tallies import Key, Shift, differences, recount
from registry.access import Scope
from registry.history.chain import broken_deeds
from registry.objections import Override
from tests.examples import examples
from tests.factories.organisation import make_branch
from tests.factories.roll import DONGHU, TODAY, XIHU, ZHANGGONG, make_member, make_other_value
from tests.factories.surveys import apply, make_csv, make_upload

ANYWAY = Override(reason="试验", document_no="1号")


def reconcile(*options: str) -> tuple[int, str]:
    """The command's exit status and all it said."""
    said = io.StringIO()
    try:
        call_command("reconcile", *options, stdout=said, stderr=said)
    except SystemExit as end:
        return int(end.code or 0), said.getvalue()
    return 0, said.getvalue()


@pytest.mark.django_db
def test_reconcile_agrees_after_ordinary_work():
    make_member(branch=make_branch(), confirmed=True)
    assert reconcile() == (0, "每一项数字都与名册一致。\n")


@pytest.mark.django_db
def test_reconcile_names_a_wrong_tally_and_mends_it():
    make_member()
    MemberTally.objects.update(members=7, origin=3)
    status, said = reconcile()
    assert status == 1
    assert f"{XIHU}/0/unknown" in said
    assert "members 7 ≠ 1, origin 3 ≠ 1" in said

    assert reconcile("--mend")[0] == 0
    assert MemberTally.objects.get().members == 1


@pytest.mark.django_db
def test_reconcile_names_a_wrong_tally_of_a_division_and_mends_it():
    branch = make_branch()
    make_member(branch=branch)
    DivisionTally.objects.update(members=7)
    status, said = reconcile()
    assert (status, f"{XIHU}/{XIHU}000/unknown：members 7 ≠ 1" in said) == (1, True)
    assert f"{XIHU}/{branch.pk}" not in said

    assert reconcile("--mend")[0] == 0
    assert DivisionTally.objects.get().members == 1


@pytest.mark.django_db
def test_the_branches_of_a_division_are_tallied_together():
    one, other = make_branch(), make_branch()
    for branch in (one, other, None):
        make_member(branch=branch)
    member = make_member(branch=one, origin=DONGHU)
    tallied = DivisionTally.objects.filter(members__gt=0).values_list("home", "branch", "members")
    assert list(tallied) == [(DONGHU, XIHU * 1000, 1), (XIHU, 0, 1), (XIHU, XIHU * 1000, 2)]

    actions.transfer(member=member, to=other, on=TODAY, version=member.version, by=None, today=TODAY)
    assert list(tallied) == [(DONGHU, XIHU * 1000, 1), (XIHU, 0, 1), (XIHU, XIHU * 1000, 2)]


@pytest.mark.django_db
def test_reconcile_names_a_line_of_a_file_whose_member_is_gone():
    upload = make_upload(make_csv("张三,,西湖区,,,,"))
    apply(upload)
    member = Member.objects.get()
    Member.objects.filter(pk=member.pk)._raw_delete(using="default")
    MemberTally.objects.all().delete()
    status, said = reconcile()
    assert (status, f"第 2 行：名册中没有党员 {member.pk}" in said) == (1, True)
    Written.objects.all().delete()


@pytest.mark.django_db
def test_reconcile_names_a_wrong_branch_and_mends_it():
    here, there = make_branch(), make_branch()
    wrong, right = make_member(branch=here), make_member(branch=here)
    idle = make_member()
    Member.objects.filter(pk__in=[wrong.pk, idle.pk]).update(branch=there)

    status, said = reconcile()
    assert status == 1
    assert (wrong.number in said, idle.number in said, right.number in said) == (True, True, False)
    assert reconcile("--mend")[0] == 0
    assert list(Member.objects.order_by("pk").values_list("branch", flat=True)) == [here.pk, here.pk, None]


@pytest.mark.django_db
def test_a_load_behind_the_back_is_recounted():
    make_member()
    MemberTally.objects.all().delete()
    MemberTally.objects.create(home=DONGHU, branch=0, kind="formal", members=4)
    assert recount() == 2
    assert list(differences()) == []


@pytest.mark.django_db
def test_what_comes_and_goes_in_one_action_moves_nothing(django_assert_num_queries):
    member = make_member()
    shift = Shift()
    shift.take(member)
    shift.put(member)
    with django_assert_num_queries(0):
        shift.apply()


@pytest.mark.django_db
def test_many_tallies_move_in_few_statements(django_assert_max_num_queries):
    shift = Shift()
    for home in range(360_101, 360_101 + 900):
        shift.add(Key(home, 0, "formal"), [1] * 8)
    with django_assert_max_num_queries(6):
        shift.apply()
    assert MemberTally.objects.filter(members=1).count() == DivisionTally.objects.filter(members=1).count() == 900


HOMES = st.sampled_from([XIHU, DONGHU, ZHANGGONG])
DAYS = st.dates(datetime.date(2017, 1, 1), TODAY)
KNOWNS = st.fixed_dictionaries(
    {},
    optional={
        "left_on": st.sampled_from([{"date": "2014", "precision": "year"}, None, UNKNOWN]),
        "occupation": st.sampled_from([{"text": "厨师", "category": ""}, None, UNKNOWN]),
        "dues": st.sampled_from([{"state": "paid", "paid_to": None}, {"state": "exempt", "paid_to": None}, UNKNOWN]),
        "origin": HOMES.map(lambda code: {"code": code, "text": "", "township": None}) | st.just(UNKNOWN),
    },
)
STEPS = st.one_of(
    st.tuples(st.just("admit"), HOMES, KNOWNS, st.booleans(), DAYS),
    st.tuples(st.just("correct"), st.integers(0, 9), KNOWNS, st.sampled_from(["formal", "probationary", "unknown"])),
    st.tuples(st.just("choose"), st.integers(0, 9)),
    st.tuples(st.just("join"), st.integers(0, 9), st.integers(0, 2), DAYS),
    st.tuples(st.just("transfer"), st.integers(0, 9), st.integers(0, 2), DAYS),
    st.tuples(st.just("depart"), st.integers(0, 9), DAYS),
    st.tuples(st.just("confirm"), DAYS),
    st.tuples(st.just("follow"), st.integers(0, 2), st.integers(0, 2), DAYS),
    st.tuples(st.just("survey"), HOMES, KNOWNS, st.integers(0, 9), st.integers(0, 2), DAYS, st.booleans()),
)


class Office:
    """Does what it is told, with members and branches by their position; what is refused is refused."""

    def __init__(self) -> None:
        self.branches = [make_branch(), make_branch(county=DONGHU), make_branch(county=ZHANGGONG)]

    def member(self, position: int) -> Member:
        members = list(Member.objects.order_by("pk"))
        return members[position % len(members)] if members else make_member()

    def do(self, verb: str, *details) -> None:
        try:
            getattr(self, verb)(*details)
        except ValidationError:
            assert list(differences()) == []

    def admit(self, home, knowns, joins, day):
        origin = knowns.get("origin", UNKNOWN)
        make_member(
            origin=None,
            home=home if origin is UNKNOWN else origin["code"],
            knowns=knowns,
            branch=self.branches[0] if joins else None,
            since=day,
            override=ANYWAY,
        )

    def correct(self, position, knowns, kind):
        member = self.member(position)
        changes = knowns | {"kind": kind}
        actions.correct(member=member, changes=changes, version=member.version, by=None, today=TODAY)

    def choose(self, position):
        member = self.member(position)
        other = make_other_value(member, "occupation", {"text": "司机", "category": ""})
        actions.choose(other=other, version=member.version, by=None, today=TODAY)

    def join(self, position, branch, day):
        member = self.member(position)
        actions.join(
            member=member, branch=self.branches[branch], since=day, version=member.version, by=None, today=TODAY
        )

    def transfer(self, position, branch, day):
        member = self.member(position)
        actions.transfer(member=member, to=self.branches[branch], on=day, version=member.version, by=None, today=TODAY)

    def depart(self, position, day):
        member = self.member(position)
        actions.depart(member=member, on=day, ended=Departure.RETURNED, version=member.version, by=None, today=TODAY)

    def confirm(self, day):
        actions.confirm(memberships=self.member(0).memberships.all(), on=day, by=None, today=TODAY)

    def follow(self, branch, into, day):
        if branch != into:
            actions.follow_branch(branch=self.branches[branch], into=self.branches[into], on=day, by=None)

    def survey(self, home, knowns, position, branch, day, takes_back):
        member, origin = self.member(position), knowns.get("origin", UNKNOWN)
        home = home if origin is UNKNOWN else origin["code"]
        source = {"upload": 1, "line": 1, "channel": "village", "on": "2016-11-02"}
        about = self.branches[0]
        entered = enter(
            newcomers=[Newcomer("章新", home, source, knowns=knowns, branch=self.branches[branch].pk, since=day)],
            changes=[
                Change(member.pk, member.version, source, knowns=knowns, branch=self.branches[branch].pk, since=day)
            ],
            scope=Scope.everywhere(),
            about=about,
            by=None,
            today=TODAY,
        )
        if takes_back:
            rows = [Taken(key, version, entered.before.get(key)) for key, version in entered.versions.items()]
            back = take_back(rows=rows, about=about, by=None, today=TODAY)
            assert back.kept == set()


@settings(max_examples=examples(50), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(STEPS, min_size=1, max_size=12))
def test_whatever_people_do_the_figures_agree(steps, db):
    with transaction.atomic():
        office = Office()
        for step in steps:
            office.do(*step)
        assert list(differences()) == []
        assert list(branch_differences()) == []
        assert list(broken_deeds()) == []
        assert set(OtherValue.objects.values_list("known", flat=True)) <= {"left_on", "occupation", "dues", "origin"}
        transaction.set_rollback(True)
