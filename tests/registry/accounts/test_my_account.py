"""What a user sees of his own account."""

import pytest

from tests.factories.accounts import GANZHOU, PASSWORD, SINCE, XIHU, make_grant, make_user, signed_in

pytestmark = pytest.mark.django_db


def page(user):
    answer = signed_in(user).get("/account/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_roles_of_today_are_shown_with_their_places():
    user = make_user(role="county_officer", place=XIHU)
    make_grant(user, "auditor", GANZHOU, until=SINCE.replace(year=2017))

    shown = page(user)

    assert "县（市、区）工作人员" in shown
    assert "南昌市西湖区" in shown
    assert "赣州" not in shown


def test_who_has_no_role_is_told_so():
    assert "您今天没有任何角色。" in page(make_user())


def test_a_failed_sign_in_is_seen_by_its_owner():
    user = make_user()
    signed_in(make_user("other")).post("/account/logout/")
    from django.test import Client

    Client().post("/account/login/", {"login": "wanli", "password": "wrong"})
    Client().post("/account/login/", {"login": "other", "password": PASSWORD})

    shown = page(user)

    assert "登录失败" in shown
    assert "Other" not in shown


def test_the_language_changes_with_a_button():
    client = signed_in(make_user())

    client.post("/language/", {"language": "en", "next": "/account/"})

    assert "My account" in client.get("/account/").content.decode()
