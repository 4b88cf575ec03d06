"""Every address of the site, as every role: closed by default, and nothing of a neighbour to be seen, counted or guessed."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from registry.access import ROLES, Permission
from tests.factories import accounts
from tests.factories.campaigns import make_campaign
from tests.factories.ceremonies import make_held_ceremony
from tests.factories.organisation import make_branch
from tests.world import Prefecture

pytestmark = pytest.mark.django_db

# Open to everybody on purpose; what it tells is tested in tests/branches/ceremonies/papers/test_confirmation.py.
PUBLIC = {"confirm"}
OURS = {"members", "branches", "surveys", "ceremonies", "coverage", "history", ""}
OPEN_TO_ALL_SIGNED_IN = {"guide", "home", "my_account"}
OF_A_PLAQUE = {
    "plaque",
    "replace",
    "end",
    "receipt",
    "note",
    "take_back",
    "describe",
    "add_photo",
    "photo",
    "remove_photo",
    "print_plaque",
}


def views() -> Iterator[tuple[str, URLPattern]]:
    """Every named view of our own rooms: (full name, pattern)."""

    def walk(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, URLPattern]]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, pattern.namespace or namespace)
            elif (
                pattern.name
                and namespace in OURS
                and pattern.name not in PUBLIC
                and not pattern.name.startswith(("account_", "mfa_", "set_language"))
            ):
                yield f"{namespace}:{pattern.name}" if namespace else pattern.name, pattern

    return walk(get_resolver(), "")


def arguments(name: str, place: Prefecture) -> dict[str, object]:
    """What the address of a view is filled with, for the objects of one prefecture."""
    room, _, view = name.partition(":")
    if room == "members":
        pk = place.other_value.pk if view == "choose" else place.merger.pk
        return {"number": place.member.number, "pk": pk, "other": place.namesake.number}
    if room == "branches":
        return {"code": place.branch.code, "pk": place.term.pk if view == "leave_office" else place.cover.pk}
    if room == "surveys":
        of_campaign = {"campaign": place.campaign.pk, "asked": place.asked.pk}
        of_file = {"number": place.upload.pk, "line": 2, "answer": place.answer.pk}
        return of_file | {"lead": place.lead.pk} | of_campaign
    if room == "ceremonies":
        pk = place.plaque.pk if view in OF_A_PLAQUE else place.ceremony.pk
        return {
            "code": place.branch.code,
            "pk": pk,
            "plaque": place.plaque.pk,
            "photo": place.photo.pk,
            "paper": "certificates",
            "run": place.run.pk,
        }
    return {"code": place.code, "subject": "surveys"}


def address(name: str, pattern: URLPattern, place: Prefecture) -> str:
    known = arguments(name, place)
    return reverse(name, kwargs={key: known[key] for key in pattern.pattern.converters})


def signed_in(role: str, place: int) -> Client:
    return accounts.signed_in(accounts.make_user(f"{role}-{place}", role=role, place=place))


def test_every_view_names_its_permission():
    nameless = [name for name, pattern in views() if not hasattr(pattern.callback, "permission")]
    assert set(nameless) == OPEN_TO_ALL_SIGNED_IN


def test_nobody_comes_in_without_signing_in(neighbours):
    nanchang, _ganzhou = neighbours
    for name, pattern in views():
        response = Client().get(address(name, pattern, nanchang))
        assert response.status_code == 302, name
        assert response.url.startswith(reverse("account_login")), name


@pytest.mark.parametrize("role", ROLES)
def test_a_role_enters_where_it_may_and_nowhere_else(neighbours, role):
    nanchang, ganzhou = neighbours
    place = {"branch_secretary": nanchang.branch.code, "county_officer": nanchang.county}.get(role, nanchang.code)
    client = signed_in(role, place)
    for name, pattern in views():
        permission: Permission | None = getattr(pattern.callback, "permission", None)
        own = client.get(address(name, pattern, nanchang)).status_code
        if permission and permission not in ROLES[role].permissions:
            assert own in (403, 404, 405), (name, own)
            continue
        assert own in (200, 302, 404, 405), (name, own)
        if permission and pattern.pattern.converters:
            for method in (client.get, client.post):
                status = method(address(name, pattern, ganzhou)).status_code
                assert status in (404, 405), (name, method.__name__, status)


@pytest.mark.parametrize("role", ["prefecture_officer", "county_officer", "branch_secretary", "auditor"])
def test_no_page_tells_of_a_neighbour(neighbours, role):
    nanchang, ganzhou = neighbours
    place = {"branch_secretary": nanchang.branch.code, "county_officer": nanchang.county}.get(role, nanchang.code)
    client = signed_in(role, place)
    for name, pattern in views():
        response = client.get(address(name, pattern, nanchang))
        content = b"".join(response.streaming_content) if response.streaming else response.content
        for secret in [*ganzhou.secrets, "章贡"]:
            assert secret.encode() not in content, (name, secret)


def test_no_filter_lets_a_neighbour_in(neighbours):
    """Whatever is put into the address of a list: a foreign name, place, branch or number finds nothing."""
    nanchang, ganzhou = neighbours
    client = signed_in("prefecture_officer", nanchang.code)
    asked = [
        ganzhou.member.name,
        ganzhou.member.number,
        ganzhou.member.phone,
        ganzhou.county,
        ganzhou.code,
        ganzhou.branch.code,
    ]
    for name in (
        "members:list",
        "branches:list",
        "ceremonies:plaques",
        "coverage:table",
        "members:export",
        "branches:export",
    ):
        for key in ("q", "county", "origin", "place", "prefecture", "branch", "within"):
            for value in asked:
                response = client.get(reverse(name), {key: value, "kind": "csv"} if "export" in name else {key: value})
                content = b"".join(response.streaming_content) if response.streaming else response.content
                echoed = content.replace(f'value="{value}"'.encode(), b"")
                for secret in {ganzhou.branch.short_name, ganzhou.member.name, ganzhou.member.number} - {value}:
                    assert secret.encode() not in echoed, (name, key, value)


@pytest.mark.parametrize("role", ["prefecture_officer", "auditor"])
def test_the_admin_tells_of_no_neighbour(neighbours, role):
    nanchang, ganzhou = neighbours
    client = signed_in(role, nanchang.code)
    foreign = [ganzhou.branch, ganzhou.member, ganzhou.upload, ganzhou.ceremony, ganzhou.plaque]
    for model in admin.site._registry:
        label = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        page = client.get(reverse(f"{label}_changelist"))
        assert page.status_code in (200, 403), label
        for secret in ganzhou.secrets:
            assert secret.encode() not in page.content, (label, secret)
        for thing in foreign:
            if isinstance(thing, model):
                assert client.get(reverse(f"{label}_change", args=[thing.pk])).status_code in (302, 403, 404), label


@pytest.mark.parametrize("role", ["county_officer", "branch_secretary"])
def test_the_admin_is_closed_to_those_who_do_not_administer(neighbours, role):
    nanchang, _ganzhou = neighbours
    client = signed_in(role, nanchang.county if role == "county_officer" else nanchang.branch.code)
    assert client.get(reverse("admin:index")).status_code == 302


@pytest.mark.parametrize("role", ["prefecture_officer", "county_officer"])
def test_of_what_the_province_shares_each_sees_his_own_part(role):
    """A campaign and a ceremony of the province are known to both; their rows, files and figures are those of the reader's part."""
    branches = [
        make_branch(county=county, name=name) for county, name in ((360103, "西湖甲支部"), (360702, "章贡甲支部"))
    ]
    ceremony = make_held_ceremony(branches=branches, division_code=360000)
    campaign = make_campaign(place=360000)
    client = signed_in(role, 360103 if role == "county_officer" else 360100)
    pages = {"surveys:campaign": campaign, "surveys:export_campaign": campaign}
    pages |= {"ceremonies:detail": ceremony, "ceremonies:export_list": ceremony}
    for name, thing in pages.items():
        response = client.get(reverse(name, args=[thing.pk]), {"kind": "csv"} if "export" in name else {})
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert ("西湖".encode() in content, "章贡".encode() in content) == (True, False), name
    totals = {row.ceremony: row.figures.total for row in client.get(reverse("ceremonies:list")).context["past"]}
    assert totals[ceremony] == 1
