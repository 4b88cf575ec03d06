"""The names in memory are those of the tables, whoever changed them, and asking whether they still are costs one query."""

import pytest
from django.db import connection, transaction

from branches.divisions.names import place_index
from branches.models import County, DivisionsState, FormerName, PlaceAlias, Prefecture, Province, Township

pytestmark = pytest.mark.django_db
ANYI = 360123


def test_it_is_built_once_and_asked_for_in_one_query(django_assert_num_queries):
    built = place_index()
    with django_assert_num_queries(1):
        assert place_index() is built


def test_a_renamed_county_is_found_at_once_by_its_new_name_alone():
    assert place_index().find("安义县").county == ANYI
    County.objects.filter(pk=ANYI).update(name="新安义县")
    assert place_index().find("新安义县").county == ANYI
    assert place_index().local_name(ANYI) == "南昌市新安义县"


def test_what_was_undone_is_not_remembered():
    with transaction.atomic():
        County.objects.filter(pk=ANYI).update(name="新安义县")
        assert place_index().name(ANYI) == "新安义县"
        transaction.set_rollback(True)
    assert place_index().name(ANYI) == "安义县"


@pytest.mark.parametrize("model", [Province, Prefecture, County, Township, FormerName, PlaceAlias])
def test_every_change_of_every_table_is_noted_by_the_database(model):
    table = model._meta.db_table
    seen = {DivisionsState.objects.get().token}
    row = model.objects.filter(pk=model.objects.order_by("-pk").values("pk")[:1])
    kept = row.values().get()
    with connection.cursor() as cursor:
        name = "text" if model is PlaceAlias else "name"
        cursor.execute(f"UPDATE {table} SET {name} = {name} WHERE {model._meta.pk.name} = %s", [row.get().pk])
    seen.add(DivisionsState.objects.get().token)
    with connection.constraint_checks_disabled():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED" if connection.vendor == "postgresql" else "SELECT 1")
            cursor.execute(f"DELETE FROM {table} WHERE {model._meta.pk.name} = %s", [kept[model._meta.pk.name]])
        seen.add(DivisionsState.objects.get().token)
        model.objects.bulk_create([model(**kept)])
    seen.add(DivisionsState.objects.get().token)
    assert len(seen) == 4
