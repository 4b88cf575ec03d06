"""The other record of a person: found by number, name or phone within the scope; unasked, those that look alike."""

from dataclasses import dataclass

from django.db.models import Q

from members.roll import search
from members.roll.merging.alike import Pair, pair_of
from members.roll.merging.models import TwoPeople
from members.roll.models import Member
from members.roll.prefixes import ByCodePoint
from registry.access import Scope

_FEW = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another record, and what it has in common with the one at hand. ``is_two_people``: somebody said that they are two."""

    member: Member
    pair: Pair
    is_two_people: bool


def looked_for(member: Member, text: str, scope: Scope) -> list[Candidate]:
    """At most 20. ``text`` empty: of the same name or with the same phone."""
    others = Member.objects.within(scope).persons().exclude(pk=member.pk)
    found = (
        search.found(others, text) if text else others.alias(spelled=ByCodePoint("match_name")).filter(_alike(member))
    )
    found = found.select_related("origin__prefecture__province", "branch").order_by("pk")[:_FEW]
    said = TwoPeople.objects.about([member.pk]).values_list("lower", "higher")
    two = {key for pair in said for key in pair}
    return [Candidate(other, pair_of(member, other), other.pk in two) for other in found]


def _alike(member: Member) -> Q:
    phones = [phone for phone in member.phones if phone]
    return Q(spelled=member.match_name) | (Q(phone__in=phones) & ~Q(phone="") if phones else Q(pk__in=[]))
