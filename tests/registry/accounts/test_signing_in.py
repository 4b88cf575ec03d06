"""One closed door: who has an account comes in, others wait outside, and the history knows of both."""

import pytest
from django.core.cache import cache
from django.test import Client

from registry.accounts.models import User
from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.factories.accounts import PASSWORD, XIHU, make_user, signed_in

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
WRONG = "您提供的用户名或密码不正确。"
TOO_OFTEN = "登录失败次数过多"


@pytest.fixture(autouse=True)
def _nobody_has_failed_yet():
    cache.clear()


def sign_in(client, username="wanli", password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": username, "password": password} | extra)


def deeds(verb):
    return list(Deed.objects.filter(verb=verb).order_by("pk"))


def test_who_has_an_account_comes_in_and_goes_on_where_he_wanted():
    make_user(role="county_officer", place=XIHU)
    client = Client()

    asked = client.get("/history/?by=x")
    assert (asked.status_code, asked.url) == (302, "/account/login/?next=/history/%3Fby%3Dx")
    came = sign_in(client, next="/account/")

    assert (came.status_code, came.url) == (302, "/account/")
    assert client.get("/account/").status_code == 200


def test_a_sign_in_is_written_down_with_its_place():
    user = make_user(role="county_officer", place=XIHU)
    sign_in(Client())

    [deed] = deeds(Verb.SIGNED_IN)

    assert (deed.by, deed.after) == (user, {"address": "127.0.0.1"})
    assert list(deed.subjects.values_list("kind", "key", "place")) == [("registry.user", user.pk, 360103000)]


def test_a_wrong_password_is_refused_and_written_down():
    user = make_user()

    answer = sign_in(Client(), password="wrong")

    assert WRONG in answer.content.decode()
    [deed] = deeds(Verb.SIGN_IN_FAILED)
    assert (deed.by, deed.after) == (None, {"address": "127.0.0.1", "username": "wanli"})
    assert list(deed.subjects.values_list("kind", "key")) == [("registry.user", user.pk)]


def test_a_name_that_is_none_of_ours_is_refused_alike_and_not_kept():
    answer = sign_in(Client(), username="my secret password")

    assert WRONG in answer.content.decode()
    [deed] = deeds(Verb.SIGN_IN_FAILED)
    assert deed.after == {"address": "127.0.0.1", "username": None}
    assert list(deed.subjects.values_list("key", "place")) == [(0, 360000000)]


def test_after_five_failures_even_the_right_password_waits():
    make_user()
    answers = [sign_in(Client(), password="wrong").content.decode() for _ in range(5)]
    locked = sign_in(Client(), password=PASSWORD).content.decode()

    assert [WRONG in answer for answer in answers] == [True] * 5
    assert TOO_OFTEN in locked
    assert deeds(Verb.SIGNED_IN) == []


def test_the_failures_of_one_lock_nobody_else_out():
    make_user()
    make_user("humin")
    for _ in range(5):
        sign_in(Client(), password="wrong")

    assert sign_in(Client(), username="humin").status_code == 302


def test_a_closed_account_does_not_come_in():
    make_user(is_active=False)

    answer = sign_in(Client())

    assert (answer.status_code, answer.url) == (302, "/account/inactive/")
    assert deeds(Verb.SIGNED_IN) == []


def test_signing_out_takes_a_button_not_a_link():
    client = signed_in(make_user())

    assert client.get("/account/logout/").status_code == 200
    assert client.get("/account/").status_code == 200
    assert client.post("/account/logout/").url == LOGIN
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize(
    "address", ["signup/", "password/reset/", "email/", "confirm-email/", "password/set/", "login/code/", "3rdparty/"]
)
def test_nobody_signs_up_and_nothing_goes_by_mail(address):
    assert signed_in(make_user()).get(f"/account/{address}").status_code == 404


def test_the_admin_has_no_door_of_its_own():
    assert Client().get("/admin/").url == "/admin/login/?next=/admin/"
    assert Client().get("/admin/login/?next=/admin/").url == "/account/login/?next=%2Fadmin%2F"
    assert Client().post("/admin/login/", {"username": "wanli", "password": PASSWORD}).status_code == 302


def test_who_may_not_administer_is_told_so_and_not_asked_to_sign_in_again():
    client = signed_in(make_user(role="county_officer", place=XIHU))

    assert client.get("/admin/", follow=True).status_code == 403


def test_changing_the_password_is_written_down_without_it():
    user = make_user()
    client = signed_in(user)
    fields = {"oldpassword": PASSWORD, "password1": "eleven loud rivers", "password2": "eleven loud rivers"}

    answer = client.post("/account/password/", fields)

    assert answer.status_code == 302
    assert User.objects.get().check_password("eleven loud rivers")
    [deed] = deeds(Verb.ACCOUNT_CHANGED)
    assert (deed.by, deed.before, deed.after) == (user, {}, {"event": "password_changed"})
