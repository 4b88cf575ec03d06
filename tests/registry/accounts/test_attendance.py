"""A session in use goes on, an unattended one ends, and reading pages writes nothing."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_user, signed_in

pytestmark = pytest.mark.django_db
MINUTE = 60


def test_a_page_is_read_without_a_write():
    client = signed_in(make_user())

    with CaptureQueriesContext(connection) as caught:
        client.get("/account/")

    assert [query["sql"] for query in caught if not query["sql"].startswith("SELECT")] == []


def test_a_session_in_use_is_prolonged_once_a_minute(monkeypatch):
    client = signed_in(make_user())
    a_minute_later = time.time() + MINUTE
    monkeypatch.setattr(time, "time", lambda: a_minute_later)

    client.get("/account/")
    with CaptureQueriesContext(connection) as caught:
        client.get("/account/")

    assert client.session["seen"] == int(a_minute_later)
    assert not any(query["sql"].startswith("UPDATE") for query in caught)


def test_an_unattended_session_ends(settings):
    settings.SESSION_COOKIE_AGE = 1
    client = signed_in(make_user())
    time.sleep(1.1)

    assert client.get("/account/").status_code == 302


def test_what_is_shown_to_somebody_is_kept_by_no_browser():
    client = signed_in(make_user(role="province_administrator"))

    for address in ("/", "/members/", "/branches/", "/members/export/?kind=csv", "/admin/", "/nothing/here/"):
        assert "no-store" in client.get(address)["Cache-Control"], address
