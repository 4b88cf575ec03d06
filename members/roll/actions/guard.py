"""What every action does first: lock what it touches, and ask again whether ``by`` may change it and saw it as it is.

Everybody locks in one order, so that nobody waits in a ring: the roll, branches, members, tallies, the end of the history.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext_lazy as _

from branches.models import Branch
from members.roll.models import Member
from members.roll.querysets import lies_within
from registry.access import Permission, Scope

ROLL = 0x726F6C6C  # "roll": the advisory lock under which members are entered


def lock_roll() -> None:
    """Until the transaction ends nobody else enters members or gives one an identity number: no constraint keeps the same name and
    phone from coming twice, and a rule that asks whose a number is holds until it is written.

    PostgreSQL: an advisory lock that ends with the transaction. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ROLL])


def scope_of(by: Any, permission: Permission = Permission.MANAGE_MEMBERS) -> Scope:
    """Where ``by`` may act; everywhere for the system (None)."""
    return Scope.everywhere() if by is None else by.scope_of(permission)


def locked(member: Member, scope: Scope) -> Member:
    """The member as he is now, locked until the transaction ends.

    ValidationError: ``outside_scope``; ``merged`` where another record speaks for him since; ``conflict`` where he is gone since, with
    the file that brought him.
    """
    fresh = Member.objects.select_for_update(no_key=True).filter(pk=member.pk).first()
    if fresh is None:
        raise conflict()
    require_member(fresh, scope)
    if fresh.merged_into_id is not None:
        words = _("This record was joined with another one, which is to be changed instead.")
        raise ValidationError(words, code="merged")
    return fresh


def require_member(member: Member, scope: Scope) -> None:
    if not lies_within(scope, home=member.home, branch=member.branch_id):
        raise ValidationError(_("The member lies outside your part of the tree."), code="outside_scope")


def require_branch(branch: Branch, scope: Scope) -> None:
    if branch.pk not in scope:
        raise ValidationError(_("The branch lies outside your part of the tree."), code="outside_scope")


def require_version(member: Member, version: int) -> None:
    """ValidationError (``conflict``) where somebody changed the member since the page was shown."""
    if member.version != version:
        raise conflict()


def conflict() -> ValidationError:
    words = _("Somebody changed this member meanwhile. Please look again before you go on.")
    return ValidationError(words, code="conflict")


def held_branches(codes: list[int]) -> dict[int, Branch]:
    """The branches by code, held as they are until the transaction ends: none is dissolved or merged meanwhile.

    Shared, so that many may join at once; who merges or dissolves locks the row and waits.
    """
    codes = sorted(set(codes))
    if codes and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = Branch._meta.db_table
            cursor.execute(f"SELECT code FROM {table} WHERE code = ANY(%s) ORDER BY code FOR SHARE", [codes])  # noqa: S608
    return Branch.objects.in_bulk(codes)


def held(branch: Branch) -> Branch:
    return held_branches([branch.pk])[branch.pk]
