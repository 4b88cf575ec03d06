"""A line of a survey file on its way from text to verdict, and the terms on which the file is read."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from members.surveys.claims import Claim
from members.surveys.differences import NO_DIFFERENCES, Differences
from members.surveys.models import Verdict
from members.surveys.person import Person
from members.surveys.values.faults import ERROR, Fault
from registry.access import Scope


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a file is read: for which place, through whom, of which day, and when.

    ``scope`` is where lines may come from: the place, with everything that was merged into it.
    """

    place: int
    scope: Scope
    channel: str
    collected_on: datetime.date
    today: datetime.date
    branch: int | None = None
    _day: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_day", self.collected_on.isoformat())

    def source(self, upload: int | None, line: int) -> dict[str, Any]:
        """Where a value comes from, as the member keeps it."""
        return {"upload": upload, "line": line, "channel": self.channel, "on": self._day}


@dataclass(slots=True)
class Line:
    """One line of the file: its cells, what they mean, and its verdict."""

    line: int
    cells: list[str]
    verdict: str = Verdict.SKIPPED
    reason: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)
    digest: str = ""
    faults: list[Fault] = field(default_factory=list)
    duplicate_of: int | None = None
    member: Person | None = None
    candidates: Sequence[Person] = ()
    differences: Differences = field(default_factory=lambda: NO_DIFFERENCES)
    relates: bool = False  # whether it says his formal organisation, of which nobody knew
    claim: Claim | None = None

    @property
    def is_content(self) -> bool:
        return not self.reason

    @property
    def identifies(self) -> bool:
        """Whether it brings the identity number of a member of whom none was known."""
        return bool(self.digest and self.member and not self.member.identity_digest)

    @property
    def is_faulty(self) -> bool:
        return bool(self.faults) and any(fault.level == ERROR for fault in self.faults)
