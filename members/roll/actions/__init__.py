"""What can be done with members: each verb atomic, within the scope of ``by``, with its deed. ``by`` None is the system."""

from members.roll.actions.belonging import confirm, depart, join, transfer
from members.roll.actions.contact import reveal_contact
from members.roll.actions.correcting import choose, correct
from members.roll.actions.entering import admit
from members.roll.actions.following import follow_branch
from members.roll.actions.home import change_home

__all__ = [
    "admit",
    "change_home",
    "choose",
    "confirm",
    "correct",
    "depart",
    "follow_branch",
    "join",
    "reveal_contact",
    "transfer",
]
