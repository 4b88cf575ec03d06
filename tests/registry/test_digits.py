"""Whatever is written for a number, a table is asked for a key it can hold."""

import pytest
from django.core.exceptions import ValidationError

from registry.digits import LARGEST, KeyField, RowsField, number_in
from registry.models import User
from tests.factories.accounts import make_user


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("007", 7),
        ("9" * 18, LARGEST),
        ("9" * 19, 0),
        ("1" * 5000, 0),
        ("-1", 0),
        ("１２", 0),
        ("²", 0),
        ("", 0),
    ],
)
def test_the_number_in_a_text(text, number):
    assert number_in(text) == number


@pytest.mark.django_db
def test_rows_are_chosen_by_their_keys():
    user = make_user()

    assert list(RowsField(User.objects.all()).clean([str(user.pk)])) == [user]


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["9" * 30, "1" * 5000, "x", "\x00"])
def test_what_can_be_no_key_is_no_choice(key):
    make_user()
    with pytest.raises(ValidationError) as refused:
        RowsField(User.objects.all()).clean([key])

    assert refused.value.code == "invalid_pk_value"


@pytest.mark.parametrize("key", ["-" + "9" * 30, "9" * 30, "x"])
def test_a_list_is_about_no_row_with_such_a_key(key):
    with pytest.raises(ValidationError):
        KeyField().clean(key)
    assert KeyField().clean("12") == 12
