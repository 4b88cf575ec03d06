"""A day that nobody can mean is an error of its field, in every form."""

from collections.abc import Iterator

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from registry.actionforms import DayField
from tests.factories.accounts import JIANGXI, make_user, signed_in


@pytest.mark.parametrize("day", ["1900-01-01", "2016-12-06", "2999-12-31"])
def test_a_day_of_our_times(day):
    assert DayField().clean(day).isoformat() == day


@pytest.mark.parametrize("day", ["0001-01-01", "0016-12-06", "1899-12-31", "3000-01-01", "9999-12-31"])
def test_a_day_of_other_times(day):
    with pytest.raises(ValidationError, match=r"1900.*2999"):
        DayField().clean(day)


def test_every_form_of_ours_asks_for_days_of_our_times():
    admin.autodiscover()
    assert get_resolver().url_patterns  # every view is read, with its forms
    days = [
        (f"{form.__module__}.{form.__name__}.{name}", field)
        for form in ours(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.DateField)
    ]

    assert len(days) > 30
    assert [name for name, field in days if not isinstance(field, DayField)] == []


def ours(form: type) -> Iterator[type]:
    for kind in form.__subclasses__():
        if kind.__module__.partition(".")[0] in {"registry", "branches", "members"}:
            yield kind
        yield from ours(kind)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked",
    [
        "history/?since=0001-01-01",
        "history/?until=9999-12-31",
        "history/?kind=members.member&key=-999999999999999999999",
        "branches/?on=0003-01-01&attention=election_overdue",
        "branches/?on=9999-12-31&attention=election_due",
        "branches/?parent=-999999999999999999999",
        "ceremonies/plaques/?ceremony=-999999999999999999999",
    ],
)
def test_a_list_asked_for_such_a_day_or_row_says_so_and_stays_up(asked):
    client = signed_in(make_user(role="province_administrator", place=JIANGXI))

    assert client.get(f"/{asked}").status_code == 200
