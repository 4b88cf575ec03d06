"""Ceremonies and plaques: from approval to the wall.

A plaque is one object with a number of its own and a frozen wording; a ceremony awards many at once. A ceremony that was
held is a record: what the database itself keeps of that is in triggers.py.
"""

from branches.ceremonies.models.attendance import MOST_PEOPLE, SignIn
from branches.ceremonies.models.ceremony import NAME_LENGTH, TITLE_LENGTH, Ceremony, Guest
from branches.ceremonies.models.plaque import LARGEST_MM, PEOPLE, SMALLEST_MM, WORDING_LENGTH, Plaque, PlaqueYear
from branches.ceremonies.models.stages import PlaquePhoto, PlaqueStage, Stage

__all__ = [
    "LARGEST_MM",
    "MOST_PEOPLE",
    "NAME_LENGTH",
    "PEOPLE",
    "SMALLEST_MM",
    "TITLE_LENGTH",
    "WORDING_LENGTH",
    "Ceremony",
    "Guest",
    "Plaque",
    "PlaquePhoto",
    "PlaqueStage",
    "PlaqueYear",
    "SignIn",
    "Stage",
]
