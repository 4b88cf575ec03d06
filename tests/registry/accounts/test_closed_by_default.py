"""Closed by default: without signing in every address leads to the one door, but for those listed here."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

pytestmark = pytest.mark.django_db
OPEN = {
    "account_login",
    "account_inactive",
    "set_language",
    "admin:login",
    "admin:jsi18n",  # the words of the date picker
    "confirm",  # what the code on a certificate leads to: number, name and day of a plaque, nothing about people
    "mfa_authenticate",  # the second half of signing in; without the first it leads back to the door
}
SAMPLES = {"int": "360103001", "str": "M000001", "slug": "x", "path": "registry/user/1", "uuid": "0" * 32}


def addresses(patterns, namespace="", prefix="/"):
    """Every address of the site with plausible values in it, as (name, address)."""
    for pattern in patterns:
        route = prefix + filled(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner, route)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", route


def filled(pattern):
    if not hasattr(pattern, "_route"):
        return "x"  # the admin's last, catch-all expression
    route = pattern._route
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        for spelled in (f"<{kind}:{name}>", f"<{name}>"):
            route = route.replace(spelled, SAMPLES.get(kind, "1"))
    return route


EVERYWHERE = sorted(set(addresses(get_resolver().url_patterns)))


@pytest.mark.parametrize(("name", "address"), EVERYWHERE, ids=[address for _name, address in EVERYWHERE])
def test_a_stranger_is_led_to_the_door(name, address):
    answer = Client().get(address)

    if name in OPEN:
        assert answer.status_code in (200, 302, 404, 405)
        return
    assert answer.status_code == 302, name
    assert answer.url.startswith(("/account/login/", "/admin/login/"))


def test_every_open_address_exists():
    assert {name for name, _address in EVERYWHERE} >= OPEN
