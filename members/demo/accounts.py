"""One account for each role, and one more to see that a neighbour sees nothing."""

import datetime
from dataclasses import dataclass

from registry.accounts.actions import grant_role, open_account
from registry.accounts.models import User

# The same for all, printed on the screen: data that anybody may see need no secret.
PASSWORD = "jiangxi-demo-2016"  # noqa: S105


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """``place`` None: the branch in ``branch``, known once it is founded."""

    username: str
    name: str
    office: str
    role: str
    place: int | None
    branch: str = ""


ACCOUNTS = [
    DemoAccount("province", "程管理", "江西省驻北京机构党委", "province_administrator", 360000),
    DemoAccount("nanchang", "涂干事", "南昌市驻京联络处", "prefecture_officer", 360100),
    DemoAccount("ganzhou", "钟干事", "赣州市驻京联络处", "prefecture_officer", 360700),
    DemoAccount("anyi", "熊干事", "安义县委组织部", "county_officer", 360123),
    DemoAccount("secretary", "胡书记", "安义县驻京流动党支部", "branch_secretary", None, "安义县驻京流动党支部"),
    DemoAccount("auditor", "万审计", "江西省驻北京机构纪委", "auditor", 360000),
]


def open_administrator(*, today: datetime.date) -> User:
    """The first account: whoever does all the rest."""
    user = _open(ACCOUNTS[0], ACCOUNTS[0].place or 0, by=None, today=today)
    return User.objects.get(pk=user.pk)  # afresh: what a user may do is read once


def open_others(branches: dict[str, int], *, by: User, today: datetime.date) -> None:
    """The accounts of the other roles. ``branches``: code by short name."""
    for account in ACCOUNTS[1:]:
        _open(account, account.place or branches[account.branch], by=by, today=today)


def demo_accounts(*, checked: bool) -> list[tuple[DemoAccount, User]]:
    """The demo accounts in this database; ``checked``: only those whose password still is the one printed here."""
    users = User.objects.filter(is_active=True).in_bulk([a.username for a in ACCOUNTS], field_name="username")
    found = [(account, users[account.username]) for account in ACCOUNTS if account.username in users]
    return [pair for pair in found if not checked or pair[1].check_password(PASSWORD)]


def _open(account: DemoAccount, place: int, *, by: User | None, today: datetime.date) -> User:
    described = {"username": account.username, "name": account.name, "office": account.office}
    user = open_account(**described, password=PASSWORD, password_is_given=False, by=by)
    grant_role(user=user, role=account.role, place=place, since=today, by=by)
    return user
