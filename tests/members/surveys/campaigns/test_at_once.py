"""What two offices do to one campaign at the same moment."""

import pytest

from members.models import Return
from members.surveys.campaigns import actions
from tests.at_once import in_the_middle
from tests.factories.campaigns import TODAY, make_campaign, make_nil, unit
from tests.factories.roll import XIHU

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_campaign_is_not_closed_between_the_look_at_it_and_a_return():
    campaign = make_campaign()
    asked = unit(campaign, XIHU)
    at_the_end: list[int] = []

    def close() -> None:
        actions.close(campaign=campaign, by=None, today=TODAY)
        at_the_end.append(Return.objects.count())

    with in_the_middle(actions, "settle", close) as ends:
        make_nil(asked)
    assert ends == ["done"]
    assert at_the_end == [1]
