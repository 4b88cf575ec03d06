"""Who has come: ticked or scanned, branches and guests, counted from rows."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from branches.ceremonies import actions, day
from branches.models import Ceremony, SignIn
from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.at_once import all_at_once
from tests.factories.ceremonies import make_ceremony, make_guest, make_held_ceremony, make_prepared_ceremony
from tests.factories.organisation import make_branch
from tests.sayings import messages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def ceremony() -> Ceremony:
    ceremony = make_held_ceremony(branches=[make_branch(name=name) for name in ("北站", "滕王阁")])
    make_guest(ceremony), make_guest(ceremony, name="余建平", title="", position=2)
    return ceremony


@pytest.fixture
def desk(committee: Client) -> Client:
    return committee


def url(ceremony: Ceremony) -> str:
    return reverse("ceremonies:attendance", args=[ceremony.pk])


def test_branches_and_guests_are_ticked_and_counted(desk, ceremony):
    first = ceremony.plaques.in_running_order().first()
    guest = ceremony.guests.first()

    page = desk.post(url(ceremony), {"do": "sign_in", "plaque": first.pk, "people": 3}, follow=True)
    assert page.redirect_chain == [(f"{url(ceremony)}#p{first.pk}", 302)]
    assert messages(page) == ["北站 has signed in."]
    page = desk.post(url(ceremony), {"do": "sign_in", "guest": guest.pk, "people": 1}, follow=True)

    assert page.context["present"] == (1, 2, 1, 2, 4)
    page = desk.post(url(ceremony), {"do": "sign_out", "plaque": first.pk}, follow=True)
    assert page.context["present"] == (0, 2, 1, 2, 1)
    verbs = [deed.verb for deed in Deed.objects.all()[:3]]
    assert verbs == [Verb.ATTENDANCE_TAKEN_BACK, Verb.ATTENDANCE_SIGNED_IN, Verb.ATTENDANCE_SIGNED_IN]


def test_who_was_taken_off_the_list_a_moment_ago_is_not_expected():
    ceremony = make_ceremony(branches=[make_branch()])
    gone = ceremony.plaques.get()
    actions.remove_branches(ceremony=ceremony, plaques=[gone], by=None)

    with pytest.raises(ValidationError) as refused:
        actions.sign_in(ceremony=ceremony, who=gone, by=None)

    assert refused.value.code == "not_expected"


def test_whatever_a_scanner_types_finds_whom_it_means(ceremony):
    plaques, guests = day.expected(ceremony), list(ceremony.guests.order_by("position"))
    second = plaques[1]

    for text in (
        str(second.branch_id),
        f"https://registry.example.cn/branches/{second.branch_id}/",
        second.number,
        "2",
        " 滕王阁 ",
    ):
        assert day.who_is(text, plaques, guests) == second, text
    assert day.who_is("g2", plaques, guests) == guests[1]
    for text in ("3", "G3", "G0", "999999999", "赣京流〔2016〕999号", "", "-1"):
        assert day.who_is(text, plaques, guests) is None, text


def test_scanning_signs_in_once_and_says_so(desk, ceremony):
    page = desk.post(url(ceremony), {"scanned": "2"}, follow=True)
    assert messages(page) == ["滕王阁 has signed in."]
    page = desk.post(url(ceremony), {"scanned": "2", "people": "1"}, follow=True)
    assert messages(page) == ["滕王阁 had signed in before."]
    page = desk.post(url(ceremony), {"scanned": "没有"}, follow=True)
    assert messages(page) == ["Nobody is expected under “没有”."]

    assert SignIn.objects.count() == 1


def test_a_guest_who_stays_on_the_list_stays_signed_in(ceremony):
    guest = ceremony.guests.get(name="余建平")
    actions.sign_in(ceremony=ceremony, who=guest, by=None)
    facts = actions.Facts.of(ceremony)
    fewer = actions.Facts(
        **{name: getattr(facts, name) for name in actions.Facts.__dataclass_fields__} | {"guests": facts.guests[1:]}
    )

    actions.correct_held(ceremony=ceremony, facts=fewer, reason="名单有误", by=None)

    assert [s.guest for s in SignIn.objects.all()] == [guest]
    assert ceremony.guests.get().position == 1


def test_nobody_signs_in_who_is_not_expected_or_when_it_is_over(ceremony):
    stranger = make_ceremony(branches=[make_branch()]).plaques.get()
    cancelled = actions.cancel(ceremony=make_prepared_ceremony(branches=[make_branch()]), reason="会场不可用", by=None)

    with pytest.raises(ValidationError) as not_expected:
        actions.sign_in(ceremony=ceremony, who=stranger, by=None)
    with pytest.raises(ValidationError) as over:
        actions.sign_in(ceremony=cancelled, who=cancelled.plaques.get(), by=None)
    with pytest.raises(ValidationError):
        actions.sign_in(ceremony=ceremony, who=ceremony.plaques.in_running_order().first(), people=0, by=None)

    assert (not_expected.value.code, over.value.error_list[0].code) == ("not_expected", "cancelled")


def test_the_database_wants_a_branch_or_a_guest_and_somebody(ceremony):
    plaque, guest, now = ceremony.plaques.in_running_order().first(), ceremony.guests.first(), timezone.now()

    for fields in ({}, {"plaque": plaque, "guest": guest}, {"plaque": plaque, "people": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SignIn.objects.create(ceremony=ceremony, at=now, **fields)


def test_the_sign_in_list_is_exported(desk, ceremony):
    actions.sign_in(ceremony=ceremony, who=ceremony.plaques.in_running_order().first(), people=2, by=None)

    answer = desk.get(reverse("ceremonies:export_attendance", args=[ceremony.pk]), {"kind": "csv"})

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["No.", "1", "2", "G1", "G2"]
    assert lines[1].endswith(",2")
    deed = Deed.objects.first()
    assert (deed.verb, deed.after["rows"]) == (Verb.ATTENDANCE_EXPORTED, 4)


@pytest.mark.django_db(transaction=True)
def test_two_doors_sign_one_branch_in_once():
    ceremony = make_held_ceremony(branches=[make_branch()])
    plaque = ceremony.plaques.get()

    ends = all_at_once(*[lambda: actions.sign_in(ceremony=ceremony, who=plaque, by=None)] * 6)

    assert (ends, SignIn.objects.count()) == (["done"] * 6, 1)
    assert Deed.objects.filter(verb=Verb.ATTENDANCE_SIGNED_IN).count() == 1
