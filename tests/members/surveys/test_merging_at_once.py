"""A file is applied or taken back while somebody merges the members it speaks of."""

import pytest

from members.models import Member, Upload
from members.roll import actions as roll
from members.roll.merging.actions import merge
from members.roll.tallies import differences
from members.surveys import actions
from members.surveys.works import applying, undoing
from registry.history.chain import broken_deeds
from registry.jobs.running import take_turn
from tests.at_once import end_of, in_the_middle
from tests.factories.roll import make_member
from tests.factories.surveys import TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_member_is_merged_while_the_file_that_brought_him_is_taken_back(monkeypatch):
    """Whoever comes first: nobody waits for the other in a ring, and the figures are exact."""
    stays = make_member(name="张三", phone="13900139000")
    upload = make_upload(make_csv("张三,13800138005,东湖区,2014.3,,厨师,"))
    apply(upload)
    brought = Member.objects.exclude(pk=stays.pk).get()
    monkeypatch.setattr(actions, "SMALL", 0)
    actions.undo(upload=upload, by=None, today=TODAY)

    def join() -> None:
        merge(survivor=stays, absorbed=brought, versions=(1, 1), by=None, today=TODAY)

    with in_the_middle(undoing, "take_back", join) as ends:
        while take_turn():
            pass
    assert ends == ["conflict"]  # who waited for him finds him gone
    upload.refresh_from_db()
    assert upload.state == Upload.State.UNDONE
    assert list(Member.objects.all()) == [stays]
    assert list(differences()) == list(broken_deeds()) == []


def test_two_members_are_merged_while_a_file_that_speaks_of_both_is_applied():
    """One of its lines is to be looked at again, the other is written: nobody waits for the other in a ring."""
    first, second = make_member(name="张三", phone="13800138005"), make_member(name="李四", phone="13800138006")
    rows = ["张三,13800138005,西湖区,2014.3,,厨师,", "李四,13800138006,西湖区,2014.3,,厨师,"]
    upload = make_upload(make_csv(*rows))
    roll.correct(
        member=first,
        changes={"occupation": {"text": "司机", "category": ""}},
        version=1,
        by=None,
        today=TODAY,
    )

    def join() -> None:
        merge(survivor=second, absorbed=first, versions=(1, 2), by=None, today=TODAY)

    with in_the_middle(applying, "write_chunk", join) as ends:
        assert end_of(lambda: apply(upload)) == "changed_since_preview"
    assert ends == ["conflict"]
    second.refresh_from_db()
    assert second.occupation == "厨师"
    assert list(differences()) == list(broken_deeds()) == []
