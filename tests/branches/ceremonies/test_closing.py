"""A ceremony is closed when of every plaque it is known what became of it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from branches.ceremonies import actions
from branches.ceremonies.actions import Facts
from branches.models import Ceremony, Stage
from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.factories.ceremonies import HELD_ON, hand_over, make_ceremony, make_held_ceremony, make_prepared_ceremony
from tests.factories.organisation import make_branch
from tests.sayings import codes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def ceremony() -> Ceremony:
    return make_held_ceremony(branches=[make_branch(name=name) for name in ("北站", "滕王阁", "章江")])


def url(ceremony: Ceremony) -> str:
    return reverse("ceremonies:close", args=[ceremony.pk])


def test_what_is_neither_handed_over_nor_explained_is_named(ceremony):
    first, second, _third = ceremony.plaques.in_running_order()
    hand_over(first)
    actions.explain(plaque=second, why="支部无人到场", by=None)

    with pytest.raises(ValidationError) as error:
        actions.close(ceremony=ceremony, by=None)

    assert codes(error) == ["left_over"]
    assert error.value.messages == ["1 plaque was neither handed over nor is it said why not: 章江"]


def test_it_is_closed_once_and_only_after_it_was_held(ceremony):
    for plaque in ceremony.plaques.all():
        hand_over(plaque)
    closed = actions.close(ceremony=ceremony, by=None)

    assert (closed.state, Deed.objects.first().verb) == ("closed", Verb.CEREMONY_CLOSED)
    for other, code in [
        (closed, "closed"),
        (make_ceremony(), "not_held"),
        (make_prepared_ceremony(branches=[make_branch()]), "not_held"),
    ]:
        with pytest.raises(ValidationError) as error:
            actions.close(ceremony=other, by=None)
        assert codes(error) == [code]


def test_what_was_closed_is_still_corrected_with_a_reason_and_never_changed(ceremony):
    for plaque in ceremony.plaques.all():
        hand_over(plaque)
    closed = actions.close(ceremony=ceremony, by=None)
    facts = Facts.of(closed)

    with pytest.raises(ValidationError) as error:
        actions.change(ceremony=closed, facts=facts, by=None)
    assert codes(error) == ["held"]
    corrected = Facts(
        **{name: getattr(facts, name) for name in Facts.__dataclass_fields__} | {"presiding": "章文清 书记"}
    )
    actions.correct_held(ceremony=closed, facts=corrected, reason="职务漏写", by=None)
    closed.refresh_from_db()
    assert (closed.state, closed.presiding) == ("closed", "章文清 书记")


def test_the_page_settles_line_by_line_and_closes(committee, ceremony):
    first, second, third = ceremony.plaques.in_running_order()
    hand_over(first)
    sent = {f"handed_{second.pk}": "on", f"why_{third.pk}": "支部无人到场", "version": ceremony.version}

    page = committee.post(url(ceremony), sent, follow=True)

    assert [str(m) for m in page.context["messages"]] == ["The ceremony is closed."]
    assert list(second.stages.values_list("stage", "since")) == [(Stage.HANDED_OVER, HELD_ON)]
    third.refresh_from_db()
    assert (third.not_handed_over, third.stage) == ("支部无人到场", Stage.NONE)


def test_what_is_missing_keeps_it_open_and_nothing_of_the_page_is_lost_or_half_done(committee, ceremony):
    first, second, _third = ceremony.plaques.in_running_order()

    page = committee.post(url(ceremony), {f"handed_{first.pk}": "on", f"why_{second.pk}": "支部无人到场"})

    assert "1 plaque was neither handed over" in page.content.decode()
    assert 'value="支部无人到场"' in page.content.decode()
    assert first.stages.count() == 0
    ceremony.refresh_from_db()
    assert ceremony.state == "held"


def test_all_that_are_left_are_noted_in_one_step_and_then_it_is_closed(committee, report):
    ceremony = make_held_ceremony(branches=report)
    assert committee.get(url(ceremony)).context["figures"] == (63, 51, 114)

    page = committee.post(url(ceremony), {"all_handed": "1"}, follow=True)
    assert page.redirect_chain == [(url(ceremony), 302)]
    assert page.context["handed"] == 114
    committee.post(url(ceremony), {})

    ceremony.refresh_from_db()
    assert ceremony.state == "closed"
    assert ceremony.plaques.figures() == (63, 51, 114)


def test_all_others_are_those_without_a_reason(committee, ceremony):
    first, second, third = ceremony.plaques.in_running_order()

    committee.post(url(ceremony), {"all_handed": "1", f"why_{second.pk}": "支部无人到场"})

    stages = dict(ceremony.plaques.values_list("pk", "stage"))
    assert stages == {first.pk: Stage.HANDED_OVER, second.pk: Stage.NONE, third.pk: Stage.HANDED_OVER}
    second.refresh_from_db()
    assert second.not_handed_over == "支部无人到场"


def test_a_page_left_open_is_refused(committee, ceremony):
    for plaque in ceremony.plaques.all():
        hand_over(plaque)

    page = committee.post(url(ceremony), {"version": ceremony.version - 1})

    assert "Somebody else has changed the ceremony" in page.content.decode()
