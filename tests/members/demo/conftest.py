import datetime

import pytest
from django.core.management.color import no_style
from django.db import connection

from members.demo.build import FEWEST_MEMBERS, load
from members.models import Member

TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(scope="module")
def demo(standing: None) -> None:
    """The demo with the fewest members, loaded once for the tests of a module, which look and change nothing."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Member]):
            cursor.execute(statement)  # its first member is M000001, as in a database that is new
    load(members=FEWEST_MEMBERS, today=TODAY, report=lambda _line: None)
