"""What must hold for every row of a chunk, whatever was planned: the scope, asked again, and branches that are there."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from branches.models import Branch
from members.roll import rules
from members.roll.actions.guard import held_branches, scope_of
from members.roll.querysets import lies_within
from registry.access import Permission, Scope


@dataclass(slots=True)
class Ground:
    """Where a chunk may write, what it may join, and whom it touched: member -> home, for the deed."""

    scopes: tuple[Scope, ...]
    branches: dict[int, Branch]
    today: datetime.date
    homes: dict[int, int] = field(default_factory=dict)
    joined: set[int] = field(default_factory=set)
    _places: set[tuple[int, int | None]] = field(default_factory=set)

    @classmethod
    def of(cls, *, scope: Scope, by: Any, branches: Iterable[int], today: datetime.date) -> "Ground":
        """``branches``: codes of those that somebody is to join."""
        return cls((scope, scope_of(by, Permission.IMPORT_SURVEYS)), held_branches(list(branches)), today)

    def require(self, *, home: int, branch: int | None) -> None:
        """ValidationError (``outside_scope``) where a member of this home in this branch lies outside either scope."""
        if (home, branch) in self._places:
            return
        if not all(lies_within(scope, home=home, branch=branch) for scope in self.scopes):
            raise ValidationError(_("A row lies outside your part of the tree."), code="outside_scope")
        self._places.add((home, branch))

    def first_day(self, code: int, since: datetime.date | None) -> datetime.date:
        """From when somebody takes part in a branch: from ``since`` (None: today), but not before it was founded.

        Raises ValidationError (outside_scope, dissolved, future_date) where nobody may join it.
        """
        if code not in self.branches or not all(code in scope for scope in self.scopes):
            raise ValidationError(_("The branch lies outside your part of the tree."), code="outside_scope")
        branch = self.branches[code]
        day = max(since or self.today, branch.founded_on)
        if day > self.today:
            raise ValidationError(_("A day in the future cannot be recorded."), code="future_date")
        against = rules.objections_to_days(branch, since=day)
        if against:
            raise ValidationError(list(against))
        self.joined.add(code)
        return day
