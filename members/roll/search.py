"""The search of the whole site: a name from any position, its pinyin or initials, a member's number, a phone.

A phone must be given whole: pieces of it would let somebody guess what is masked.
"""

import re
from collections.abc import Callable

from django.db import connection
from django.db.models import Q

from members.roll.models import Member
from members.roll.names import match_name
from members.roll.prefixes import FOURTH, REACH, ByCodePoint, FromCharacter, IsLong, IsNot, begins_with
from members.roll.querysets import MemberQuerySet, Met

FEW = 1000  # rows that are gathered and counted one by one; of more, a page is met on the way along the order
_NUMBER = re.compile(r"[Mm]?0*(\d{1,18})")
_PHONE = re.compile(r"\+?\d[\d -]{5,}")
_LATIN = re.compile(r"[a-z' ]+")


def found(members: MemberQuerySet, text: str) -> MemberQuerySet:
    """The members that a text means, looked up in the indexes of names and numbers; all of them for an empty text."""
    return _matching(members, text, _by_index)


def met(members: MemberQuerySet, text: str) -> MemberQuerySet:
    """The same members, where each is met anyway, one of few or bearing the name of many: SQLite then asks no index of names.

    PostgreSQL has statistics of its indexes and sees by them whether they help.
    """
    return _matching(members, text, _by_index if connection.vendor == "postgresql" else _by_reading)


def gathered(members: MemberQuerySet, text: str) -> MemberQuerySet:
    """The same members, to be put in any order: few are looked up beforehand by the indexes, many are soon met along the order.

    No database knows beforehand how many bear a name, and a wrong guess costs seconds.
    """
    if not text.strip():
        return members
    keys = few_keys(found(members, text))
    return met(members, text) if keys is None else members.filter(pk__in=keys)


def few_keys(members: MemberQuerySet) -> list[int] | None:
    """The keys of the members in no order, where they are few; None for more than ``FEW``."""
    keys = list(members.order_by().values_list("pk", flat=True)[: FEW + 1])
    return keys if len(keys) <= FEW else None


def _matching(members: MemberQuerySet, text: str, by_name: Callable[[str], Q]) -> MemberQuerySet:
    text = text.strip()
    if not text:
        return members
    if text.isascii() and any(character.isdigit() for character in text):
        return members.filter(_by_number(text))
    key = match_name(text)
    if not key:
        return members.none()
    return members.alias(**_ALIASES).filter(by_name(key) | _by_latin(text))


_ALIASES = {f"name_from_{at}": ByCodePoint(FromCharacter("match_name", at=at)) for at in range(2, REACH + 1)} | {
    "name_from_1": ByCodePoint("match_name"),
    "reading": ByCodePoint("pinyin"),
    "letters": ByCodePoint("initials"),
}


def _by_index(key: str) -> Q:
    """A name with the key in it: its beginning, or what begins at its second, third or fourth character; or a very long name."""
    condition = _rarely(Q(IsLong("match_name", than=REACH), match_name__contains=key))
    for at in range(1, REACH):
        condition |= begins_with(f"name_from_{at}", key)
    return condition | Q(IsLong("match_name", than=FOURTH)) & begins_with(f"name_from_{REACH}", key)


def _by_reading(key: str) -> Q:
    return Q(match_name__contains=key)


def _by_latin(text: str) -> Q:
    """The beginning of the reading or of the initials; nobody where the text is none in Latin letters."""
    latin = text.lower().replace(" ", "").replace("'", "") if _LATIN.fullmatch(text.lower()) else ""
    return begins_with("reading", latin) | begins_with("letters", latin) if latin else Q(pk__in=[])


def _rarely(condition: Q) -> Q:
    """A condition that a partial index on few rows answers, as part of an OR.

    SQLite reads such an index in a query of its own alone, one that asks for a column more (or it would read the longer index that
    holds all that is asked); PostgreSQL only outside of one.
    """
    if connection.vendor == "postgresql":
        return condition
    few = Member.objects.order_by().alias(met_home=Met("home")).filter(condition, met_home__isnull=False)
    return Q(pk__in=few.values("pk"))


def _by_number(text: str) -> Q:
    """A member's number, a phone (also one of the others), or the number of a mobile member's card."""
    condition = Q(IsNot("card_no", value=""), card_no=text)
    number = _NUMBER.fullmatch(text)
    if number and int(number.group(1)) < 2**63:
        key = int(number.group(1))
        # Asked beforehand: a subquery here would keep the database from its indexes.
        survivors = Member.objects.filter(pk=key, merged_into__isnull=False).values_list("merged_into", flat=True)
        condition |= Q(pk__in=[key, *survivors])
    if _PHONE.fullmatch(text):
        phone = text.replace(" ", "").replace("-", "")
        condition |= Q(IsNot("phone", value=""), phone=phone)
        condition |= _rarely(Q(IsNot("other_phones", value=""), other_phones__contains=phone))
    return condition
