"""The one shape of a parsed cell: its value, and what is wrong with it.

A fault carries a code and parameters, not a sentence: it is stored with the upload and read later, in the reader's own language.
"""

from typing import Any, Final, NamedTuple

from members.roll.known_values import UNKNOWN
from members.surveys.values.messages import message_of
from members.surveys.values.redaction import redact

_LONGEST_QUOTE = 40

ERROR: Final = "error"  # what was written cannot be taken as it stands
WARNING: Final = "warning"  # it was taken, in the way the message says


class Fault(NamedTuple):
    """One fault of one cell. ``field`` and ``header`` are set by the column it stands in; ``params`` fill the message."""

    code: str
    level: str = ERROR
    proposal: Any = None
    params: tuple[tuple[str, str], ...] = ()
    field: str = ""
    header: str = ""

    @property
    def message(self) -> str:
        """The sentence for a clerk, in the active language."""
        return message_of(self.code, dict(self.params))

    def is_of(self, header: str) -> bool:
        """Whether it is about the column of this heading, alone or together with others (流出地/市、流出地/县), or about any."""
        return not self.header or f"、{header}、" in f"、{self.header}、"

    def as_json(self) -> dict[str, Any]:
        """The fault as ``import_survey --json`` prints it."""
        return {
            "field": self.field,
            "header": self.header,
            "level": self.level,
            "code": self.code,
            "message": self.message,
            "proposal": self.proposal,
        }


class Parsed(NamedTuple):
    """A cell understood: ``value`` in the shape of the JSON contract, ``None`` for known none, ``UNKNOWN`` for unknown."""

    value: Any
    faults: tuple[Fault, ...] = ()


NOTHING: Final = Parsed(UNKNOWN)
NONE: Final = Parsed(None)


def refused(code: str, *, proposal: object = None, **params: str) -> Parsed:
    """Nothing could be taken from the cell, for this reason."""
    return Parsed(UNKNOWN, (Fault(code, ERROR, proposal, shown(params)),))


def taken(value: object, code: str, *, proposal: object = None, **params: str) -> Parsed:
    """A value was taken, with a warning."""
    return Parsed(value, (Fault(code, WARNING, proposal, shown(params)),))


def shown(params: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Parameters fit to be kept with the fault: no identity number in them, and no novel."""
    return tuple((name, shortened(redact(text))) for name, text in params.items())


def shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
