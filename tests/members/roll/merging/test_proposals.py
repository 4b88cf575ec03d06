"""Which of two values is proposed when two records are joined, and where there is nothing to choose."""

import pytest

from branches.models import Township
from members.models import Member
from members.roll.merging.comparison import Comparison, with_both_sides
from tests.factories.roll import XIHU, make_member

pytestmark = pytest.mark.django_db


def compared(known: str, older: object, newer: object) -> Comparison:
    """The record that stays has the value of the older source."""
    for value, day in ((older, "2025-01-01"), (newer, "2026-01-01")):
        member = make_member(knowns={known: value})
        member.sources = member.sources | {known: {"channel": "county", "on": day}}
        member.save()
    return Comparison(*with_both_sides(Member.objects.order_by("pk")))


def test_the_exact_place_is_proposed_also_where_the_coarse_one_is_newer():
    township = Township.objects.filter(county=XIHU).first()
    exact = {"code": XIHU, "text": "", "township": township.pk}
    assert compared("origin", exact, exact | {"township": None}).proposed["origin"] == "survivor"


@pytest.mark.parametrize(
    ("older", "newer", "proposed"),
    [("2014-03-05", "2014", "survivor"), ("2014", "2014-03-05", "absorbed"), ("2014-03-05", "2015", "absorbed")],
)
def test_the_exact_day_is_proposed_and_of_days_that_differ_the_newer(older, newer, proposed):
    said = [{"date": day, "precision": "year" if len(day) == 4 else "day"} for day in (older, newer)]
    assert compared("left_on", *said).proposed["left_on"] == proposed


def test_the_same_in_other_words_is_not_chosen_and_the_fuller_one_is_taken():
    found = compared("occupation", {"text": "厨师", "category": ""}, {"text": "厨 师", "category": "worker"})
    assert "occupation" not in [line.name for line in found.to_choose]
    assert found.proposed["occupation"] == "absorbed"
