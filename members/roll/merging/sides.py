"""Two records of one person side by side: which fields there are, what is proposed, and taking the chosen values over."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.roll.known_values import COLUMNS, UNKNOWN, says_no_more, value_of
from members.roll.knowns import SIX_KNOWNS, state_field
from members.roll.models import Member, OtherValue
from members.roll.rules import open_membership, open_relation

SURVIVOR, ABSORBED, BOTH = "survivor", "absorbed", "both"
STANDING, RELATION = "standing", "relation"
Choices = Mapping[str, str]

# Each field that is chosen, with the columns that go together.
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "match_name", "pinyin", "initials"),
    "kind": ("kind",),
    "joined_on": ("joined_on", "joined_on_precision"),
    "confirmed_on": ("confirmed_on", "confirmed_on_precision"),
    "card_no": ("card_no",),
    "employer": ("employer",),
    "reach": ("reach",),
    "note": ("note",),
    **{known: (*COLUMNS[known], state_field(known)) for known in SIX_KNOWNS},
}
_BLANK = (None, "", "unknown")


def columns(member: Member, field: str) -> tuple[Any, ...]:
    return tuple(getattr(member, column) for column in FIELDS[field])


def is_blank(member: Member, field: str) -> bool:
    """Whether the record says nothing of it. Known to be none is not nothing."""
    return value_of(member, field) is UNKNOWN if field in SIX_KNOWNS else columns(member, field)[0] in _BLANK


def differing(survivor: Member, absorbed: Member) -> list[str]:
    """The fields of which the two say different things, or only one says anything."""
    return [field for field in FIELDS if columns(survivor, field) != columns(absorbed, field)]


def proposed(survivor: Member, absorbed: Member) -> dict[str, str]:
    """For every field the record whose value is proposed; a person decides.

    What only one says; of two the one that says more, or more exactly, else the one of the newer source; the membership that is
    confirmed, then the later one.
    """
    choices = {field: _proposed(field, survivor, absorbed) for field in FIELDS}
    choices[STANDING] = ABSORBED if _standing(absorbed) > _standing(survivor) else SURVIVOR
    choices[RELATION] = ABSORBED if _relation(absorbed) > _relation(survivor) else SURVIVOR
    return choices


def _proposed(field: str, survivor: Member, absorbed: Member) -> str:
    if columns(survivor, field) == columns(absorbed, field) or is_blank(absorbed, field):
        return SURVIVOR
    if is_blank(survivor, field):
        return ABSORBED
    if field == "note":
        return BOTH
    if agree(survivor, absorbed, field):
        return ABSORBED if _filled(absorbed, field) > _filled(survivor, field) else SURVIVOR
    if _says_all(survivor, absorbed, field):
        return SURVIVOR
    if _says_all(absorbed, survivor, field) or _asked_on(absorbed, field) > _asked_on(survivor, field):
        return ABSORBED
    return SURVIVOR


def agree(one: Member, other: Member, field: str) -> bool:
    """Whether both say the same, if in other words."""
    return _says_all(one, other, field) and _says_all(other, one, field)


def _says_all(one: Member, other: Member, field: str) -> bool:
    """Whether the one says what the other one says: the same, or more, or more exactly."""
    if field in SIX_KNOWNS:
        others = value_of(other, field)
        return others is UNKNOWN or says_no_more(field, value_of(one, field), others)
    return columns(one, field) == columns(other, field)


def _filled(member: Member, field: str) -> int:
    return sum(map(bool, columns(member, field)))


def _asked_on(member: Member, field: str) -> str:
    return str(member.sources.get(field, {}).get("on", ""))


def _standing(member: Member) -> tuple[bool, bool, bool, str]:
    """On the roll before off it, in a branch before in none, confirmed before pending, then the later."""
    membership = open_membership(member)
    since = membership.since.isoformat() if membership else ""
    return (member.ended_on is None, membership is not None, bool(membership and membership.confirmed_on), since)


def _relation(member: Member) -> tuple[bool, str]:
    relation = open_relation(member)
    return (relation is not None, relation.since.isoformat() if relation and relation.since else "")


def require_choices(choices: Choices) -> None:
    """ValidationError (``unknown_choice``) where a field is unknown or is to be taken from nowhere."""
    for field, side in choices.items():
        allowed = {SURVIVOR, ABSORBED, BOTH} if field == "note" else {SURVIVOR, ABSORBED}
        if side not in allowed or field not in {*FIELDS, STANDING, RELATION}:
            raise ValidationError(_("Choose one of the two for every line."), code="unknown_choice")


def take_over(survivor: Member, absorbed: Member, choices: Choices) -> list[OtherValue]:
    """Set the chosen values on the survivor's object; handed back is what was not chosen of the knowns, to be kept beside them."""
    lost = []
    for field, names in FIELDS.items():
        side = choices[field]
        if field in SIX_KNOWNS:
            lost += _not_chosen(survivor, absorbed, field, side)
        if side == ABSORBED:
            for name in names:
                setattr(survivor, name, getattr(absorbed, name))
            if field in SIX_KNOWNS:
                _take_source(survivor, absorbed, field)
    if choices["note"] == BOTH:
        survivor.note = "\n".join(note for note in (survivor.note, absorbed.note) if note)
    if survivor.origin_id is not None:
        survivor.home = survivor.origin_id
    return lost


def _take_source(survivor: Member, absorbed: Member, known: str) -> None:
    sources = {name: source for name, source in survivor.sources.items() if name != known}
    survivor.sources = sources | ({known: absorbed.sources[known]} if known in absorbed.sources else {})


def _not_chosen(survivor: Member, absorbed: Member, known: str, side: str) -> list[OtherValue]:
    chosen, loser = (survivor, absorbed) if side == SURVIVOR else (absorbed, survivor)
    lost = value_of(loser, known)
    if lost is UNKNOWN or says_no_more(known, value_of(chosen, known), lost):
        return []
    return [OtherValue(member=survivor, known=known, value=lost, source=loser.sources.get(known, {}))]


def leading(survivor: Member, absorbed: Member, side: str) -> tuple[Member, Member]:
    """The record whose word holds, and the other one."""
    return (survivor, absorbed) if side == SURVIVOR else (absorbed, survivor)
