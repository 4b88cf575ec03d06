"""How objections of this room are said."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branches.organisation.models import Branch
from registry.objections import Objection

_NAMED = 5  # how many branches an objection names before it only counts


def hard(message: Promise | str, code: str) -> Objection:
    return Objection(message, code=code, hard=True)


def ceremony_outside() -> Objection:
    return hard(_("This ceremony lies outside the places you answer for."), "outside_scope")


def plaque_outside() -> Objection:
    return hard(_("This plaque lies outside the places you answer for."), "outside_scope")


def branch_outside() -> Objection:
    """It is not named: outside the scope things do not exist."""
    return hard(_("A branch lies outside the places you answer for."), "outside_scope")


def about(branches: Iterable[Branch], message: Any, code: str, *, hard: bool = False) -> Objection | None:
    """One objection that names the branches it is about, the first few of them; None where there are none."""
    unique = list(dict.fromkeys(branches))
    if not unique:
        return None
    named = "、".join(b.short_name for b in unique[:_NAMED]) + ("…" if len(unique) > _NAMED else "")
    return Objection(message, code=code, params={"count": len(unique), "names": named}, hard=hard)


def not_come(day: datetime.date | None, today: datetime.date) -> Objection | None:
    return hard(_("The day has not come."), "not_yet") if day and day > today else None


def present(*objections: Objection | None) -> list[Objection]:
    return [o for o in objections if o is not None]
