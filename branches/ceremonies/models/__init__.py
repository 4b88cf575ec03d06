"""Ceremonies and plaques: from approval to the wall.

A plaque is one object with a number of its own and a frozen wording; a ceremony awards many at once. A ceremony that was
held is a record: what the database itself keeps of that is in triggers.py.
"""

from branches.ceremonies.models.ceremony import NAME_LENGTH, TITLE_LENGTH, Ceremony, Guest
from branches.ceremonies.models.plaque import WORDING_LENGTH, Plaque, PlaqueYear

__all__ = ["NAME_LENGTH", "TITLE_LENGTH", "WORDING_LENGTH", "Ceremony", "Guest", "Plaque", "PlaqueYear"]
