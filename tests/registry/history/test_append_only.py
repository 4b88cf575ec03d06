"""The database itself refuses to change or remove a deed."""

import pytest
from django.db import IntegrityError, connection, transaction

from registry.history.actions import record
from registry.history.models import Deed, DeedSubject
from registry.history.verbs import Verb
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
STATEMENTS = [
    "UPDATE registry_deed SET reason = 'another'",
    "DELETE FROM registry_deed",
    "UPDATE registry_deedsubject SET place = 1",
    "DELETE FROM registry_deedsubject",
]
if connection.vendor == "postgresql":
    STATEMENTS += ["TRUNCATE registry_deed CASCADE", "TRUNCATE registry_deedsubject"]


@pytest.fixture
def deed():
    deed = record(verb=Verb.SIGNED_IN, by=None, subjects=[make_user()], after={"address": "192.0.2.1"})
    connection.check_constraints()  # as a commit would: nothing of it is pending
    return deed


@pytest.mark.parametrize("statement", STATEMENTS)
def test_sql_that_changes_the_past_is_refused(deed, statement):
    with pytest.raises(IntegrityError, match="the history is append-only"), transaction.atomic():
        connection.cursor().execute(statement)

    assert (Deed.objects.get().after, DeedSubject.objects.count()) == ({"address": "192.0.2.1"}, 1)


def test_a_deed_that_is_saved_again_is_refused(deed):
    deed.reason = "another"

    with pytest.raises(IntegrityError, match="the history is append-only"), transaction.atomic():
        deed.save()
