"""What a line says of who it is."""

import zlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from members.surveys.models import STRIPES

_FACTS: Final = ("left_on", "joined_on", "employer", "card_no", "work_address")


class Claim(NamedTuple):
    """What a line says of who it is. ``said``: the values of the line, by field, as in the JSON contract."""

    match_name: str
    number: int | None = None
    digest: str = ""
    phones: Sequence[str] = ()
    home: int | None = None
    said: Mapping[str, Any] = MappingProxyType({})

    @property
    def facts(self) -> frozenset[tuple[str, str]]:
        """Further facts by name, as text, that a namesake would hardly share. Asked for only where there is a namesake."""
        found = ((name, _as_text(self.said.get(name))) for name in _FACTS)
        return frozenset((name, text) for name, text in found if text)


def _as_text(value: Any) -> str:
    return value["date"] if isinstance(value, dict) else value or ""


Key = tuple[str, ...]


def keys_of(claim: Claim, *, member: int | None = None) -> list[Key]:
    """The keys under which two lines of a file are one person. A name without anything else is none.

    ``member``: whom the line means; two lines that mean one registered member are one person, whatever he was recognised by.
    """
    keys: list[Key] = [("phone", claim.match_name, phone) for phone in claim.phones]
    if claim.number:
        keys.append(("number", str(claim.number)))
    if claim.digest:
        keys.append(("identity", claim.digest))
    if member:
        keys.append(("member", str(member)))
    return keys


def fact_keys(claim: Claim) -> list[Key]:
    """The keys under which two lines of a file are likely one person (``repeats``)."""
    return [("fact", claim.match_name, str(claim.home), name, text) for name, text in claim.facts]


def stripe_of(match_name: str) -> int:
    """Namesakes share a stripe."""
    return zlib.crc32(match_name.encode()) % STRIPES
