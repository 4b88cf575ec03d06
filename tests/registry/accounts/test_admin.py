"""Accounts and roles in the admin."""

import pytest

from registry.accounts.models import Grant, User
from registry.history.models import Deed
from tests.factories.accounts import JIANGXI, NANCHANG, PASSWORD, XIHU, make_grant, make_user, signed_in

pytestmark = pytest.mark.django_db
USERS, GRANTS = "/admin/registry/user/", "/admin/registry/grant/"


@pytest.fixture
def administrator():
    return make_user("admin", role="province_administrator", place=JIANGXI)


@pytest.fixture
def client(administrator):
    return signed_in(administrator)


def verbs():
    return list(Deed.objects.order_by("pk").values_list("verb", flat=True))


def test_an_account_is_opened(client, administrator):
    fields = {"username": "humin", "name": "胡敏", "office": "南昌市", "password1": PASSWORD, "password2": PASSWORD}

    answer = client.post(f"{USERS}add/", fields)

    user = User.objects.get(username="humin")
    assert answer.url == f"{USERS}{user.pk}/change/"
    assert (user.name, user.office, user.check_password(PASSWORD)) == ("胡敏", "南昌市", True)
    assert (verbs(), Deed.objects.get().by) == (["account.opened"], administrator)


def test_an_account_is_described_anew_and_closed(client):
    user = make_user("humin", name="胡敏")

    client.post(f"{USERS}{user.pk}/change/", {"name": "胡敏敏", "office": "南昌市"})

    user.refresh_from_db()
    assert (user.username, user.name, user.is_active) == ("humin", "胡敏敏", False)
    assert Deed.objects.get().before == {"name": "胡敏", "office": "", "is_active": True}


def test_nobody_makes_himself_a_superuser(client, administrator):
    fields = {"name": "万里", "office": "", "is_active": "on", "is_superuser": "on", "is_staff": "on"}

    client.post(f"{USERS}{administrator.pk}/change/", fields)

    administrator.refresh_from_db()
    assert (administrator.name, administrator.is_superuser, administrator.is_staff) == ("万里", False, False)


def test_a_new_password_is_set_and_written_down(client, administrator):
    user = make_user("humin")
    new = "eleven loud rivers"

    answer = client.post(f"{USERS}{user.pk}/password/", {"password1": new, "password2": new, "usable_password": "true"})

    assert answer.status_code == 302
    assert User.objects.get(pk=user.pk).check_password(new)
    deed = Deed.objects.get()
    assert (deed.by, deed.after) == (administrator, {"event": "password_reset_by_administrator"})


def test_a_role_is_granted_at_a_place_by_its_code(client, administrator):
    user = make_user("humin")

    client.post(f"{GRANTS}add/", {"user": user.pk, "role": "county_officer", "place": XIHU, "since": "2016-01-01"})

    grant = Grant.objects.get(user=user)
    assert (grant.role, grant.place, grant.granted_by) == ("county_officer", XIHU, administrator)
    assert verbs() == ["role.granted"]
    assert "南昌市西湖区" in client.get(GRANTS).content.decode()


def test_a_role_elsewhere_is_refused(client):
    user = make_user("humin")

    answer = client.post(f"{GRANTS}add/", {"user": user.pk, "role": "auditor", "place": 110106, "since": "2016-01-01"})

    assert "您的管辖范围内没有这个地点。" in answer.content.decode()
    assert not Grant.objects.filter(user=user).exists()


def test_of_a_role_only_its_end_changes(client):
    user = make_user("humin")
    grant = make_grant(user, "county_officer", XIHU)

    client.post(
        f"{GRANTS}{grant.pk}/change/", {"until": "2017-01-01", "role": "province_administrator", "place": JIANGXI}
    )

    grant.refresh_from_db()
    assert (grant.role, grant.place, str(grant.until)) == ("county_officer", XIHU, "2017-01-01")
    assert verbs() == ["role.ended"]


def test_nothing_is_deleted_here(client):
    user = make_user("humin")
    grant = make_grant(user, "county_officer", XIHU)

    assert client.post(f"{USERS}{user.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{GRANTS}{grant.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("role", ["prefecture_officer", "auditor"])
def test_who_does_not_administer_accounts_sees_none(role):
    other = make_user("humin", role="county_officer", place=XIHU)
    client = signed_in(make_user("wang", role=role, place=NANCHANG))

    assert client.get("/admin/").status_code == 200
    assert "registry/user" not in client.get("/admin/").content.decode()
    assert [client.get(address).status_code for address in (USERS, GRANTS, f"{USERS}add/")] == [403, 403, 403]
    assert client.get(f"{USERS}{other.pk}/change/").status_code in (302, 403)


def test_an_account_outside_is_not_there(client):
    root = make_user("root", is_superuser=True)

    assert "root" not in client.get(USERS).content.decode()
    assert client.get(f"{USERS}{root.pk}/change/", follow=True).redirect_chain == [("/admin/", 302)]
    assert client.get(f"{USERS}{root.pk}/password/").status_code == 404


@pytest.mark.parametrize("address", [USERS, GRANTS])
def test_lists_ask_as_often_for_many_rows_as_for_one(client, address, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    make_grant(make_user("first"), "county_officer", XIHU)
    with_few = queries()
    for number in range(20):
        make_grant(make_user(f"user{number}"), "county_officer", 360102 + number)

    assert queries() == with_few
