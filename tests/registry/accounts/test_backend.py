"""Who is at the other end of a request: one query tells the account and its roles of today."""

import datetime

import pytest
from django.utils import timezone

from registry.access import Permission
from registry.accounts.backend import AccountBackend
from tests.factories.accounts import GANZHOU, NANCHANG, XIHU, make_grant, make_user

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def test_an_account_comes_with_its_grants_of_today_in_one_query(django_assert_num_queries):
    user, today = make_user(role="county_officer", place=XIHU), timezone.localdate()
    make_grant(user, "auditor", GANZHOU)
    make_grant(user, "prefecture_officer", NANCHANG, until=today)
    make_grant(user, "prefecture_officer", GANZHOU, since=today + DAY)
    make_grant(make_user("other"), "prefecture_officer", NANCHANG)

    with django_assert_num_queries(1):
        found = AccountBackend().get_user(user.pk)
        held = [(grant.role, grant.place, str(grant.user)) for grant in found.grants_today]
        sees, manages = found.scope_of(Permission.VIEW_MEMBERS), found.scope_of(Permission.MANAGE_MEMBERS)

    assert (found, held) == (user, [("county_officer", XIHU, "Wanli"), ("auditor", GANZHOU, "Wanli")])
    assert (XIHU in sees, GANZHOU in sees, NANCHANG in sees) == (True, True, False)
    assert (XIHU in manages, GANZHOU in manages) == (True, False)


@pytest.mark.parametrize("is_superuser", [True, False])
def test_who_holds_no_grant_is_asked_for_once_too(is_superuser, django_assert_num_queries):
    user = make_user(is_superuser=is_superuser)
    make_grant(user, "auditor", XIHU, until=timezone.localdate())

    with django_assert_num_queries(1):
        found = AccountBackend().get_user(user.pk)
        scope = found.scope_of(Permission.VIEW_MEMBERS)

    assert (found.grants_today, found.place, scope.is_everywhere) == ([], None, is_superuser)


def test_nobody_is_there_for_an_account_that_is_closed_or_gone():
    closed = make_user(role="auditor", is_active=False)

    assert AccountBackend().get_user(closed.pk) is None
    assert AccountBackend().get_user(closed.pk + 1) is None
