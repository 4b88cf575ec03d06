"""Identity numbers are recognised and never kept."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from members.roll.identity import identity_digest, normalised_identity
from tests.factories.roll import identity_number

TODAY = datetime.date(2026, 11, 24)


def test_spaces_and_a_small_x_make_no_difference():
    number = next(n for n in map(identity_number, range(100)) if n.endswith("X"))
    written = f" {number[:6]} {number[6:14]} {number[14:].lower()} "
    assert normalised_identity(written, today=TODAY) == number


def test_a_number_of_fifteen_digits_is_the_one_it_became():
    number = identity_number(123, born="19650304")
    assert normalised_identity(number[:6] + number[8:17], today=TODAY) == number


@pytest.mark.parametrize(
    "written",
    [
        "",
        "99999919800101",
        identity_number(1)[:17] + ("0" if identity_number(1)[17] != "0" else "1"),
        identity_number(1, born="19801301"),
        identity_number(1, born="20990101"),
        "９" * 18,
        "abcdefghijklmnopqr",
    ],
)
def test_a_damaged_number_is_refused_and_not_repeated(written):
    with pytest.raises(ValidationError) as error:
        normalised_identity(written, today=TODAY)
    assert error.value.code == "bad_identity"
    assert not written or written not in str(error.value)


def test_the_digest_depends_on_the_key(settings):
    number = identity_number(1)
    first = identity_digest(number)
    settings.DIGEST_KEY = "another key"
    assert identity_digest(number) != first
    assert len(first) == 64
