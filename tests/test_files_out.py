"""Whatever leaves the site as a file: who took it out stays in the history, each time."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from registry.adminexport import ListExportMixin
from registry.history.models import Deed
from tests.factories.accounts import JIANGXI, make_user, signed_in
from tests.test_permissions import address, views
from tests.world import make_neighbours

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    return signed_in(make_user("administrator", role="province_administrator", place=JIANGXI))


def addresses() -> list[str]:
    """Every page of the site, and every export of the admin."""
    nanchang, _ganzhou = make_neighbours()
    exports = [model._meta for model, page in admin.site._registry.items() if isinstance(page, ListExportMixin)]
    return [address(name, pattern, nanchang) for name, pattern in views()] + [
        reverse(f"admin:{meta.app_label}_{meta.model_name}_export") for meta in exports
    ]


def test_no_file_leaves_without_a_deed_that_names_who_took_it(administrator):
    files = set()
    for where in addresses():
        for ask, said in ((administrator.get, {}), (administrator.post, {"reason": "核对", "kind": "xlsx"})):
            before = set(Deed.objects.values_list("pk", flat=True))
            if ask(where, said).headers.get("Content-Disposition", "").startswith("attachment"):
                (deed,) = Deed.objects.exclude(pk__in=before)
                assert deed.by_name == "Administrator", where
                files.add(where)

    assert len(files) >= 15, files


def test_the_deed_of_an_export_says_how_many_rows_it_had_and_how_they_were_filtered(administrator):
    make_neighbours()
    for name, verb, rows in [
        ("members:export", "members.exported", 6),
        ("branches:export", "branches.exported", 2),
        ("coverage:export", "coverage.exported", 100),
        ("ceremonies:export", "ceremonies.exported", 2),
        ("ceremonies:export_plaques", "plaques.exported", 2),
        ("ceremonies:export_awaiting", "branches.exported", 0),
    ]:
        administrator.get(reverse(name), {"kind": "csv"})
        deed = Deed.objects.latest("pk")
        assert (deed.verb, deed.after) == (verb, {"rows": rows, "filters": "kind=csv"}), name
