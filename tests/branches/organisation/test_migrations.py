"""The tables of branches can be taken down and built again."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories.organisation import make_branch


@pytest.mark.django_db(transaction=True)
def test_backwards_to_the_divisions_and_forwards_again():
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()

    executor.migrate([("branches", "0001_divisions")])
    gone = connection.introspection.table_names()
    executor = MigrationExecutor(connection)
    executor.migrate(newest)

    assert "branches_branch" not in gone
    assert make_branch().code == 360103001
