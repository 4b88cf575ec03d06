"""Whole pages as a browser asks for them, of people who answer for much and for little: goal 9 compares them with those of a small roll.

Only pages that everybody has are asked for: what a page shows of one member or branch does not grow with the others.
"""

from collections.abc import Collection, Iterator
from functools import partial

from django.conf import settings
from django.test import Client

from members.models import Member
from registry.accounts.models import Grant, User
from tests.bench.roll import FOUNDED_ON
from tests.bench.watch import Watch

PLACES = {"province_administrator": 360000, "prefecture_officer": 360100, "county_officer": 360103}
PAGES = {
    "first page": "/",
    "members": "/members/",
    "members by name": "/members/?sort=name",
    "members to be confirmed": "/members/pending/",
    "members, whoever may be twice": "/members/alike/",
    "a member": "/members/{number}/",
    "a member corrected": "/members/{number}/correct/",
    "branches": "/branches/",
    "branches by name": "/branches/?sort=name",
    "branches, the latest first": "/branches/?sort=-founded",
    "branches without secretary": "/branches/?attention=no_secretary",
    "branches, election overdue": "/branches/?attention=election_overdue",
    "branches, too few members": "/branches/?attention=below_minimum",
    "a branch": "/branches/360103001/",
    "uploads": "/surveys/",
    "coverage": "/coverage/",
    "coverage of counties": "/coverage/counties/",
    "history": "/history/",
}
OF_ADMIN = {
    "admin: members": "/admin/members/member/",
    "admin: members of a name": "/admin/members/member/?q=张",
    "admin: branches": "/admin/branches/branch/",
}


def measured(browsers: Collection[Client], times: int) -> dict[str, dict[str, float]]:
    """Page -> milliseconds, over all of the browsers that may see it."""
    number = Member.objects.filter(branch=360103001, merged_into=None)[0].number
    found = {}
    for name, address in (PAGES | OF_ADMIN).items():
        watch = Watch()
        path = address.format(number=number)
        admitted = [browser for browser in browsers if browser.get(path).status_code == 200]
        for browser in admitted:
            for _ in range(times):
                watch.run(partial(browser.get, path))
        found[f"page: {name}"] = watch.told()
    return found


def browsers() -> Iterator[Client]:
    """One for each role, in which somebody has signed in who is made for it."""
    settings.ALLOWED_HOSTS = ["testserver"]
    for role, place in PLACES.items():
        user = User.objects.create_user(role, name=role)
        Grant.objects.create(user=user, role=role, place=place, since=FOUNDED_ON)
        browser = Client()
        browser.force_login(user)
        yield browser
