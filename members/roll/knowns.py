"""The six knowns (六个掌握): what an office must know of each member away from home (founding report; docs/glossary.md)."""

import operator
from functools import reduce

from django.db.models import Case, Expression, SmallIntegerField, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

# In the order of the report: when they left, where they work, where they come from, what they do, how to reach them, dues.
SIX_KNOWNS = {
    "left_on": _("When they left"),
    "work_address": _("Work address"),
    "origin": _("Place of origin"),
    "occupation": _("Occupation"),
    "contact": _("Contact"),
    "dues": _("Dues"),
}


class Known(TextChoices):
    """Unknown is not zero, not "no", not "none"."""

    KNOWN = "known", _("known")
    NONE = "none", _("known to be none")
    UNKNOWN = "unknown", _("unknown")


def state_field(known: str) -> str:
    """The column that holds the state of a known: ``left_on`` -> ``left_on_state``."""
    return f"{known}_state"


def count_of_knowns() -> Expression:
    """How many of the six are not unknown, as an expression over one member's row (0 to 6)."""
    return reduce(operator.add, [_one_if_known(known) for known in SIX_KNOWNS])


def _one_if_known(known: str) -> Expression:
    unknown = When(**{state_field(known): Known.UNKNOWN}, then=Value(0))
    return Case(unknown, default=Value(1), output_field=SmallIntegerField())
