"""The first page: branches that await a plaque, and the ceremony that comes next with what it lacks."""

import datetime
from types import SimpleNamespace

import pytest

from branches.ceremonies import actions, desk
from branches.models import Branch
from registry.desk.cards import finished
from tests.factories.accounts import NANCHANG, make_user, signed_in
from tests.factories.ceremonies import (
    TODAY,
    hand_over,
    make_ceremony,
    make_held_ceremony,
    make_plaque,
    make_prepared_ceremony,
)
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db


@pytest.fixture
def nanchang():
    return SimpleNamespace(user=make_user("nanchang", role="prefecture_officer", place=NANCHANG))


def counts(drawn) -> list[int]:
    (card,) = finished([drawn])
    return [figure.value for figure in card.figures]


def test_branches_awaiting_a_plaque_new_and_consolidated_apart_within_the_scope(nanchang):
    for origin in ("new", "new", "consolidated"):
        make_branch(origin=origin)
    make_branch(county=360722)
    make_held_ceremony(branches=[make_branch()])

    assert counts(desk.awaiting(nanchang)) == [2, 1]

    Branch.objects.update(approved_on=None, approval_document_no="")
    assert counts(desk.awaiting(nanchang)) == [0, 0]


def test_the_next_ceremony_with_what_it_lacks(nanchang, django_assert_num_queries):
    make_ceremony(division_code=360700, held_on=datetime.date(2016, 1, 1))
    make_ceremony(division_code=NANCHANG, held_on=None)
    assert counts(desk.next_ceremony(nanchang)) == [2]  # no date, no branch

    soon = make_ceremony(division_code=NANCHANG, branches=[make_branch(approval_document_no="")], venue="")
    nanchang.user.grants_today  # noqa: B018 - read once for each request
    with django_assert_num_queries(3):
        card = desk.next_ceremony(nanchang)
    assert (counts(card), card.url) == ([2], soon.get_absolute_url())  # no venue, no approval document


def test_a_prepared_ceremony_waits_for_its_award(nanchang):
    make_prepared_ceremony(division_code=NANCHANG, branches=[make_branch(), make_branch()])

    assert counts(desk.next_ceremony(nanchang)) == [2]


def test_a_draft_that_lacks_nothing_waits_to_be_prepared(nanchang):
    ceremony = make_ceremony(division_code=NANCHANG, branches=[make_branch()])

    (figure,) = desk.next_ceremony(nanchang).figures
    assert (figure.value, figure.url) == (1, f"/ceremonies/{ceremony.pk}/prepare/")


def test_nothing_planned_is_said(nanchang):
    card = desk.next_ceremony(nanchang)

    assert card.is_empty
    assert card.empty


def test_held_ceremonies_not_closed_and_plaques_of_ended_branches_still_out(nanchang, django_assert_num_queries):
    open_one = make_held_ceremony(division_code=NANCHANG, branches=[make_branch(), make_branch()])
    make_held_ceremony(branches=[make_branch()])  # of the province: closed by whom it belongs to
    make_ceremony(division_code=NANCHANG, branches=[make_branch()])
    ended, returned, living = make_plaque(), make_plaque(), make_plaque()
    elsewhere = make_plaque(make_branch(county=360722))
    Branch.objects.filter(plaques__in=[ended, returned, elsewhere]).update(dissolved_on=TODAY)
    actions.end_plaque(plaque=returned, state="returned", ended_on=TODAY, reason="撤销", today=TODAY, by=None)
    desk.awaiting(nanchang)  # where he manages is read once for each request

    with django_assert_num_queries(1):
        (card,) = finished([desk.unfinished(nanchang)])
    assert counts(card) == [1, 1]

    client = signed_in(nanchang.user)
    ceremonies, ledger = (client.get(figure.url).content.decode() for figure in card.figures)
    assert open_one.get_absolute_url() in ceremonies
    assert (ended.number in ledger, living.number in ledger, returned.number in ledger) == (True, False, False)

    Branch.objects.update(dissolved_on=None)
    actions.close(ceremony=_settled(open_one), by=None)
    assert counts(desk.unfinished(nanchang)) == [0, 0]


def _settled(ceremony):
    for plaque in ceremony.plaques.all():
        hand_over(plaque)
    return ceremony


def test_who_does_not_manage_ceremonies_has_no_card():
    reader = SimpleNamespace(user=make_user("reader", role="auditor"))

    cards = [card(reader) for card in (desk.awaiting, desk.next_ceremony, desk.unfinished)]
    assert cards == [None, None, None]
