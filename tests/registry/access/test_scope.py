"""Where: codes are places, and a scope is ranges of them."""

import pytest

from registry.access import Scope, branch_range
from registry.accounts.models import Grant
from tests.factories.accounts import GANZHOU, JIANGXI, NANCHANG, XIHU, make_grant, make_user

DONGHU = 360102


@pytest.mark.parametrize(
    ("place", "codes"),
    [
        (JIANGXI, (360000000, 369999999)),
        (NANCHANG, (360100000, 360199999)),
        (XIHU, (360103000, 360103999)),
        (360103001, (360103001, 360103001)),
    ],
)
def test_a_place_is_a_range_of_branch_codes(place, codes):
    assert branch_range(place) == codes


@pytest.mark.parametrize("number", [0, 36, 36010, 1_000_000, 36_010_300, 1_000_000_000])
def test_a_number_that_is_no_code_is_refused(number):
    with pytest.raises(ValueError, match="not the code"):
        branch_range(number)


def test_a_prefecture_holds_its_counties_and_their_branches_and_no_others():
    scope = Scope.of(NANCHANG)

    held = [place for place in (NANCHANG, XIHU, 360103001, JIANGXI, GANZHOU, 360703, 360703001) if place in scope]

    assert held == [NANCHANG, XIHU, 360103001]


def test_a_branch_holds_only_itself():
    scope = Scope.of(360103001)

    assert (360103001 in scope, 360103002 in scope, XIHU in scope) == (True, False, False)


def test_a_county_keeps_what_belonged_to_its_predecessors():
    scope = Scope.of(361104, predecessors=[361121])  # Guangxin district was Shangrao county

    assert (361121001 in scope, 361104001 in scope, 361105001 in scope) == (True, True, False)


def test_scopes_add_up_and_touching_ranges_become_one():
    assert Scope.of(DONGHU) | Scope.of(XIHU) == Scope(((360102000, 360103999),))


@pytest.mark.parametrize(
    ("scope", "is_of_divisions"),
    [
        (Scope.everywhere(), True),
        (Scope.of(NANCHANG) | Scope.of(360703), True),
        (Scope.of(360103001), False),
        (Scope.of(XIHU) | Scope.of(360104000), False),
    ],
)
def test_whole_divisions_are_told_from_single_branches(scope, is_of_divisions):
    assert scope.is_of_divisions is is_of_divisions


def test_one_scope_lies_within_another():
    assert Scope.of(XIHU) <= Scope.of(NANCHANG)
    assert not Scope.of(NANCHANG) <= Scope.of(XIHU)
    assert Scope.nowhere() <= Scope.of(XIHU)


def test_nowhere_is_empty_and_everywhere_is_everything():
    assert (bool(Scope.nowhere()), XIHU in Scope.nowhere()) == (False, False)
    assert (Scope.everywhere().is_everywhere, JIANGXI in Scope.everywhere()) == (True, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scope", "places"),
    [
        (Scope.of(JIANGXI), [JIANGXI, NANCHANG, XIHU, 360103001, GANZHOU]),
        (Scope.of(NANCHANG), [NANCHANG, XIHU, 360103001]),
        (Scope.of(XIHU), [XIHU, 360103001]),
        (Scope.of(360103001), [360103001]),
        (Scope.of(GANZHOU) | Scope.of(360103001), [360103001, GANZHOU]),
        (Scope.nowhere(), []),
        (Scope.everywhere(), [JIANGXI, NANCHANG, XIHU, 360103001, GANZHOU, 110106]),
    ],
)
def test_the_database_answers_as_the_scope_does(scope, places):
    user = make_user()
    everywhere = [JIANGXI, NANCHANG, XIHU, 360103001, GANZHOU, 110106]
    for place in everywhere:
        make_grant(user, "auditor", place)

    found = list(Grant.objects.within(scope).order_by("pk").values_list("place", flat=True))

    assert found == places == [place for place in everywhere if place in scope]
