"""A lead is confirmed while somebody else works on his file, or on the member he turns out to be."""

import pytest

from members.models import Lead, Member, Upload
from members.roll import actions as roll
from members.surveys import actions as surveys
from members.surveys.leads import actions
from tests.at_once import end_of, in_the_middle
from tests.factories.roll import make_member
from tests.factories.surveys import TODAY
from tests.members.surveys.leads.test_leads import ZHANG, from_chamber, officer

pytestmark = pytest.mark.django_db(transaction=True)


def test_his_file_is_taken_back_while_he_is_confirmed():
    """Neither waits for the other in a ring; who came in first goes with the file."""
    upload = from_chamber(ZHANG)
    lead, by = Lead.objects.get(), officer()

    def take_back() -> None:
        surveys.undo(upload=upload, by=None, today=TODAY)

    with in_the_middle(actions, "plan", take_back) as ends:
        actions.confirm(leads=[lead], by=by, today=TODAY)
    assert ends == ["done"]
    assert (Upload.objects.get().state, Member.objects.count(), Lead.objects.count()) == ("undone", 0, 0)


def test_of_who_confirms_him_and_who_corrects_him_at_once_one_is_told_of_a_conflict():
    from_chamber(ZHANG)
    lead, by = Lead.objects.get(), officer()
    member = make_member(name="张三", phone="13800138005")

    def correct() -> None:
        roll.correct(member=member, changes={"note": "来过"}, version=1, by=None, today=TODAY)

    with in_the_middle(actions, "write_chunk", correct) as ends:
        ours = end_of(lambda: actions.confirm(leads=[lead], by=by, today=TODAY))
    assert sorted([ours, *ends]) == ["conflict", "done"]
    if ours == "conflict":
        actions.confirm(leads=[lead], by=by, today=TODAY)
    assert not Lead.objects.exists()
    member.refresh_from_db()
    assert member.occupation == "建筑工人"
