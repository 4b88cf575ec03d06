"""Pages by key: every row once, forwards and back, whatever is added in between."""

import pytest
from django.core.exceptions import BadRequest
from django.db.models.functions import Length

from registry.accounts.models import User
from registry.lists import page_of
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
BY_OFFICE = ("office", "-username", "pk")


@pytest.fixture
def users():
    offices = ["南昌市", "赣州市", "南昌市", "南昌市", "吉安市", "赣州市", "南昌市"]
    return [make_user(f"user{number}", office=office) for number, office in enumerate(offices)]


def names(page):
    return [user.username for user in page.rows]


def walk(order, *, size):
    """All pages from the first to the last, as lists of names."""
    pages, params = [], {}
    while True:
        page = page_of(User.objects.all(), params, order=order, size=size)
        pages.append(names(page))
        if not page.next:
            return pages
        params = {"after": page.next}


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_walking_all_pages_meets_every_row_once_in_order(users, size):
    in_order = list(User.objects.order_by(*BY_OFFICE).values_list("username", flat=True))

    assert [name for page in walk(BY_OFFICE, size=size) for name in page] == in_order


def test_walking_back_shows_the_same_pages(users):
    first = page_of(User.objects.all(), {}, order=BY_OFFICE, size=3)
    second = page_of(User.objects.all(), {"after": first.next}, order=BY_OFFICE, size=3)

    back = page_of(User.objects.all(), {"before": second.previous}, order=BY_OFFICE, size=3)

    assert names(back) == names(first)
    assert (back.previous, bool(back.next)) == ("", True)


def test_a_row_added_before_shifts_nothing(users):
    first = page_of(User.objects.all(), {}, order=("pk",), size=3)
    expected = names(page_of(User.objects.all(), {"after": first.next}, order=("pk",), size=3))

    User.objects.create(pk=-5, username="earlier")

    assert names(page_of(User.objects.all(), {"after": first.next}, order=("pk",), size=3)) == expected


def with_length(users):
    return users.annotate(length=Length("office"))


@pytest.mark.parametrize("read", [None, with_length])
def test_a_page_is_one_query(users, read, django_assert_num_queries):
    with django_assert_num_queries(1):
        page_of(User.objects.all(), {}, order=BY_OFFICE, size=3, read=read)


def test_what_is_dear_is_read_of_the_rows_of_the_page_alone(users):
    found = User.objects.exclude(username="user0")
    plain = page_of(found, {}, order=BY_OFFICE, size=2)

    page = page_of(found, {"after": plain.next}, order=BY_OFFICE, size=2, read=with_length)

    assert names(page) == names(page_of(found, {"after": plain.next}, order=BY_OFFICE, size=2))
    assert [user.length for user in page.rows] == [3, 3]


def test_an_empty_list_has_no_neighbours():
    page = page_of(User.objects.none(), {}, order=("pk",))

    assert (bool(page), page.rows, page.is_only_one) == (False, [], True)


_HALF_A_CHARACTER, _ENDLESS = "WyJcdWQ4MDAiLCJ4IiwxXQ", "W1tb" * 700


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "WzFd",
        "bnVsbA",
        "WyJhIiwiYiIsImMiXQ",
        "W251bGwsIngiLDFd",
        "WyJcdTAwMDAiLCJ4IiwxXQ",
        _HALF_A_CHARACTER,
        pytest.param(_ENDLESS, id="nested"),
    ],
)
def test_a_cursor_that_is_none_of_ours_is_a_bad_request(users, cursor):
    with pytest.raises(BadRequest):
        page_of(User.objects.all(), {"after": cursor}, order=BY_OFFICE)
