"""What can be done with a ceremony, its list and a plaque: atomic, keyword-only, each recorded as one deed."""

from branches.ceremonies.actions.awards import award_plaque, correct_receipt, end_plaque, replace_plaque
from branches.ceremonies.actions.ceremony import (
    DESCRIPTIVE,
    Facts,
    NamedGuest,
    awards_digest,
    cancel,
    change,
    correct_held,
    hold,
    plan,
    prepare,
)
from branches.ceremonies.actions.programme import add_branches, rearrange, remove_branches, reword, running_order

__all__ = [
    "DESCRIPTIVE",
    "Facts",
    "NamedGuest",
    "add_branches",
    "award_plaque",
    "awards_digest",
    "cancel",
    "change",
    "correct_held",
    "correct_receipt",
    "end_plaque",
    "hold",
    "plan",
    "prepare",
    "rearrange",
    "remove_branches",
    "replace_plaque",
    "reword",
    "running_order",
]
