"""The live record: each touch counts once, however often it is sent and however many tablets there are."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from branches.ceremonies import actions
from branches.models import Ceremony, Plaque, PlaqueStage, Stage
from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.at_once import all_at_once
from tests.factories.accounts import GANZHOU, make_user, signed_in
from tests.factories.ceremonies import TODAY, hand_over, make_held_ceremony, make_plaque, make_prepared_ceremony
from tests.factories.organisation import make_branch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

JSON = {"Accept": "application/json"}


@pytest.fixture
def ceremony() -> Ceremony:
    return make_held_ceremony(branches=[make_branch(name=name) for name in ("北站", "滕王阁", "章江")])


@pytest.fixture
def tablet(committee: Client) -> Client:
    return committee


def mark_url(plaque: Plaque) -> str:
    return reverse("ceremonies:live_mark", args=[plaque.ceremony_id, plaque.pk])


def touch(client, plaque: Plaque, do: str = "hand_over", token: object = "") -> object:
    return client.post(mark_url(plaque), {"do": do, "token": str(token)}, headers=JSON)


def test_a_touch_is_noted_and_confirmed_and_seen_by_the_other_tablets(tablet, ceremony):
    plaque = ceremony.plaques.in_running_order().first()

    answer = touch(tablet, plaque, token=uuid.uuid4())

    clock = f"{timezone.localtime(plaque.stages.get().noted_at):%Y-%m-%d %H:%M}"
    assert answer.json() == {"handed_over": clock, "said": "北站: handed over."}
    state = tablet.get(reverse("ceremonies:live_state", args=[ceremony.pk])).json()
    assert state == {"handed_over": {str(plaque.pk): clock}, "open": True}
    deed = Deed.objects.first()
    assert (deed.verb, deed.after) == (Verb.PLAQUE_HANDED_OVER, {"stage": 30, "since": "2016-12-06"})
    assert {s.kind for s in deed.subjects.all()} == {"branches.plaque", "branches.branch"}


def test_the_time_is_that_of_the_day_and_names_the_day_where_it_was_noted_on_another(tablet, ceremony):
    first, second, third = ceremony.plaques.in_running_order()
    hand_over(first)
    hand_over(second)
    at = datetime.datetime(2016, 12, 6, 10, 2, tzinfo=timezone.get_default_timezone())
    PlaqueStage.objects.filter(plaque=first).update(noted_at=at)
    PlaqueStage.objects.filter(plaque=second).update(noted_at=at + datetime.timedelta(days=1))
    actions.reach(plaques=[third], stage=Stage.IN_USE, since=TODAY, today=TODAY, by=None)

    handed = tablet.get(reverse("ceremonies:live_state", args=[ceremony.pk])).json()["handed_over"]

    assert handed == {str(first.pk): "10:02", str(second.pk): "2016-12-07 10:02", str(third.pk): ""}
    assert (
        '<strong class="num" data-done>3</strong>'
        in tablet.get(reverse("ceremonies:live", args=[ceremony.pk])).content.decode()
    )


def test_the_same_touch_sent_twice_is_noted_once(tablet, ceremony):
    plaque, token = ceremony.plaques.in_running_order().first(), uuid.uuid4()

    first, again = touch(tablet, plaque, token=token), touch(tablet, plaque, token=token)

    assert (first.status_code, again.status_code) == (200, 200)
    assert PlaqueStage.objects.count() == 1
    assert Deed.objects.filter(verb=Verb.PLAQUE_HANDED_OVER).count() == 1


def test_a_touch_that_arrives_once_more_after_it_was_taken_back_stays_taken_back(tablet, ceremony):
    plaque, token = ceremony.plaques.in_running_order().first(), uuid.uuid4()
    touch(tablet, plaque, token=token)
    assert touch(tablet, plaque, do="take_back").json() == {"handed_over": None, "said": "北站: taken back."}

    late = touch(tablet, plaque, token=token)

    assert (late.status_code, late.json()["handed_over"]) == (200, None)
    plaque.refresh_from_db()
    assert plaque.stage == Stage.NONE


def test_another_tablet_was_first(tablet, ceremony):
    plaque = ceremony.plaques.in_running_order().first()
    touch(tablet, plaque, token=uuid.uuid4())

    other = touch(tablet, plaque, token=uuid.uuid4())

    assert (other.status_code, other.json()["said"]) == (409, "The plaque was handed over already.")
    assert other.json()["handed_over"]


def test_a_token_of_another_plaque_notes_nothing(ceremony):
    first, second, _third = ceremony.plaques.in_running_order()
    token = uuid.uuid4()
    hand_over(first, token=token)

    with pytest.raises(ValidationError) as error:
        hand_over(second, token=token)

    assert error.value.code == "token"
    assert second.stages.count() == 0


def test_without_scripts_the_page_comes_back_at_the_same_line(tablet, ceremony):
    plaque = ceremony.plaques.in_running_order().first()

    page = tablet.post(mark_url(plaque), {"do": "hand_over"}, follow=True)

    assert page.redirect_chain == [(f"{reverse('ceremonies:live', args=[ceremony.pk])}#p{plaque.pk}", 302)]
    assert page.context["done"] == 1
    assert [str(message) for message in page.context["messages"]] == ["北站: handed over."]


def test_before_the_award_there_is_nothing_to_hand_over(tablet):
    prepared = make_prepared_ceremony(branches=[make_branch()])
    planned = prepared.plaques.get()

    assert "award all on the day" in tablet.get(reverse("ceremonies:live", args=[prepared.pk])).content.decode()
    assert touch(tablet, planned).status_code == 404
    with pytest.raises(ValidationError) as error:
        hand_over(planned)
    assert error.value.error_list[0].code == "not_awarded"


def test_after_the_closing_tablets_note_nothing_more(tablet, ceremony):
    for plaque in ceremony.plaques.all():
        actions.explain(plaque=plaque, why="支部无人到场", by=None)
    actions.close(ceremony=ceremony, by=None)

    answer = touch(tablet, ceremony.plaques.in_running_order().first(), token=uuid.uuid4())

    assert (answer.status_code, "is closed" in answer.json()["said"]) == (409, True)
    assert tablet.get(reverse("ceremonies:live_state", args=[ceremony.pk])).json()["open"] is False


@pytest.mark.parametrize("sent", [{}, {"do": "delete"}, {"do": "hand_over", "token": "no token"}])
def test_what_is_not_understood_notes_nothing(tablet, ceremony, sent):
    answer = tablet.post(mark_url(ceremony.plaques.in_running_order().first()), sent, headers=JSON)

    assert answer.status_code == 409
    assert PlaqueStage.objects.count() == 0


def test_a_plaque_of_another_ceremony_or_place_is_not_found(tablet, ceremony):
    single = make_plaque(make_branch(county=360722))
    strange = reverse("ceremonies:live_mark", args=[ceremony.pk, single.pk])
    ganzhou = signed_in(make_user("ganzhou", role="prefecture_officer", place=GANZHOU))

    assert tablet.post(strange, {"do": "hand_over"}).status_code == 404
    for name in ("live", "live_state", "hall", "attendance", "close", "boards", "preparation"):
        assert ganzhou.get(reverse(f"ceremonies:{name}", args=[ceremony.pk])).status_code == 404, name
    assert ganzhou.post(mark_url(ceremony.plaques.in_running_order().first()), {"do": "hand_over"}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_ten_tablets_at_once_lose_nothing_and_hand_nothing_over_twice():
    ceremony = make_held_ceremony(branches=[make_branch() for _ in range(12)])
    plaques = list(ceremony.plaques.in_running_order())

    def work(start: int) -> None:
        """Each tablet goes through the whole list, from another plaque on; most of it was handed over by others then."""
        for plaque in [*plaques[start:], *plaques[:start]]:
            try:
                hand_over(plaque, token=uuid.uuid4())
            except ValidationError as error:
                refusals.append(error.error_list[0].code)

    refusals: list[str] = []
    ends = all_at_once(*[lambda start=start: work(start) for start in range(10)])

    assert (ends, refusals) == (["done"] * 10, ["handed_over"] * 108)
    assert PlaqueStage.objects.filter(stage=Stage.HANDED_OVER, taken_back_at=None).count() == 12
    assert PlaqueStage.objects.count() == 12
    assert Deed.objects.filter(verb=Verb.PLAQUE_HANDED_OVER).count() == 12
    assert ceremony.plaques.still_to_hand_over().count() == 0


@pytest.mark.django_db(transaction=True)
def test_ten_sendings_of_one_touch_at_once_are_one():
    plaque, token = make_held_ceremony(branches=[make_branch()]).plaques.get(), uuid.uuid4()

    assert all_at_once(*[lambda: hand_over(plaque, token=token)] * 10) == ["done"] * 10
    assert (PlaqueStage.objects.count(), Deed.objects.filter(verb=Verb.PLAQUE_HANDED_OVER).count()) == (1, 1)
