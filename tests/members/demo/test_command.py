"""``load_demo``: only into an empty database, and it says how to get in."""

import pytest
from django.core.management import CommandError, call_command

from branches.models import Branch
from members.demo.accounts import ACCOUNTS, PASSWORD
from members.models import Member
from registry.accounts.models import User
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db


def test_it_loads_and_prints_the_accounts(capsys):
    call_command("load_demo", members=300)
    printed = capsys.readouterr().out
    assert Member.objects.count() == 300
    assert PASSWORD in printed
    assert all(account.username in printed for account in ACCOUNTS)


def test_it_refuses_a_database_with_somebody_elses_account():
    User.objects.create_user("somebody", password="…")
    with pytest.raises(CommandError):
        call_command("load_demo", members=300)
    assert not Branch.objects.exists()


def test_it_refuses_a_database_with_a_branch():
    make_branch()
    with pytest.raises(CommandError):
        call_command("load_demo", members=300)
    assert (Branch.objects.count(), User.objects.count()) == (1, 0)


def test_fewer_members_than_it_needs_are_refused():
    with pytest.raises(CommandError) as refused:
        call_command("load_demo", members=50)
    assert refused.value.returncode == 2


def test_accounts_are_printed_only_while_their_password_is_the_demos(capsys):
    call_command("load_demo", accounts=True)
    assert capsys.readouterr().out == ""
    User.objects.create_user("province", password="a password of their own")
    call_command("load_demo", accounts=True)
    assert capsys.readouterr().out == ""
