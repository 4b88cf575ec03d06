"""A page asks the database as often for one plaque as for a hundred."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.models import Ceremony
from tests.factories.accounts import make_user, signed_in
from tests.factories.ceremonies import make_ceremony, make_held_ceremony, make_plaque, make_prepared_ceremony
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db

COUNTIES = [360103, 360722, 360802, 361003]


def branches(count: int):
    return [make_branch(county=COUNTIES[n % 4], origin=["new", "consolidated"][n // 4 % 2]) for n in range(count)]


def asked(client: Client, address: str) -> int:
    client.get(address)  # what is kept for the process is kept
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def pages(ceremony: Ceremony, *names: str) -> list[str]:
    return [reverse(f"ceremonies:{name}", args=[ceremony.pk]) for name in names]


def test_pages_of_one_and_of_a_hundred_plaques():
    client = signed_in(make_user("committee", role="province_administrator"))
    counts = []
    for size in (4, 100):
        held = make_held_ceremony(branches=branches(size))
        draft = make_ceremony(branches=branches(size))
        prepared = make_prepared_ceremony(branches=branches(size))
        branches(size)
        addresses = [
            *pages(held, "detail", "correct"),
            *pages(draft, "detail", "choose", "arrange", "prepare"),
            *pages(prepared, "hold", "cancel"),
            reverse("ceremonies:awaiting"),
            reverse("ceremonies:plaques"),
            reverse("ceremonies:plaques") + f"?ceremony={held.pk}",
            reverse("admin:branches_ceremony_change", args=[held.pk]),
            reverse("admin:branches_ceremony_change", args=[draft.pk]),
            reverse("admin:branches_ceremony_choose", args=[draft.pk]),
            reverse("admin:branches_plaque_changelist"),
        ]
        counts.append([asked(client, address) for address in addresses])

    assert counts[0] == counts[1]
    assert max(counts[1]) <= 10


def test_the_list_of_one_and_of_many_ceremonies():
    client = signed_in(make_user("committee", role="province_administrator"))
    counts = []
    for _round in range(2):
        for place in (360000, 360100, 360103):
            make_held_ceremony(branches=[make_branch()], division_code=place)
            make_ceremony(branches=[make_branch()], division_code=place)
        counts.append(
            [asked(client, reverse(name)) for name in ("ceremonies:list", "admin:branches_ceremony_changelist")]
        )

    assert counts[0] == counts[1]


def test_awarding_asks_as_often_for_ten_as_for_a_hundred():
    make_plaque()  # the year has begun
    counts = []
    for size in (10, 100):
        ceremony = make_prepared_ceremony(branches=branches(size))
        client = signed_in(make_user(f"committee-{size}", role="province_administrator"))
        with CaptureQueriesContext(connection) as queries:
            client.post(reverse("ceremonies:hold", args=[ceremony.pk]), {"held_on": "2016-12-06"})
        counts.append(len(queries))
        assert ceremony.plaques.awarded().count() == size

    assert counts[1] - counts[0] <= 1  # SQLite takes a statement's values in batches
    assert make_plaque().serial == 112
