from collections.abc import Callable

import pytest
from django.test import Client

from branches.models import Branch
from registry.accounts.models import User
from tests.factories.accounts import make_user, signed_in
from tests.factories.organisation import make_branch

# Three of Nanchang, two of Ganzhou, two of Ji'an, one of Fuzhou, two of Shangrao.
COUNTIES = [360103, 360111, 360121, 360722, 360734, 360802, 360821, 361003, 361104, 361130]


@pytest.fixture
def in_english(settings) -> None:
    """Pages in English; ``usefixtures`` in a module asks for it."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def committee(db: None) -> Client:
    """The administrator of the province."""
    return signed_in(make_user("committee", role="province_administrator"))


@pytest.fixture
def officer(db: None) -> Callable[..., User]:
    """Makes a user with one role at one place: ``officer(360100)``, the officer of Nanchang."""

    def make(place: int, role: str = "prefecture_officer") -> User:
        return make_user(f"{role}-{place}", role=role, place=place)

    return make


@pytest.fixture
def report(db: None) -> list[Branch]:
    """The branches of the founding report: 63 newly founded ones and 51 consolidated."""
    return [
        make_branch(county=COUNTIES[number % len(COUNTIES)], origin="new" if number < 63 else "consolidated")
        for number in range(114)
    ]
