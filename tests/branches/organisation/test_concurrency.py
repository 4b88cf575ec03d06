"""Two people found at the same moment: each branch gets a code of its own, on both databases."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from branches.models import Branch, County
from branches.organisation.actions import found

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
