"""What somebody sends by hand, whatever the pages offer him: it reaches nothing of a neighbour, and brings no page down."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.db.models import ForeignKey
from django.test import Client
from django.urls import URLPattern, reverse

from registry.access import Scope
from registry.digits import LARGEST, KeyConverter
from registry.history.models import DeedSubject
from tests.factories.accounts import JIANGXI, NANCHANG, make_user, signed_in
from tests.test_permissions import address, arguments, views
from tests.world import Prefecture

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Client:
    """Who may do most, in Nanchang alone."""
    return signed_in(make_user("officer", role="prefecture_officer", place=NANCHANG))


def reach_of(place: Prefecture) -> str:
    """All that can be seen from outside to have been done to a place: its rows, what points to them, and its deeds."""
    things = place.things
    rows = [(str(type(thing)), type(thing)._default_manager.filter(pk=thing.pk).values().first()) for thing in things]
    keys = {type(thing): [same.pk for same in things if type(same) is type(thing)] for thing in things}
    keys |= {apps.get_model("branches.County"): [place.county], apps.get_model("branches.Prefecture"): [place.code]}
    pointing = {
        f"{model._meta.label}.{field.name}": model._default_manager.filter(**{f"{field.name}__in": keys[kind]}).count()
        for wing in ("branches", "members")
        for model in apps.get_app_config(wing).get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and (kind := field.related_model) in keys
    }
    deeds = DeedSubject.objects.filter(Scope.of(place.code).branches("place")).count()
    return json.dumps([rows, pointing, deeds], default=str, ensure_ascii=False)


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def forms_of(response: Any) -> list[forms.BaseForm]:
    """Every form that the page was drawn with."""
    drawn = response.context or []
    layers = [layer for context in (drawn if isinstance(drawn, list) else [drawn]) for layer in context.dicts]
    found = [value for layer in layers for value in layer.values() if isinstance(value, forms.BaseForm)]
    return list({id(form): form for form in found}.values())


def as_it_stands(form: forms.BaseForm) -> dict[str, Any]:
    """What a browser would send of it, as far as it is filled in."""
    said = {form.add_prefix(name): form[name].value() for name in form.fields}
    return {name: value for name, value in said.items() if value is not None and not hasattr(value, "read")}


def nested() -> Iterator[tuple[str, URLPattern, str]]:
    """Views of something that belongs to something: full name, pattern, and what of the address names the inner one."""
    for name, pattern in views():
        if len(pattern.pattern.converters) > 1:
            yield name, pattern, list(pattern.pattern.converters)[-1]


def test_an_address_that_begins_at_home_and_ends_elsewhere_leads_nowhere(neighbours, officer):
    nanchang, ganzhou = neighbours
    before = reach_of(ganzhou)
    walked = 0
    for name, pattern, inner in nested():
        own, foreign = arguments(name, nanchang), arguments(name, ganzhou)
        if own[inner] == foreign[inner]:  # the line of a file, the name of a paper: the same everywhere
            continue
        mixed = {key: own[key] for key in pattern.pattern.converters} | {inner: foreign[inner]}
        for method in (officer.get, officer.post):
            response = method(reverse(name, kwargs=mixed))
            assert response.status_code in (302, 404, 405), (name, method.__name__, response.status_code)
            assert not any(secret.encode() in content_of(response) for secret in ganzhou.secrets), name
        walked += 1

    assert walked >= 10
    assert reach_of(ganzhou) == before


def foreign_values(field: forms.Field, place: Prefecture) -> list[Any]:
    """What the field could be sent of the place, where it lets choose between rows or places at all."""
    model = getattr(getattr(field, "queryset", None), "model", None)
    if model is not None:
        return [thing.pk for thing in place.things if isinstance(thing, model)]
    offered = [str(value) for value, _label in _flat(getattr(field, "choices", ()))]
    return [place.county, place.code, place.branch.pk] if any(value[:2] == "36" for value in offered) else []


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield value, label


def test_a_row_or_a_place_of_a_neighbour_is_no_choice_of_any_form(neighbours, officer):
    nanchang, ganzhou = neighbours
    before = reach_of(ganzhou)
    tried = 0
    for name, pattern in views():
        where = address(name, pattern, nanchang)
        for form in forms_of(officer.get(where)):
            for field_name, field in form.fields.items():
                for value in foreign_values(field, ganzhou):
                    sent = as_it_stands(form) | {form.add_prefix(field_name): [value]}
                    response = officer.post(where, sent)
                    secrets = [s for s in ganzhou.secrets if s.encode() in content_of(response) and s != str(value)]
                    assert secrets == [], (name, field_name)
                    tried += 1

    assert tried >= 20
    assert reach_of(ganzhou) == before


def test_rows_of_a_neighbour_are_in_no_action_of_the_admin(neighbours, officer):
    _nanchang, ganzhou = neighbours
    before = reach_of(ganzhou)
    tried = 0
    for model in admin.site._registry:
        page = officer.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
        form = page.context.get("action_form") if page.status_code == 200 else None
        foreign = [thing.pk for thing in ganzhou.things if isinstance(thing, model)]
        for action, _label in form.fields["action"].choices if form and foreign else ():
            for everything in ("0", "1"):
                sent = {"action": action, "_selected_action": foreign, "select_across": everything, "confirmed": "1"}
                response = officer.post(page.request["PATH_INFO"], sent, follow=True)
                assert not any(secret.encode() in content_of(response) for secret in ganzhou.secrets), action
                tried += 1

    assert tried >= 8
    assert reach_of(ganzhou) == before


def test_a_job_of_a_neighbour_does_not_exist(neighbours, officer):
    nanchang, ganzhou = neighbours
    for step in ("detail", "pause", "resume", "cancel"):
        for method in (officer.get, officer.post):
            assert method(reverse(f"jobs:{step}", args=[ganzhou.job.pk])).status_code in (404, 405), step
    ganzhou.job.refresh_from_db()

    assert ganzhou.job.state == "running"
    assert officer.get(nanchang.job.get_absolute_url(), headers={"HX-Request": "true"}).status_code == 200


_ASKED_BY_HAND = {"q", "after", "before", "sort", "kind", "place", "month", "asked", "branch", "origin"}
_SENT_BY_HAND = {"version", "return", "pairs", "place", "choice_2"}  # both by views, not by fields of a form


@pytest.mark.parametrize("trap", ["9" * 30, "1" * 5000, "a\x00b"], ids=["huge", "endless", "nul"])
def test_nothing_that_is_written_for_a_number_brings_a_page_down(neighbours, trap):
    nanchang, _ganzhou = neighbours
    client = signed_in(make_user("administrator", role="province_administrator", place=JIANGXI))
    for name, pattern in views():
        where = address(name, pattern, nanchang)
        fields = {form.add_prefix(n): field for form in forms_of(client.get(where)) for n, field in form.fields.items()}
        hidden = [field for field in fields if fields[field].widget.is_hidden]  # the others are said to be wrong
        for asked in [_ASKED_BY_HAND, *([field] for field in hidden)]:
            assert client.get(where, dict.fromkeys(asked, trap)).status_code < 500, (name, asked)
        assert client.post(where, dict.fromkeys(fields.keys() | _SENT_BY_HAND, trap)).status_code < 500, name


def test_at_an_address_with_a_number_that_no_row_can_have_there_is_nothing(neighbours):
    nanchang, _ganzhou = neighbours
    client = signed_in(make_user("administrator", role="province_administrator", place=JIANGXI))
    keys = [(name, pattern, key) for name, pattern in views() for key in pattern.pattern.converters]
    walked = 0
    for name, pattern, key in keys:
        if not isinstance(pattern.pattern.converters[key], KeyConverter):
            continue
        own = {each: arguments(name, nanchang)[each] for each in pattern.pattern.converters}
        where = reverse(name, kwargs=own | {key: LARGEST})
        for method in (client.get, client.post):
            assert method(where).status_code < 500, (name, key)
            assert method(where.replace(str(LARGEST), "9" * 30)).status_code == 404, (name, key)
        walked += 1

    assert walked > 60
