"""A deed says what a list was searched by, and keeps no phone and no identity number that somebody typed there."""

import pytest
from django.http import QueryDict

from registry.history.actions import record
from registry.history.verbs import Verb

pytestmark = pytest.mark.django_db


def kept(filters: object) -> object:
    return record(verb=Verb.MEMBERS_EXPORTED, by=None, subjects=[], after={"filters": filters}).after["filters"]


@pytest.mark.parametrize(
    "typed", ["13800138005", "138 0013 8005", "36010219900101123X", "３６０１０２199001011234", "360102-19900101-1234"]
)
def test_a_long_number_is_left_out(typed):
    assert kept({"q": typed, "year": 2016}) == {"q": "***", "year": 2016}
    assert QueryDict(kept(f"q={typed.replace(' ', '+')}&kind=formal")).dict() == {"q": "***", "kind": "formal"}


@pytest.mark.parametrize("typed", ["章文清", "360103001", "M000123", "赣京流〔2016〕001号", ""])
def test_names_codes_and_numbers_of_the_registry_stay(typed):
    assert kept({"q": typed}) == {"q": typed}
    assert QueryDict(kept(f"q={typed}")).dict() == {"q": typed}
