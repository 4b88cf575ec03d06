"""Two records side by side, line by line, in words: what a person chooses from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from branches.models import OfficeTerm
from members.roll.known_values import value_of
from members.roll.knowns import SIX_KNOWNS
from members.roll.merging.sides import BOTH, FIELDS, RELATION, STANDING, agree, columns, is_blank, proposed
from members.roll.models import Member, Membership
from members.roll.querysets import MemberQuerySet
from members.roll.rules import open_membership, open_relation
from members.roll.sources import in_words
from members.roll.wording import known_in_words
from registry.dates import written_date

# What the names of the places of a member are read with.
PLACES = ("origin__prefecture__province", "origin_township", "work_district__prefecture__province")
_DATES = {"joined_on", "confirmed_on"}
_CHOICES = {"kind", "reach"}


@dataclass(frozen=True, slots=True)
class Said:
    """What one record says; empty words where it says nothing."""

    words: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both. ``differs``: there is something to choose."""

    name: str
    label: str
    survivor: Said
    absorbed: Said
    differs: bool
    proposed: str
    field: Any = None

    @property
    def may_be_both(self) -> bool:
        return self.proposed == BOTH


def labels() -> dict[str, str]:
    """What the office calls each line."""
    names = {
        name: str(SIX_KNOWNS.get(name) or Member._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for name in FIELDS
    }
    return {
        **{name: label[:1].upper() + label[1:] for name, label in names.items()},
        STANDING: _("Mobile branch here"),
        RELATION: _("Formal organisation at home"),
        "org_relations": _("Formal organisation at home"),
        "identity_digest": _("Identity number on file"),
        "moved": _("Offices held and lines of surveys"),
    }


def with_both_sides(members: MemberQuerySet) -> MemberQuerySet:
    """What a comparison shows and judges of each record, in four queries for both."""
    return members.select_related(*PLACES, "branch").prefetch_related(
        Prefetch("memberships", Membership.objects.select_related("branch")),
        "org_relations",
        Prefetch("office_terms", OfficeTerm.objects.select_related("branch")),
    )


class Comparison:
    """Both records, fetched ``with_both_sides``."""

    def __init__(self, survivor: Member, absorbed: Member) -> None:
        self.survivor, self.absorbed = survivor, absorbed
        self.proposed = proposed(survivor, absorbed)

    @cached_property
    def lines(self) -> list[Line]:
        words = labels()
        return [self._line(name, words[name]) for name in (*FIELDS, STANDING, RELATION)]

    @property
    def to_choose(self) -> list[Line]:
        return [line for line in self.lines if line.differs]

    def _line(self, name: str, label: str) -> Line:
        one, other = (said(member, name, self._names) for member in (self.survivor, self.absorbed))
        return Line(name, label, one, other, self._differs(name), self.proposed[name])

    def _differs(self, name: str) -> bool:
        if name == STANDING:
            one, other = (open_membership(member) for member in (self.survivor, self.absorbed))
            if one is None and other is None:
                return self.survivor.ended_on != self.absorbed.ended_on or self.survivor.ended != self.absorbed.ended
            return (one and one.branch_id) != (other and other.branch_id)
        if name == RELATION:
            held = [open_relation(member) for member in (self.survivor, self.absorbed)]
            return all(held) and len({"".join(each.formal_branch.split()) for each in held if each}) > 1
        return not agree(self.survivor, self.absorbed, name)

    @cached_property
    def _names(self) -> Mapping[int, str]:
        return names_of_places(self.survivor, self.absorbed)


def names_of_places(*members: Member) -> dict[int, str]:
    """Code -> name of the places that the members, read with ``PLACES``, come from and work in."""
    places = [place for member in members for place in (member.origin, member.work_district) if place]
    townships = [member.origin_township for member in members if member.origin_township]
    return {place.pk: place.local_name for place in places} | {place.pk: place.name for place in townships}


def said(member: Member, name: str, places: Mapping[int, str]) -> Said:
    """What a record says of a line."""
    if name == STANDING:
        return Said(_standing(member))
    if name == RELATION:
        relation = open_relation(member)
        return Said(relation.formal_branch if relation else "")
    if is_blank(member, name):
        return Said("")
    if name in SIX_KNOWNS:
        return Said(known_in_words(name, value_of(member, name), places), in_words(member.sources.get(name, {})))
    value = columns(member, name)[0]
    if name in _DATES:
        return Said(written_date(value, columns(member, name)[1] or "day"))
    return Said(str(getattr(member, f"get_{name}_display")()) if name in _CHOICES else str(value))


def _standing(member: Member) -> str:
    membership = open_membership(member)
    if membership is None:
        if member.ended_on is None:
            return _("in no branch")
        words = {"day": written_date(member.ended_on, "day"), "how": member.get_ended_display()}
        return _("left the roll on %(day)s: %(how)s") % words
    words = {"branch": str(membership.branch), "day": written_date(membership.since, "day")}
    if membership.confirmed_on:
        return _("%(branch)s since %(day)s, confirmed") % words
    return _("%(branch)s since %(day)s, to be confirmed") % words
