"""The second factor: set up with an app, asked for at the next sign-in, its key kept encrypted."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from registry.accounts.models import User
from registry.history.models import Deed
from tests.factories.accounts import JIANGXI, NANCHANG, PASSWORD, make_grant, make_user, signed_in
from tests.sayings import messages

pytestmark = pytest.mark.django_db
USERS = "/admin/registry/user/"


def digits_now(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def client():
    cache.clear()
    make_user()
    client = Client()
    client.post("/account/login/", {"login": "wanli", "password": PASSWORD})
    assert client.get("/account/2fa/totp/activate/").url.startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def switch_on(client):
    """Set the app up; return the key it was shown."""
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    answer = client.post("/account/2fa/totp/activate/", {"code": digits_now(secret)})
    assert answer.url == "/account/2fa/recovery-codes/"
    return secret


def test_once_set_up_a_password_alone_no_longer_opens_the_door(client):
    switch_on(client)
    client.post("/account/logout/")

    asked = client.post("/account/login/", {"login": "wanli", "password": PASSWORD})

    assert asked.url == "/account/2fa/authenticate/"
    assert client.get("/account/").status_code == 302


def test_the_digits_of_the_app_open_it(client):
    secret = switch_on(client)
    client.post("/account/logout/")
    cache.clear()  # the digits just used for setting up count as used
    client.post("/account/login/", {"login": "wanli", "password": PASSWORD})

    client.post("/account/2fa/authenticate/", {"code": digits_now(secret)})

    assert client.get("/account/").status_code == 200


def test_a_recovery_code_opens_it_once(client):
    switch_on(client)
    code = client.get("/account/2fa/recovery-codes/").context["unused_codes"][0]

    def comes_in():
        other = Client()
        other.post("/account/login/", {"login": "wanli", "password": PASSWORD})
        other.post("/account/2fa/authenticate/", {"code": code})
        return other.get("/account/").status_code == 200

    assert [comes_in(), comes_in()] == [True, False]


def test_the_database_holds_no_key_in_clear(client):
    secret = switch_on(client)

    stored = [str(authenticator.data) for authenticator in Authenticator.objects.all()]

    assert len(stored) == 2
    assert all(secret not in data for data in stored)


def test_switching_on_and_off_is_written_down(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        switch_on(client)
    client.post("/account/2fa/totp/deactivate/")

    events = Deed.objects.filter(verb="account.changed").order_by("pk").values_list("after__event", flat=True)

    assert list(events) == ["totp_activated", "totp_deactivated"]


REMOVE = {"action": "remove_second_factors"}


def test_who_lost_phone_and_codes_comes_in_again_once_an_administrator_removed_the_factor(client):
    switch_on(client)
    owner = User.objects.get(username="wanli")
    administrator = make_user("admin", role="province_administrator")

    page = signed_in(administrator).post(USERS, REMOVE | {"_selected_action": [owner.pk]}, follow=True)

    assert messages(page) == ["已解除 1 个账号的双重验证。"]
    again = Client()
    again.post("/account/login/", {"login": "wanli", "password": PASSWORD})
    assert again.get("/account/").status_code == 200
    deed = Deed.objects.filter(verb="account.changed").latest("pk")
    assert (deed.by, deed.after) == (administrator, {"event": "second_factor_removed_by_administrator"})


def test_an_administrator_does_not_remove_his_own_there(client):
    make_grant(User.objects.get(), "province_administrator", JIANGXI)
    switch_on(client)

    client.post(USERS, REMOVE | {"_selected_action": [User.objects.get().pk]})

    assert Authenticator.objects.count() == 2


def test_nobody_else_removes_one(client):
    switch_on(client)
    officer = signed_in(make_user("humin", role="prefecture_officer", place=NANCHANG))

    assert (
        officer.post(USERS, REMOVE | {"_selected_action": [User.objects.get(username="wanli").pk]}).status_code == 403
    )
    assert Authenticator.objects.count() == 2


@pytest.mark.parametrize(
    "address", ["", "totp/activate/", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/"]
)
def test_every_page_about_it_is_shown(client, address):
    if address not in ("", "totp/activate/"):
        switch_on(client)

    assert client.get(f"/account/2fa/{address}").status_code == 200
