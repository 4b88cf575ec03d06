"""Lists, figures and pages of one database measured, and files that come into it. Prints JSON.

``python -m tests.bench.reads --rows N`` in an environment that names the database. The roll is filled up to so many members first.
What is called SQL is the questions a page asked, asked again bare.
"""

import json
import logging
import os
import statistics
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Collection
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "registry.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Max, Min  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from branches.coverage.founding import prospects  # noqa: E402
from branches.coverage.tables import coverage_on  # noqa: E402
from members.demo.people import invented_name  # noqa: E402
from members.models import Member  # noqa: E402
from members.roll import tables  # noqa: E402
from members.roll.filters import MemberFilter  # noqa: E402
from members.roll.pinyin import initials_of  # noqa: E402
from registry.access import Scope  # noqa: E402
from registry.accounts.places import scope_of_place  # noqa: E402
from registry.lists import chosen_order, page_of  # noqa: E402
from registry.lists.pager import cursor_of  # noqa: E402
from tests.bench import pages, rows  # noqa: E402
from tests.bench.measures import apply, receive, seconds  # noqa: E402
from tests.bench.roll import fill  # noqa: E402
from tests.bench.watch import Watch  # noqa: E402

PROVINCE, PREFECTURE, COUNTY, BRANCH = 360000, 360100, 360103, 360103001
_FILES, _IN_A_FILE = 3, 10_000
LISTS = {
    "list, first and later pages": "",
    "list by name": "sort=name",
    "list, dues unknown": "missing=dues",
    "list, any of the six unknown": "missing=any",
    "list, probationary": "member_kind=probationary",
    "list, without branch": "standing=without_branch",
    "list, one county": f"place={COUNTY}",
    "list, one branch": f"branch={BRANCH}",
}


def listed(scope: Scope, asked: str) -> Callable[[], Any]:
    """The rows of a page of the list, as the view reads them; the form is made beforehand."""
    params = QueryDict(asked)
    form = MemberFilter(params, scope=scope, today=timezone.localdate())
    order = chosen_order(params, tables.ORDERS, default="number")
    members = form.find().members
    return lambda: tables.rows_of(page_of(tables.for_page(members), params, order=order.fields).rows)


def search(scope: Scope, text: str) -> Callable[[], Any]:
    form = MemberFilter(QueryDict(f"q={text}"), scope=scope, today=timezone.localdate())
    form.is_valid()
    return lambda: list(tables.for_page(form.find().members).order_by("pk")[:51])


def coverage(scope: Scope) -> Any:
    """What the page of coverage reads: the table, and the members of each county."""
    today = timezone.localdate()
    return prospects(coverage_on(today, province=settings.HOME_PROVINCE, scope=scope), scope, today=today)


def texts(dice: Random, count: int) -> dict[str, list[str]]:
    """What people search for: one to four characters from any position of a name, initials."""
    names = [invented_name(dice) for _ in range(count)]
    return {
        "search, one character": [dice.choice(name) for name in names],
        "search, two characters": [name[-2:] for name in names],
        "search, a whole name": names,
        "search, four characters": [f"欧阳{name[-2:]}" for name in names],
        "search, initials": [initials_of(name) for name in names],
    }


def measure(times: int, browsers: Collection[Client]) -> dict[str, dict[str, float]]:
    dice = Random(7)
    found: dict[str, dict[str, float]] = {}
    scopes = [scope_of_place(place) for place in (PROVINCE, PREFECTURE, COUNTY, BRANCH)]
    first, last = Member.objects.aggregate(first=Min("pk"), last=Max("pk")).values()
    for name, asked in LISTS.items():
        watch = Watch()
        for scope in scopes:
            for _ in range(times):
                later = (
                    f"&after={cursor_of([dice.randint(first, last)])}"
                    if "sort" not in asked and dice.random() < 0.7
                    else ""
                )
                watch.run(listed(scope, asked + later))
        found[name] = watch.told()
    for name, some in texts(dice, times).items():
        watch = Watch()
        for scope in scopes:
            for text in some:
                watch.run(search(scope, text))
        found[name] = watch.told()
    watch = Watch()
    for _ in range(times):
        watch.run(lambda: coverage(scopes[0]))
    return found | {"coverage of all counties": watch.told()} | pages.measured(browsers, times)


def importing(times: int) -> float:
    """Milliseconds for each row of a file that is received and applied, the middle one of so many files."""
    took = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(times):
            path = rows.write(Path(folder) / f"{seed}.csv", _IN_A_FILE, seed)
            took.append(seconds(lambda path=path: apply(receive(path))))
    return 1000 * statistics.median(took) / _IN_A_FILE


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--times", type=int, default=20)
    options = parser.parse_args()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_divisions", stdout=StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)
    fill(options.rows)
    logging.disable(logging.WARNING)  # a page that somebody may not see is no fault here
    browsers = list(pages.browsers())
    measure(2, browsers)
    found = measure(options.times, browsers)
    print(json.dumps({"vendor": connection.vendor, "rows": options.rows, "reads": found, "import": importing(_FILES)}))


if __name__ == "__main__":
    main()
