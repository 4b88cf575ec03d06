import pytest
from django.test import Client

from tests.factories.accounts import make_user, signed_in


@pytest.fixture
def committee(db: None) -> Client:
    """The administrator of the province."""
    return signed_in(make_user("committee", role="province_administrator"))
