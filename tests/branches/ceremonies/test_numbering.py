"""Plaque numbers: unique, without a gap within a year, never given twice; also when two award at once."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from branches.ceremonies import actions, numbering
from branches.ceremonies.checks import plaque_number_scheme
from branches.models import Plaque, PlaqueYear
from tests.at_once import all_at_once
from tests.factories.ceremonies import HELD_ON, TODAY, make_held_ceremony, make_plaque, make_prepared_ceremony
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db

NEW_YEAR = datetime.date(2017, 1, 1)


def numbers() -> list[str]:
    return list(Plaque.objects.awarded().order_by("year", "serial").values_list("number", flat=True))


def test_the_number_is_written_by_the_scheme(settings):
    assert numbering.number_of(2016, 63) == "赣京流〔2016〕063号"
    assert numbering.number_of(2016, 1063) == "赣京流〔2016〕1063号"

    settings.PLAQUE_NUMBER_SCHEME = "{year}-{serial}"
    assert make_plaque().number == "2016-1"


@pytest.mark.parametrize("scheme", ["赣京流〔{year}〕号", "第{serial}号", "{year}{place}", "{year", "{0}{serial}"])
def test_a_scheme_that_could_give_a_number_twice_is_refused(scheme):
    with pytest.raises(ValidationError):
        numbering.check_scheme(scheme)


@pytest.mark.parametrize("scheme", ["赣京流〔{year}〕{serial:03d}号", "{year}-{serial}", "{serial}/{year}"])
def test_a_scheme_with_year_and_serial_will_do(scheme):
    numbering.check_scheme(scheme)


def test_the_site_does_not_start_with_a_scheme_that_could(settings):
    assert plaque_number_scheme(None) == []

    settings.PLAQUE_NUMBER_SCHEME = "赣京流〔{year}〕号"
    assert [error.id for error in plaque_number_scheme(None)] == ["branches.E001"]


def test_each_year_begins_anew_and_later_awards_go_on_where_the_last_ended():
    make_held_ceremony(branches=[make_branch(), make_branch()])
    make_plaque(awarded_on=NEW_YEAR, today=NEW_YEAR)
    make_plaque()

    assert numbers() == ["赣京流〔2016〕001号", "赣京流〔2016〕002号", "赣京流〔2016〕003号", "赣京流〔2017〕001号"]


def test_the_number_of_a_plaque_that_is_gone_is_not_given_again():
    plaque = make_plaque()
    lost = actions.end_plaque(plaque=plaque, state="lost", ended_on=TODAY, reason="搬迁遗失", today=TODAY, by=None)

    assert (lost.number, make_plaque(plaque.branch).number) == ("赣京流〔2016〕001号", "赣京流〔2016〕002号")


def test_an_award_that_fails_gives_its_numbers_back():
    make_plaque()
    with transaction.atomic():
        assert make_plaque().number == "赣京流〔2016〕002号"
        transaction.set_rollback(True)

    assert make_plaque().number == "赣京流〔2016〕002号"


@pytest.mark.django_db(transaction=True)
def test_serials_are_taken_only_inside_the_transaction_that_awards():
    with pytest.raises(transaction.TransactionManagementError):
        numbering.take_serials(HELD_ON, 1)


def test_the_numbers_that_would_come_are_foretold():
    make_plaque()

    assert numbering.coming_numbers(HELD_ON, 114) == ("赣京流〔2016〕002号", "赣京流〔2016〕115号")


@pytest.mark.django_db(transaction=True)
def test_two_ceremonies_and_single_awards_at_once_leave_no_gap_and_no_double():
    one = make_prepared_ceremony(branches=[make_branch() for _ in range(20)])
    other = make_prepared_ceremony(branches=[make_branch(county=360722) for _ in range(15)])
    singles = [make_branch(county=360802) for _ in range(4)]
    works = [lambda c=c: actions.hold(ceremony=c, today=TODAY, by=None) for c in (one, other)]
    works += [lambda b=b: make_plaque(b) for b in singles]

    assert all_at_once(*works) == ["done"] * 6
    assert numbers() == [f"赣京流〔2016〕{serial:03d}号" for serial in range(1, 40)]
    assert PlaqueYear.objects.get(year=2016).last_serial == 39
    serials = list(one.plaques.in_running_order().values_list("serial", flat=True))
    assert serials == list(range(serials[0], serials[0] + 20))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_award_the_same_ceremony_at_once_one_is_told_that_it_was_held():
    ceremony = make_prepared_ceremony(branches=[make_branch() for _ in range(10)])

    ends = all_at_once(*[lambda: actions.hold(ceremony=ceremony, today=TODAY, by=None)] * 3)

    assert sorted(ends) == ["done", "held", "held"]
    assert numbers() == [f"赣京流〔2016〕{serial:03d}号" for serial in range(1, 11)]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_award_one_branch_at_once_one_is_told_that_it_has_a_plaque():
    branch = make_branch()

    ends = all_at_once(*[lambda: make_plaque(branch)] * 3)

    assert sorted(ends) == ["done", "in_use", "in_use"]
    assert numbers() == ["赣京流〔2016〕001号"]
