"""Where a form says to go on (``next``), attacked: nobody is led out of the registry by an address that begins with its name."""

import pytest
from django.test import Client

from tests.factories.accounts import PASSWORD, make_user, signed_in

pytestmark = pytest.mark.django_db
NEW = "eleven loud rivers"
ELSEWHERE = [
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example/",
    "http:elsewhere.example",
    "javascript:alert(1)",
    "\thttps://elsewhere.example/",
]


def at_the_door() -> Client:
    make_user()
    return Client()


def inside() -> Client:
    return signed_in(make_user())


def with_a_given_password() -> Client:
    return signed_in(make_user(password_is_given=True))


CHANGED = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
DOORS = [
    (at_the_door, "/account/login/", {"login": "wanli", "password": PASSWORD}),
    (inside, "/account/login/", {}),
    (inside, "/account/logout/", {}),
    (inside, "/account/reauthenticate/", {"password": PASSWORD}),
    (inside, "/account/password/", CHANGED),
    (with_a_given_password, "/account/password/", CHANGED),
    (at_the_door, "/language/", {"language": "en"}),
]


@pytest.mark.parametrize("wanted", ELSEWHERE)
@pytest.mark.parametrize(("who", "address", "fields"), DOORS, ids=[f"{who.__name__}{at}" for who, at, _fields in DOORS])
def test_nobody_is_led_elsewhere(who, address, fields, wanted):
    answer = who().post(address, fields | {"next": wanted}, query_params={"next": wanted})

    assert answer.status_code == 302
    assert answer.url.startswith("/")
    assert "elsewhere" not in answer.url
    assert "javascript" not in answer.url


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_the_admins_own_door_leads_nobody_elsewhere(wanted):
    make_user()
    client = Client()
    door = client.get("/admin/login/", {"next": wanted})
    came = client.post(door.url, {"login": "wanli", "password": PASSWORD})

    assert (came.status_code, came.url) == (302, "/")
