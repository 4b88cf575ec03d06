"""What was awarded stays as it was: against the ORM, against SQL, on both databases."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from branches.ceremonies import actions
from branches.ceremonies.triggers import FROZEN_COLUMNS
from branches.models import Ceremony, Plaque
from tests.factories.ceremonies import TODAY, make_ceremony, make_held_ceremony, make_plaque
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db


def sql(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def plaque() -> Plaque:
    return make_held_ceremony(branches=[make_branch()]).plaques.get()


OTHERS = {
    "number": "赣京流〔2016〕999号",
    "year": 2017,
    "serial": 999,
    "wording": "别的支部",
    "branch_id": None,  # another branch, made in the test
    "ceremony_id": None,
    "award_kind": "supplementary",
    "basis": "consolidated",
    "awarded_on": datetime.date(2016, 12, 5),
    "replaces_id": None,
}


def test_the_frozen_columns_are_those_tried_here():
    assert set(OTHERS) == set(FROZEN_COLUMNS)


@pytest.mark.parametrize("column", [c for c in FROZEN_COLUMNS if c != "replaces_id"])
def test_no_frozen_column_can_be_changed_by_the_orm_or_by_sql(plaque, column):
    value = make_branch().pk if column == "branch_id" else OTHERS[column]
    before = Plaque.objects.values().get(pk=plaque.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        Plaque.objects.filter(pk=plaque.pk).update(**{column: value})
    with pytest.raises(IntegrityError):
        sql(f"UPDATE branches_plaque SET {column} = %s WHERE id = %s", value, plaque.pk)
    setattr(plaque, column, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        plaque.save()

    assert Plaque.objects.values().get(pk=plaque.pk) == before


@pytest.mark.parametrize("state", ["planned", "withdrawn"])
def test_an_award_is_not_taken_back(plaque, state):
    with pytest.raises(IntegrityError):
        sql(
            "UPDATE branches_plaque SET state = %s, number = NULL, year = NULL, serial = NULL, awarded_on = NULL, basis = ''"
            " WHERE id = %s",
            state,
            plaque.pk,
        )


def test_an_awarded_plaque_cannot_be_deleted(plaque):
    with pytest.raises(IntegrityError), transaction.atomic():
        plaque.delete()
    with pytest.raises(IntegrityError):
        sql("DELETE FROM branches_plaque")

    assert Plaque.objects.count() == 1


def test_a_held_ceremony_stays_held_on_its_day_at_its_place(plaque):
    ceremony = plaque.ceremony
    attacks = [("state", "draft"), ("state", "cancelled"), ("held_on", "2016-12-05"), ("division_code", 360100)]
    for column, value in attacks:
        with pytest.raises(IntegrityError):
            sql(f"UPDATE branches_ceremony SET {column} = %s WHERE id = %s", value, ceremony.pk)
    with pytest.raises(ProtectedError):
        ceremony.delete()
    with pytest.raises(IntegrityError):
        sql("DELETE FROM branches_ceremony WHERE id = %s", ceremony.pk)

    assert Ceremony.objects.values_list("state", "held_on", "division_code").get() == (
        "held",
        datetime.date(2016, 12, 6),
        360000,
    )


def test_what_describes_it_and_what_becomes_of_it_can_still_be_written(plaque):
    actions.correct_receipt(plaque=plaque, received_by="章书平", reason="漏写", by=None)
    actions.end_plaque(plaque=plaque, state="returned", ended_on=TODAY, reason="支部撤销", today=TODAY, by=None)

    assert Plaque.objects.values_list("received_by", "state").get() == ("章书平", "returned")


def test_a_plan_may_still_be_changed():
    ceremony = make_ceremony(branches=[make_branch()])

    Plaque.objects.update(wording="改过的文字")
    ceremony.plaques.all().delete()

    assert Plaque.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"number": None}, "awarded"),
        ({"wording": ""}, "awarded"),
        ({"awarded_on": None}, "awarded"),
        ({"state": "lost"}, "leaves its use"),
        ({"ended_on": TODAY}, "leaves its use"),
        ({"award_kind": "replacement"}, "replacement must name"),
    ],
)
def test_constraints_speak_a_clerks_language(changes, message, settings):
    settings.LANGUAGE_CODE = "en"
    plaque = make_plaque()
    for name, value in changes.items():
        setattr(plaque, name, value)

    with pytest.raises(ValidationError) as error:
        plaque.validate_constraints()

    assert message in " ".join(error.value.messages)


def test_one_branch_one_plaque_in_use_one_planned_and_once_a_ceremony():
    branch = make_branch()
    ceremony = make_ceremony(branches=[branch])
    twin = Plaque(branch=branch, ceremony=ceremony, wording="甲")

    with pytest.raises(ValidationError) as error:
        twin.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    held = make_plaque(make_branch())
    held.pk = held.number = None
    with pytest.raises(ValidationError) as in_use:
        held.validate_constraints()

    assert len(error.value.messages) == 2
    assert len(in_use.value.messages) >= 2
