"""``load_divisions``: whole, again without a change, and kind to what others added."""

import pytest
from django.core.management import call_command

from branches.divisions.actions import load
from branches.models import County, PlaceAlias, Township

pytestmark = pytest.mark.django_db


def changes() -> dict[str, tuple[int, int]]:
    return {str(loaded.table): (loaded.added, loaded.changed) for loaded in load()}


def test_loading_again_changes_nothing():
    assert set(changes().values()) == {(0, 0)}


def test_what_was_altered_is_put_right_and_what_is_missing_comes_back():
    County.objects.filter(code=360103).update(name="某区")
    Township.objects.filter(code=360103001).delete()
    found = [changed for changed in changes().values() if changed != (0, 0)]
    assert found == [(0, 1), (1, 0)]
    assert County.objects.get(code=360103).name == "西湖区"
    assert Township.objects.get(code=360103001).name == "南浦街道"


def test_rows_the_edition_does_not_list_stay():
    """A township of an earlier edition that members refer to; another name the office added."""
    Township.objects.create(code=360103999, county_id=360103, name="旧街道")
    PlaceAlias.objects.create(text="某某开发区", county_id=360103)
    load()
    assert Township.objects.filter(code=360103999).exists()
    assert PlaceAlias.objects.filter(text="某某开发区").exists()


def test_the_command_says_what_it_did(capsys):
    call_command("load_divisions")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 6
    assert [line for line in lines if "41351" in line]


def test_reading_the_edition_costs_few_queries(django_assert_max_num_queries):
    """One look at each table when nothing changed: the load is short enough to run at every start."""
    with django_assert_max_num_queries(8):
        load()
