"""Users and their roles, as plain rows: granting has tests of its own."""

import datetime

from django.test import Client

from registry.accounts.models import Grant, User

PASSWORD = "seven quiet bridges"
SINCE = datetime.date(2016, 1, 1)

JIANGXI, NANCHANG, XIHU, GANZHOU = 360000, 360100, 360103, 360700


def make_user(username: str = "wanli", *, role: str | None = None, place: int = JIANGXI, **fields: object) -> User:
    """An account that may sign in with PASSWORD; with a role at a place where one is named."""
    user = User.objects.create_user(username, password=PASSWORD, **{"name": username.title(), **fields})
    if role:
        make_grant(user, role, place)
    return user


def make_grant(user: User, role: str, place: int, *, since: datetime.date = SINCE, **fields: object) -> Grant:
    return Grant.objects.create(user=user, role=role, place=place, since=since, **fields)


def signed_in(user: User) -> Client:
    """A browser in which the user has signed in."""
    client = Client()
    client.force_login(user)
    return client
