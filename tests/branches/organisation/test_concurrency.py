"""What two people do at the same moment, on both databases."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from branches.models import Branch, County
from branches.organisation.actions import dissolve, found
from members.models import Membership
from tests.factories.organisation import make_branch
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
