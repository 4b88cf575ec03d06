"""A view names its permission and learns where it holds."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from registry.access import ROLES, Permission, Scope, requires
from registry.accounts.places import scope_of_place
from tests.factories.accounts import GANZHOU, NANCHANG, SINCE, make_grant, make_user

pytestmark = pytest.mark.django_db


@requires(Permission.MANAGE_MEMBERS)
def scope_seen_by_view(request):
    return request.scope


def asked_by(user):
    request = RequestFactory().get("/")
    request.user = user
    return scope_seen_by_view(request)


def test_the_view_is_told_where_the_user_holds_its_permission():
    assert asked_by(make_user(role="prefecture_officer", place=NANCHANG)) == scope_of_place(NANCHANG)


def test_two_roles_in_two_places_add_up_only_for_what_both_permit():
    user = make_user(role="county_officer", place=360103)
    make_grant(user, "auditor", GANZHOU)

    assert user.scope_of(Permission.MANAGE_MEMBERS) == Scope.of(360103)
    assert user.scope_of(Permission.VIEW_MEMBERS) == Scope.of(360103) | scope_of_place(GANZHOU)


@pytest.mark.parametrize(
    "fields",
    [{}, {"role": "auditor"}, {"role": "province_administrator", "is_active": False}],
    ids=["no role", "a role that only reads", "a closed account"],
)
def test_who_may_nowhere_is_refused(fields):
    with pytest.raises(PermissionDenied):
        asked_by(make_user(**fields))


def test_a_role_begins_on_its_first_day_and_is_over_on_the_day_it_ends():
    user = make_user()
    grant = make_grant(user, "county_officer", 360103, since=SINCE, until=SINCE.replace(day=3))

    in_force = [list(user.grants.active_on(SINCE.replace(day=day))) for day in (1, 2, 3)]

    assert in_force == [[grant], [grant], []]


def test_a_superuser_may_everything_everywhere():
    assert asked_by(make_user(is_superuser=True)) == Scope.everywhere()


def test_only_the_administrator_of_the_province_gives_out_roles():
    assert [role.key for role in ROLES.values() if Permission.MANAGE_ACCOUNTS in role.permissions] == [
        "province_administrator"
    ]


def test_who_audits_changes_nothing():
    writing = {p for p in Permission if p.value.split(".")[1] not in ("view", "use")}

    assert ROLES["auditor"].permissions & writing == set()
