"""What a text says about a place: the answer of ``PlaceIndex.find``."""

from dataclasses import dataclass
from enum import StrEnum

from branches.divisions.gazetteer import Level, Place


class Status(StrEnum):
    EXACT = "exact"  # by official names alone, of today or of an earlier time
    UNIQUE = "unique"  # by a short form, another name or another spelling, and only one place answers
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


class Method(StrEnum):
    """The weakest step that was needed."""

    FULL_NAME = "full_name"
    OTHER_TIME = "other_time"  # an official name, but not on the day asked about
    RESPELLED = "respelled"  # traditional characters
    OTHER_NAME = "other_name"  # a zone or scenic area that lies in it
    SHORT_NAME = "short_name"
    TOWNSHIP = "township"  # only the township is named; the county is that of the file
    NONE = ""


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """What a text says about a place. ``place`` is set when the status is exact or unique, and lies in ``within``."""

    status: Status
    place: Place | None = None
    township: int | None = None  # nine digits, of the current edition
    rest: str = ""  # what follows the place's name, the township included
    method: Method = Method.NONE
    candidates: tuple[Place, ...] = ()  # of an ambiguous text
    outside: Place | None = None  # the place a text names clearly, but elsewhere or above ``within``
    suggestions: tuple[Place, ...] = ()  # never taken unasked

    @property
    def county(self) -> int | None:
        """The county's code, or None where the text names none (then it may still name a prefecture)."""
        return self.place.code if self.place and self.place.level == Level.COUNTY else None
