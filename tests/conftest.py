"""What every test finds ready: the divisions of China, an empty registry, and for journeys a browser."""

import os
from collections.abc import Iterator

import hypothesis
import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone, translation
from playwright.sync_api import expect

from registry import catalogue
from tests import machine
from tests.slate import Slate
from tests.world import Prefecture, make_neighbours

hypothesis.settings.register_profile("here", deadline=None)
# One's own machine tries new examples on each run; a judge must come to the same verdict twice.
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("long", deadline=None)  # make test-fuzz
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")
_PATIENCE = 30_000  # ms until a page is said never to show something: on a busy machine one may take many seconds
expect.set_options(timeout=_PATIENCE)
# Through these a test comes to a database where it is not marked ``django_db``; without either Django refuses it one.
_DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_sessionstart(session: pytest.Session) -> None:
    """A translation made a minute ago is seen, also by who calls pytest without make."""
    if not hasattr(session.config, "workerinput") and catalogue.is_stale():
        catalogue.compile_all()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens a page is a browser test, and what asks the database is marked; nobody needs to remember to say so."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "browser" in fixtures:
            item.add_marker("browser")
        if item.get_closest_marker("django_db") or fixtures & _DATABASE_FIXTURES:
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The divisions are loaded once and stand in every test, also after one that really commits."""
    from branches.divisions.actions import load

    with django_db_blocker.unblock():
        load()
        slate = Slate.of_this_moment()
    with slate.wiped_after_commits():
        yield


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What is made on it, once for a module, stands for all its tests; of what they do themselves nothing stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def neighbours(standing: None) -> tuple[Prefecture, Prefecture]:
    """Nanchang, and Ganzhou, which nobody in Nanchang may learn anything of."""
    return make_neighbours()


@pytest.fixture(autouse=True)
def a_fresh_process():
    """What Django remembers from request to request starts anew: counted sign-ins, the language, the time zone."""
    cache.clear()
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {
        "executable_path": str(machine.chromium()),
        "args": [
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-dev-shm-usage",
            "--no-first-run",
            *(["--no-sandbox"] if os.getuid() == 0 else []),
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1280, "height": 800},
    }


@pytest.fixture
def context(context):
    context.set_default_timeout(_PATIENCE)
    return context
