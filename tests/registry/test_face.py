"""The face: nothing inline, nothing from elsewhere, light on the wire, and words where something fails."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import Client, RequestFactory
from django.urls import path
from django.views import defaults

from registry.navigation import ENTRIES

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SPRITE = (ROOT / "static/vendor/bootstrap-icons/icons.svg").read_text()
FIRST_VISIT = 150_000  # bytes over the wire
INLINE = {
    "an inline style": re.compile(r"\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "an inline handler": re.compile(r"\son[a-z]+\s*=|hx-on|['\"]js:"),
    "something from elsewhere": re.compile(r"(?:src|href|action)=[\"']?(?:https?:)?//"),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: str(template.relative_to(ROOT / "templates")))
def test_a_template_needs_nothing_the_content_policy_refuses(template):
    text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", template.read_text())

    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


def test_every_icon_that_is_named_is_in_the_sprite():
    code = [file for wing in ("registry", "branches", "members") for file in (ROOT / wing).rglob("*.py")]
    said = "".join(file.read_text() for file in [*TEMPLATES, *code])
    named = set(re.findall(r'{% icon "([\w-]+)"', said)) | set(re.findall(r'[ (]icon="([\w-]+)"', said))

    missing = {name for name in named | {entry.icon for entry in ENTRIES} if f'id="{name}"' not in SPRITE}

    assert missing == set()


@pytest.mark.parametrize("file", sorted((ROOT / "static").rglob("*.*s")), ids=lambda file: file.name)
def test_no_file_asks_for_a_source_map_or_another_host(file):
    text = file.read_text()

    assert "sourceMappingURL" not in text
    assert re.findall(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", text) == []


@pytest.mark.django_db
def test_the_first_visit_is_light():
    page = Client().get("/account/login/").content
    files = re.findall(r'(?:src|href)="/static/([^"#]+)', page.decode())

    weight = len(gzip.compress(page)) + sum(len(gzip.compress(Path(finders.find(f)).read_bytes())) for f in set(files))

    assert len(files) >= 8
    assert weight <= FIRST_VISIT


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (lambda request: defaults.bad_request(request, BadRequest("secret")), 400, "无法读取该请求"),
        (lambda request: defaults.permission_denied(request, PermissionDenied("secret")), 403, "您没有此项权限"),
        (lambda request: defaults.page_not_found(request, Exception("secret")), 404, "这里没有内容"),
        (defaults.server_error, 500, "系统出现故障"),
    ],
    ids=["400", "403", "404", "500"],
)
def test_an_error_is_told_in_plain_words_without_what_went_wrong_inside(answer, status, words):
    response = answer(RequestFactory().get("/members/secret/"))

    assert response.status_code == status
    assert words in response.content.decode()
    assert "secret" not in response.content.decode()


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_says_what_to_do():
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "x"})

    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


@login_not_required
def explode(request):
    raise RuntimeError("secret")


urlpatterns = [path("explode/", explode)]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_crash_shows_the_page_and_not_the_crash():
    answer = Client(raise_request_exception=False).get("/explode/")

    assert answer.status_code == 500
    assert "系统出现故障" in answer.content.decode()
    assert "secret" not in answer.content.decode()
