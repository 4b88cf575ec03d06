"""What speaks against founding, changing and ending a branch, by noun. Each answers with a list of objections; none writes.

Figures and their sources are in ``branches.organisation.norms``; hard is what contradicts itself (a day in the future, a
superior below), and who must never hold an office. All else warns.
"""

from branches.organisation.rules.changes import (
    objections_to_correcting,
    objections_to_moving,
    objections_to_reinstating,
    objections_to_renaming,
)
from branches.organisation.rules.covering import objections_to_covering, objections_to_uncovering
from branches.organisation.rules.endings import objections_to_dissolving, objections_to_merging
from branches.organisation.rules.founding import objections_to_founding
from branches.organisation.rules.offices import objections_to_leaving_office, objections_to_office

__all__ = [
    "objections_to_correcting",
    "objections_to_covering",
    "objections_to_dissolving",
    "objections_to_founding",
    "objections_to_leaving_office",
    "objections_to_merging",
    "objections_to_moving",
    "objections_to_office",
    "objections_to_reinstating",
    "objections_to_renaming",
    "objections_to_uncovering",
]
