"""Opening accounts and granting roles: nobody gives what he has not, nor where he is not."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from registry.access import Scope
from registry.accounts.actions import change_account, end_role, grant_role, open_account
from registry.accounts.models import User
from registry.accounts.places import scope_of_place
from registry.history.models import Deed
from tests.factories.accounts import (
    GANZHOU,
    JIANGXI,
    NANCHANG,
    PASSWORD,
    SINCE,
    XIHU,
    make_grant,
    make_user,
)

pytestmark = pytest.mark.django_db
BEIJING_FENGTAI = 110106


@pytest.fixture
def administrator():
    return make_user("admin", role="province_administrator", place=JIANGXI)


def last_deed():
    deed = Deed.objects.order_by("pk").last()
    return deed.verb, deed.before, deed.after


def test_an_account_is_opened_with_a_deed_that_holds_no_password(administrator):
    user = open_account(username="humin", password=PASSWORD, name="胡敏", office="南昌市联络处", by=administrator)

    after = {"username": "humin", "name": "胡敏", "office": "南昌市联络处", "is_active": True}
    assert last_deed() == ("account.opened", {}, after)
    assert user.check_password(PASSWORD)
    assert not user.scope_of("members.view")


@pytest.mark.parametrize("password", ["short", "1234567890", "nanchang-2016"])
def test_a_weak_password_opens_no_account(administrator, password):
    with pytest.raises(ValidationError):
        open_account(username="nanchang2016", password=password, by=administrator)

    assert not User.objects.filter(username="nanchang2016").exists()


def test_a_change_records_only_what_changed(administrator):
    user = make_user("humin", name="胡敏", office="南昌市联络处")

    change_account(user, name="胡敏", office="赣州市联络处", is_active=True, by=administrator)

    assert last_deed() == ("account.changed", {"office": "南昌市联络处"}, {"office": "赣州市联络处"})


def test_nobody_closes_his_own_account(administrator):
    with pytest.raises(ValidationError) as refusal:
        change_account(administrator, name="", office="", is_active=False, by=administrator)

    assert refusal.value.code == "own_account"


def test_a_role_is_granted_and_ended_with_deeds_at_its_place(administrator):
    user = make_user("humin")
    grant = grant_role(user=user, role="county_officer", place=XIHU, since=SINCE, by=administrator)
    granted = {"user": user.pk, "role": "county_officer", "place": XIHU, "since": "2016-01-01", "until": None}
    assert last_deed() == ("role.granted", {}, granted)

    end_role(grant, until=SINCE + datetime.timedelta(days=30), by=administrator)

    assert last_deed() == ("role.ended", {"until": None}, {"until": "2016-01-31"})
    places = Deed.objects.last().subjects.values_list("kind", "key", "place")
    assert list(places) == [("registry.user", user.pk, 360103000), ("registry.grant", grant.pk, 360103000)]


@pytest.mark.parametrize("place", [BEIJING_FENGTAI, 369999, 360199001], ids=["elsewhere", "no division", "no branch"])
def test_a_place_outside_and_one_that_does_not_exist_are_refused_in_the_same_words(administrator, place):
    with pytest.raises(ValidationError) as refusal:
        grant_role(user=make_user("humin"), role="auditor", place=place, since=SINCE, by=administrator)

    assert refusal.value.messages == ["您的管辖范围内没有这个地点。"]


def test_nobody_grants_more_than_he_may_do_himself(administrator, monkeypatch):
    real = User.scope_of
    monkeypatch.setattr(  # a world in which administrators of accounts do not read the history
        User, "scope_of", lambda user, p: Scope.nowhere() if p == "history.view" else real(user, p)
    )

    with pytest.raises(ValidationError) as refusal:
        grant_role(user=make_user("humin"), role="auditor", place=XIHU, since=SINCE, by=administrator)

    assert [error.code for error in refusal.value.error_list] == ["more_than_own"]


def test_the_same_role_is_not_granted_twice(administrator):
    user = make_user("humin", role="county_officer", place=XIHU)

    with pytest.raises(ValidationError, match="该用户在此范围内已拥有此角色"):
        grant_role(user=user, role="county_officer", place=XIHU, since=SINCE, by=administrator)


def test_accounts_are_administered_only_where_all_their_roles_lie(administrator):
    inside = make_user("nanchang", role="prefecture_officer", place=NANCHANG)
    both = make_user("both", role="county_officer", place=XIHU)
    make_grant(both, "county_officer", GANZHOU, until=datetime.date(2017, 1, 1))
    unused = make_user("new")
    make_user("root", is_superuser=True)

    assert set(User.objects.within(scope_of_place(NANCHANG))) == {inside, unused}
    assert set(User.objects.within(scope_of_place(JIANGXI))) == {administrator, inside, both, unused}
    assert list(User.objects.within(Scope.nowhere())) == []
