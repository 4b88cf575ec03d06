"""What was awarded before plaques had states gets them, with their days; and the triggers watch before and after."""

import datetime

import pytest
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor

from branches.ceremonies import actions
from branches.models import Plaque, Stage
from tests.factories.ceremonies import HELD_ON, TODAY, make_ceremony, make_held_ceremony, make_plaque
from tests.factories.organisation import make_branch

BEFORE = [("branches", "0005_awards_are_frozen")]


def is_guarded() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM branches_plaque WHERE number IS NOT NULL")
    except IntegrityError:
        return True
    return False


@pytest.mark.django_db(transaction=True)
def test_old_awards_get_their_states():
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    held = make_held_ceremony(branches=[make_branch()]).plaques.get()
    lost = make_plaque(make_branch())
    actions.end_plaque(plaque=lost, state="lost", ended_on=TODAY, reason="遗失", today=TODAY, by=None)
    planned = make_ceremony(branches=[make_branch()]).plaques.get()

    executor.migrate(BEFORE)
    guarded = is_guarded()
    MigrationExecutor(connection).migrate(newest)

    assert (guarded, is_guarded()) == (True, True)
    stages = dict(Plaque.objects.values_list("pk", "stage"))
    assert stages == {held.pk: Stage.IN_USE, lost.pk: Stage.LOST, planned.pk: Stage.NONE}
    assert list(held.stages.values_list("stage", "since")) == [(Stage.IN_USE, HELD_ON)]
    assert list(lost.stages.values_list("stage", "since")) == [(Stage.IN_USE, HELD_ON), (Stage.LOST, TODAY)]
    assert Plaque.objects.with_stage_on(datetime.date(2016, 12, 6)).get(pk=lost.pk).stage_then == Stage.IN_USE
