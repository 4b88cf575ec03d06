"""The demo has the shape of the founding report, and comes about by what an office does itself."""

import datetime

import pytest
from django.core.management import call_command
from django.db.models import Count, Q
from django.test import Client

from branches.ceremonies.querysets import awaiting_plaque
from branches.coverage.tables import coverage_on
from branches.models import Branch, Ceremony, OfficeTerm
from members.demo.accounts import ACCOUNTS, PASSWORD
from members.demo.plan import planned_branches
from members.models import Member, Membership
from members.roll.knowns import SIX_KNOWNS, Known, state_field
from registry.access import ROLES, Permission, Scope
from registry.accounts.models import User
from registry.history.models import Deed
from tests.members.demo.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

CEREMONY = datetime.date(2016, 12, 6)
FULL = ["南昌市", "萍乡市", "吉安市", "宜春市", "抚州市", "上饶市"]


def test_63_new_and_51_consolidated_branches_make_114_plaques():
    held = Ceremony.objects.get(state="closed")
    assert (held.held_on, held.plaques.figures()) == (CEREMONY, (63, 51, 114))
    assert [plaque.number for plaque in held.plaques.order_by("serial")[:2]] == [
        "赣京流〔2016〕001号",
        "赣京流〔2016〕002号",
    ]


@pytest.mark.parametrize("day", [CEREMONY, TODAY])
def test_six_prefectures_are_covered_in_full_and_five_are_not(day):
    coverage = coverage_on(day, province=360000, scope=Scope.everywhere())
    assert [prefecture.name for prefecture in coverage.prefectures if prefecture.full] == FULL
    assert sum(prefecture.counties for prefecture in coverage.prefectures if prefecture.full) == 60
    assert (len(coverage.prefectures), coverage.counties) == (11, 100)
    assert coverage.covered_jointly > 0


def test_the_branches_bear_the_names_and_codes_of_2016():
    coverage = coverage_on(CEREMONY, province=360000, scope=Scope.everywhere(), named=None)
    own = {row.name: [branch.name for branch in row.own] for row in coverage.rows}
    assert "上饶县驻京流动党支部" in own["上饶县"]
    assert own["九江县"] == ["九江县驻京流动党支部"]
    assert "安义县北京流动党总支" in own["安义县"]
    assert Branch.objects.get(short_name="上饶市广信区驻京流动党支部").code // 1000 == 361121


def test_all_three_ways_of_founding_and_all_three_sources_of_secretaries_occur():
    assert set(Branch.objects.values_list("founding", flat=True)) == set(Branch.Founding.values)
    sources = OfficeTerm.objects.filter(office="secretary").values_list("source", flat=True)
    assert set(sources) == set(OfficeTerm.Source.values)


def test_every_branch_has_its_approval_and_all_but_one_stand_below_another():
    assert not Branch.objects.filter(Q(approval_document_no="") | Q(approved_on=None)).exists()
    assert [branch.short_name for branch in Branch.objects.filter(parent=None)] == ["江西省驻北京机构党委"]


def test_no_branch_is_empty_but_the_committee():
    active = Branch.objects.active_on(TODAY).annotate(people=Count("members"))
    assert [branch.short_name for branch in active.filter(people=0)] == ["江西省驻北京机构党委"]


def test_a_ceremony_is_being_prepared_and_some_branches_are_not_on_its_list_yet():
    coming = Ceremony.objects.get(state="draft")
    assert TODAY < coming.held_on <= TODAY + datetime.timedelta(days=31)
    assert coming.plaques.count() == 5
    assert awaiting_plaque(Branch.objects.all(), TODAY).count() == 3


def test_of_each_known_something_is_missing_and_not_equally_much():
    gaps = {known: Member.objects.filter(**{state_field(known): Known.UNKNOWN}).count() for known in SIX_KNOWNS}
    assert all(0 < missing < Member.objects.count() for missing in gaps.values())
    assert gaps["origin"] < gaps["contact"] < gaps["work_address"] < gaps["dues"]


def test_members_of_all_kinds_with_and_without_a_branch_pending_and_gone():
    assert set(Member.objects.values_list("kind", flat=True)) == {"formal", "probationary", "unknown"}
    assert Member.objects.without_branch().exists()
    assert Membership.objects.pending().exists()
    assert Membership.objects.exclude(until=None).exists()
    assert Member.objects.exclude(ended_on=None).exists()


def test_nobody_can_be_called_or_identified():
    phones = Member.objects.exclude(phone="").values_list("phone", flat=True)
    assert {phone[:3] for phone in phones} == {"154"}  # numbers no operator has given out


def test_one_account_for_each_role_and_its_password_opens_the_door():
    assert {grant.role for user in User.objects.all() for grant in user.grants_today} == set(ROLES)
    assert all(Client().login(username=account.username, password=PASSWORD) for account in ACCOUNTS)


def test_the_officer_of_nanchang_reaches_nothing_of_ganzhou():
    nanchang = User.objects.get(username="nanchang").scope_of(Permission.VIEW_MEMBERS)
    ganzhou = User.objects.get(username="ganzhou").scope_of(Permission.VIEW_MEMBERS)
    theirs = Member.objects.within(nanchang)
    assert theirs.exists()
    assert not theirs.filter(home__range=(360700, 360799)).exists()
    assert not Branch.objects.within(nanchang).within(ganzhou).exists()


def test_the_history_is_whole_and_the_tallies_agree_with_the_roll(capsys):
    call_command("verify_history")
    call_command("reconcile")
    founded = Deed.objects.filter(verb="branch.founded").count()
    assert founded == Branch.objects.count() == len(planned_branches()) + 1
