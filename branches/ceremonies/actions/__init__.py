"""What can be done with a ceremony, its list and a plaque: atomic, keyword-only, each recorded as one deed."""

from branches.ceremonies.actions.attendance import sign_in, sign_out
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
from branches.ceremonies.actions.closing import close
from branches.ceremonies.actions.photographs import add_photo, remove_photo
from branches.ceremonies.actions.programme import add_branches, rearrange, remove_branches, reword, running_order
from branches.ceremonies.actions.stages import describe, explain, hand_over, reach, take_back

__all__ = [
    "DESCRIPTIVE",
    "Facts",
    "NamedGuest",
    "add_branches",
    "add_photo",
    "award_plaque",
    "awards_digest",
    "cancel",
    "change",
    "close",
    "correct_held",
    "correct_receipt",
    "describe",
    "end_plaque",
    "explain",
    "hand_over",
    "hold",
    "plan",
    "prepare",
    "reach",
    "rearrange",
    "remove_branches",
    "remove_photo",
    "replace_plaque",
    "reword",
    "running_order",
    "sign_in",
    "sign_out",
    "take_back",
]
