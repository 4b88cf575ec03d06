"""What a line would change in a member: known by known, with the rules by which one source beats another.

Blank never overwrites; unknown never overwrites known; a more exact date refines. Of two values that contradict each other the
newer survey's is chosen, of the same day the nearer channel's (the village before the chat group); the other one is kept beside it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from members.roll.known_values import UNKNOWN, says_no_more, value_of
from members.roll.knowns import SIX_KNOWNS
from members.roll.sources import Channel
from members.surveys.person import Person
from members.surveys.values.phones import too_long

_NEARNESS = {channel: place for place, channel in enumerate(Channel.values)}
_BY_HAND = -1  # what a person entered is nearer than any file
_MOVES_ON = {"dues"}  # yesterday's state of the dues does not contradict today's


@dataclass(slots=True)
class Differences:
    """What applying the line would write.

    ``fields``: columns by name; ``knowns``: JSON values that change, of which ``silently`` those whose old value is only less exact or
    older and need not be kept beside, ``behind`` those that are only added behind the present ones, whose source stays; ``others``:
    known values that lose against the present ones and are kept beside them.
    """

    fields: dict[str, Any] = field(default_factory=dict)
    knowns: dict[str, Any] = field(default_factory=dict)
    silently: set[str] = field(default_factory=set)
    behind: set[str] = field(default_factory=set)
    others: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.fields or self.knowns or self.others)


NO_DIFFERENCES: Final = Differences()  # of who was compared with nobody, or says nothing new; never written to

Kept = Collection[tuple[str, Any]]
"""Values by known that lost against the present ones and are kept beside them."""


def differences(
    member: Person,
    *,
    fields: Mapping[str, Any],
    knowns: Mapping[str, Any],
    source: Mapping[str, Any],
    kept: Kept = (),
) -> Differences:
    """Compare a line with the member it speaks of.

    ``fields``: columns with their new values, none of them blank. ``knowns``: the six, as in ``members.roll.known_values``, only
    those the line says something of. ``source``: where the line comes from.
    """
    found = Differences(fields={name: value for name, value in fields.items() if getattr(member, name) != value})
    for known in SIX_KNOWNS:
        if known in knowns:
            _compare(found, member, known, knowns[known], source, kept)
    return found


def _compare(found: Differences, member: Person, known: str, value: Any, source: Mapping[str, Any], kept: Kept) -> None:
    present = value_of(member, known)
    if value is UNKNOWN or says_no_more(known, present, value):
        return
    is_newer = beats(source, member.sources.get(known, {}))
    contradicts = present is not UNKNOWN and not says_no_more(known, value, present)
    if known == "contact" and value is not None and present not in (None, UNKNOWN):
        _add_up(found, present, value, is_newer, kept)
    elif not contradicts or is_newer:
        found.knowns[known] = value
        if not contradicts or known in _MOVES_ON:
            found.silently.add(known)
    elif known not in _MOVES_ON and (known, value) not in kept:
        found.others[known] = value


def _add_up(found: Differences, present: Any, value: Any, is_newer: bool, kept: Kept) -> None:
    """Two contacts: all their numbers may reach him, the newer first. Of another way there is one. What finds no room is kept beside."""
    first, second = (value, present) if is_newer else (present, value)
    phones = first["phones"] + [phone for phone in second["phones"] if phone not in first["phones"]]
    while too_long(phones, other=""):
        phones.pop()  # more than the registry keeps of one person
    joined = {"phones": phones, "other": first["other"] or second["other"]}
    says_both = says_no_more("contact", joined, second)
    if joined != present:
        found.knowns["contact"] = joined
        if not is_newer:
            found.behind.add("contact")
        elif says_both:
            found.silently.add("contact")
    if not (is_newer or says_both or ("contact", value) in kept):
        found.others["contact"] = value


def beats(source: Mapping[str, Any], present: Mapping[str, Any]) -> bool:
    """Whether a source is newer than the present one, or of the same day and at least as near."""
    return (source.get("on", ""), -_nearness(source)) >= (present.get("on", ""), -_nearness(present))


def _nearness(source: Mapping[str, Any]) -> int:
    return _BY_HAND if "by" in source else _NEARNESS.get(source.get("channel", ""), len(_NEARNESS))
