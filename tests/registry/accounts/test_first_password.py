"""A password that an administrator made is good for one thing: choosing another one."""

import pytest
from django.core.cache import cache
from django.test import Client

from registry.accounts.models import User
from tests.factories.accounts import JIANGXI, PASSWORD, XIHU, make_grant, make_user, signed_in
from tests.registry.accounts.test_closed_by_default import EVERYWHERE

pytestmark = pytest.mark.django_db
GIVEN, CHOSEN = "eleven loud rivers", "nine slow ferries"
PAGE = "/account/password/"
LEFT_OPEN = {"account_change_password", "account_logout", "set_language"}


@pytest.fixture(autouse=True)
def _nobody_has_failed_yet():
    cache.clear()


@pytest.fixture
def administrator():
    return signed_in(make_user("admin", role="province_administrator", place=JIANGXI))


@pytest.fixture
def newcomer(administrator):
    """The browser of somebody who signs in for the first time, with an account opened in the admin."""
    fields = {"username": "humin", "name": "胡敏", "office": "", "password1": GIVEN, "password2": GIVEN}
    administrator.post("/admin/registry/user/add/", fields)
    make_grant(User.objects.get(username="humin"), "province_administrator", JIANGXI)
    client = Client()
    client.post("/account/login/", {"login": "humin", "password": GIVEN})
    return client


def choose(client, new=CHOSEN, old=GIVEN, address=PAGE):
    return client.post(address, {"oldpassword": old, "password1": new, "password2": new})


def test_whoever_has_a_new_account_chooses_a_password_and_goes_on_where_he_wanted(newcomer):
    asked = newcomer.get("/members/?q=x")
    assert asked.url == "/account/password/?next=%2Fmembers%2F%3Fq%3Dx"
    page = newcomer.get(asked.url).content.decode()
    assert "请设置您自己的密码" in page
    assert "/members/" not in page.split("<main")[0]  # no menu that leads nowhere

    assert choose(newcomer, address=asked.url).url == "/members/?q=x"

    assert newcomer.get("/members/").status_code == 200
    assert Client().login(username="humin", password=CHOSEN)


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "options", "delete"])
def test_no_address_walks_around_the_page(newcomer, method):
    """With every permission there is: what stands in the way is the password alone."""
    for address in [address for name, address in EVERYWHERE if name not in LEFT_OPEN]:
        answer = getattr(newcomer, method)(address)
        assert (answer.status_code, answer.url.startswith(f"{PAGE}?next=")) == (302, True), address


def test_the_same_password_is_not_another_one(newcomer):
    page = choose(newcomer, new=GIVEN).content.decode()

    assert "这就是您现在的密码" in page
    assert newcomer.get("/members/").status_code == 302


def test_that_it_is_too_short_is_said_in_chinese(newcomer):
    assert "密码至少要有 10 个字符。" in choose(newcomer, new="Quelle-16").content.decode()


@pytest.mark.parametrize(("old", "new"), [("wrong", CHOSEN), (GIVEN, "12345"), (GIVEN, "")])
def test_nor_does_a_refused_one_open_anything(newcomer, old, new):
    assert choose(newcomer, new=new, old=old).status_code == 200
    assert newcomer.get("/members/").status_code == 302


def test_he_may_also_go_again(newcomer):
    assert newcomer.post("/account/logout/").url == "/account/login/"


def test_a_password_set_by_an_administrator_ends_every_session_and_must_be_changed(administrator):
    user = make_user("humin", role="county_officer", place=XIHU)
    at_work = signed_in(user)
    assert at_work.get("/members/").status_code == 200

    fields = {"usable_password": "true", "password1": GIVEN, "password2": GIVEN}
    assert administrator.post(f"/admin/registry/user/{user.pk}/password/", fields).status_code == 302

    assert at_work.get("/members/").url.startswith("/account/login/")
    again = Client()
    again.post("/account/login/", {"login": "humin", "password": GIVEN})
    assert again.get("/members/").url.startswith(PAGE)


def test_a_password_changed_by_its_owner_ends_his_other_sessions_only():
    user = make_user("humin", role="county_officer", place=XIHU)
    here, elsewhere = signed_in(user), signed_in(user)

    choose(here, old=PASSWORD)

    assert here.get("/members/").status_code == 200
    assert elsewhere.get("/members/").url.startswith("/account/login/")


def test_an_administrator_who_sets_his_own_password_has_chosen_it(administrator):
    user = User.objects.get(username="admin")
    fields = {"usable_password": "true", "password1": GIVEN, "password2": GIVEN}

    administrator.post(f"/admin/registry/user/{user.pk}/password/", fields)

    user.refresh_from_db()
    assert (user.check_password(GIVEN), user.password_is_given) == (True, False)
