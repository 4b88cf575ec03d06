"""What two people do at the same moment, on both databases."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from branches.models import Branch, County, OfficeTerm
from branches.organisation.actions import changes, dissolve, endings, found, move, offices, reinstate, take_office
from branches.organisation.actions.groundwork import locked
from members.models import Membership
from members.roll.merging.actions import merge
from tests.at_once import in_the_middle
from tests.factories.organisation import make_branch, make_committee
from tests.factories.roll import make_member

TODAY = datetime.date(2026, 11, 24)
AT_ONCE = 6


@pytest.mark.django_db(transaction=True)
def test_codes_given_out_at_the_same_moment_are_all_different():
    start = Barrier(AT_ONCE)

    def found_one(number: int) -> int:
        branch = Branch(
            full_name=f"西湖区驻京第{number}流动党支部",
            short_name=f"第{number}支部",
            founding="alone",
            founded_on=datetime.date(2018, 1, 1),
            approved_on=datetime.date(2017, 12, 1),
            approved_by="江西省驻北京机构党委",
            approval_document_no=f"赣京党〔2017〕{number}号",
            formal_members_at_founding=8,
        )
        division = County.objects.get(code=360103)
        start.wait(timeout=20)
        try:
            return found(branch=branch, division=division, by=None, today=TODAY).code
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        codes = sorted(pool.map(found_one, range(AT_ONCE)))

    assert codes == [360103001, 360103002, 360103003, 360103004, 360103005, 360103006]


@pytest.mark.django_db(transaction=True)
def test_nobody_is_left_in_a_branch_that_is_dissolved_while_he_joins():
    start = Barrier(2)

    def attempt(action: Callable[[], object]) -> bool:
        start.wait(timeout=20)
        try:
            action()
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    outcomes = []
    with ThreadPoolExecutor(2) as pool:
        for number in range(4):
            branch = make_branch()
            ending = {"on": TODAY, "reason": "…", "document_no": "1号", "by": None, "today": TODAY}
            joined = pool.submit(attempt, partial(make_member, name=f"成员{number}", branch=branch))
            dissolved = pool.submit(attempt, partial(dissolve, branch=branch, **ending))
            outcomes.append(joined.result() + dissolved.result())

    assert outcomes == [1, 1, 1, 1]
    assert not Membership.objects.open().filter(branch__dissolved_on__isnull=False).exists()


def below(branch: Branch, parent: Branch) -> None:
    move(branch=branch, parent=parent, by=None)


@pytest.mark.django_db(transaction=True)
def test_two_committees_moved_at_once_do_not_end_up_in_a_ring():
    first, second = make_committee(name="一党委"), make_committee(name="二党委")
    under_first, under_second = (
        make_committee(name="三党委", parent=first),
        make_committee(name="四党委", parent=second),
    )
    with in_the_middle(changes, "save", lambda: below(second, under_first)) as ends:
        below(first, under_second)
    assert ends == ["superior_below"]
    second.refresh_from_db()
    assert second.parent is None


@pytest.mark.django_db(transaction=True)
def test_who_waited_for_a_branch_sees_it_with_the_superior_it_has_by_then():
    branch, committee, seen = make_branch(parent=make_committee()), make_committee(name="省驻京党委"), []

    def look() -> None:
        with transaction.atomic():
            seen.append(locked(branch).parent)

    with in_the_middle(changes, "record", look) as ends:
        below(branch, committee)
    assert (ends, seen) == (["done"], [committee])


@pytest.mark.django_db(transaction=True)
def test_a_superior_is_not_dissolved_while_a_branch_below_it_is_reinstated():
    committee = make_committee()
    branch = make_branch(parent=committee)
    ending = {"reason": "…", "document_no": "1号", "by": None}
    dissolve(branch=branch, on=TODAY, today=TODAY, **ending)
    with in_the_middle(endings, "_reopen", lambda: dissolve(branch=committee, on=TODAY, today=TODAY, **ending)) as ends:
        reinstate(branch=branch, **ending)
    assert ends == ["children_remain"]


@pytest.mark.django_db(transaction=True)
def test_who_takes_up_an_office_while_his_record_is_merged_holds_it_under_the_one_that_stays():
    branch = make_branch()
    survivor = make_member(name="章书平", fields={"kind": "formal"})
    absorbed = make_member(name="章书平", fields={"kind": "formal"}, branch=branch)
    term = OfficeTerm(
        branch=branch,
        office="secretary",
        holder=absorbed,
        holder_name="章书平",
        approval_document_no="1号",
        since=TODAY,
    )

    def join() -> None:
        merge(survivor=survivor, absorbed=absorbed, versions=(1, 1), by=None, today=TODAY)

    with in_the_middle(offices, "_told", join) as ends:
        take_office(term=term, by=None, today=TODAY)
    assert ends == ["done"]
    assert OfficeTerm.objects.get().holder == survivor
