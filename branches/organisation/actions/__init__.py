"""Founding, changing and ending branches: each atomic, within the scope of who does it, and written into the history.

``by`` is who does it; None is the system itself. ``today`` is the day on which it is entered, ``on`` the day from which it holds. Where
rules warn, ``override`` sets the warnings aside and is part of the deed. ValidationError carries every objection that stands.
"""

from branches.organisation.actions.changes import correct, move, rename
from branches.organisation.actions.covering import cover, uncover
from branches.organisation.actions.endings import dissolve, merge, reinstate
from branches.organisation.actions.founding import found
from branches.organisation.actions.offices import leave_office, take_office

__all__ = [
    "correct",
    "cover",
    "dissolve",
    "found",
    "leave_office",
    "merge",
    "move",
    "reinstate",
    "rename",
    "take_office",
    "uncover",
]
