"""The search of the whole site: a name from any position, its pinyin or initials, a member's number, a phone.

A phone must be given whole: pieces of it would let somebody guess what is masked.
"""

import re

from django.db.models import Q
from django.db.models.functions import Substr

from members.roll.models import Member
from members.roll.names import match_name
from members.roll.prefixes import REACH, ByCodePoint, begins_with, has_long_name
from members.roll.querysets import MemberQuerySet

_NUMBER = re.compile(r"[Mm]?0*(\d{1,18})")
_PHONE = re.compile(r"\+?\d[\d -]{5,}")
_LATIN = re.compile(r"[a-z' ]+")


def found(members: MemberQuerySet, text: str) -> MemberQuerySet:
    """The members that a text means; all of them for an empty text."""
    text = text.strip()
    if not text:
        return members
    if text.isascii() and any(character.isdigit() for character in text):
        return members.filter(_by_number(text))
    key = match_name(text)
    if not key:
        return members.none()
    aliases = {
        f"name_from_{at}": ByCodePoint(Substr("match_name", at) if at > 1 else "match_name")
        for at in range(1, REACH + 1)
    }
    condition = has_long_name() & Q(match_name__contains=key)
    for alias in aliases:
        condition |= begins_with(alias, key)
    if _LATIN.fullmatch(text.lower()):
        aliases |= {"reading": ByCodePoint("pinyin"), "letters": ByCodePoint("initials")}
        latin = text.lower().replace(" ", "").replace("'", "")
        condition |= begins_with("reading", latin) | begins_with("letters", latin) if latin else Q()
    return members.alias(**aliases).filter(condition)


def _by_number(text: str) -> Q:
    """A member's number, a phone (also one of the others), or the number of a mobile member's card."""
    condition = Q(card_no=text) & ~Q(card_no="")
    number = _NUMBER.fullmatch(text)
    if number and int(number.group(1)) < 2**63:
        key = int(number.group(1))
        # Asked beforehand: a subquery here would keep the database from its indexes.
        survivors = Member.objects.filter(pk=key, merged_into__isnull=False).values_list("merged_into", flat=True)
        condition |= Q(pk__in=[key, *survivors])
    if _PHONE.fullmatch(text):
        phone = text.replace(" ", "").replace("-", "")
        condition |= Q(phone=phone) & ~Q(phone="") | Q(other_phones__contains=phone) & ~Q(other_phones="")
    return condition
