"""Two pairs of records are joined at the same moment."""

import pytest

from members.models import TwoPeople
from members.roll.merging.actions import merge, merging, say_two_people
from tests.at_once import in_the_middle
from tests.factories.roll import DONGHU, TODAY, make_member

pytestmark = pytest.mark.django_db(transaction=True)


def test_that_two_are_not_one_person_holds_for_both_records_that_stay():
    one, gone = make_member(name="张三"), make_member(name="张三")
    other, also_gone = make_member(name="李四", origin=DONGHU), make_member(name="李四", origin=DONGHU)
    say_two_people(one=gone, other=also_gone, by=None, today=TODAY)

    def join() -> None:
        merge(survivor=other, absorbed=also_gone, versions=(1, 1), by=None, today=TODAY)

    with in_the_middle(merging, "_record", join) as ends:
        merge(survivor=one, absorbed=gone, versions=(1, 1), by=None, today=TODAY)
    assert ends == ["done"]
    assert TwoPeople.objects.pair(one.pk, other.pk).exists()
