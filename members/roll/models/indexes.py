"""By what members are looked up: each index makes every newcomer dearer, so what few have is in one that holds only those."""

import operator
from collections.abc import Mapping
from functools import reduce
from typing import Final

from django.db import models
from django.db.models import Q
from django.db.models.functions import Substr

from members.roll.prefixes import FOURTH, ByCodePoint, has_long_name

COMMON: Final[Mapping[str, tuple[str, ...]]] = {"reach": ("in_contact",), "dues": ("paid", "unpaid", "unknown")}
"""What nearly everybody has in these columns: who has anything else stands in an index of its own."""


def _is_uncommon(column: str) -> Q:
    return reduce(operator.and_, (~Q(**{column: value}) for value in COMMON[column]))


INDEXES: Final = [
    models.Index(fields=["home", "id"], name="member_home"),
    models.Index(fields=["branch", "id"], name="member_branch"),
    # Search at any position of a name is search for a beginning, from its first to its fourth character on, which few
    # names have; what lies deeper is looked for among the very few that are longer still.
    models.Index(ByCodePoint("match_name"), name="member_name_from_1"),
    models.Index(ByCodePoint(Substr("match_name", 2)), name="member_name_from_2"),
    models.Index(ByCodePoint(Substr("match_name", 3)), name="member_name_from_3"),
    models.Index(ByCodePoint(Substr("match_name", 4)), name="member_name_from_4", condition=has_long_name(FOURTH)),
    models.Index(fields=["id"], name="member_long_name", condition=has_long_name()),
    models.Index(ByCodePoint("pinyin"), name="member_pinyin"),
    models.Index(ByCodePoint("initials"), name="member_initials"),
    models.Index(fields=["card_no"], name="member_card_no", condition=~Q(card_no="")),
    models.Index(fields=["phone"], name="member_phone", condition=~Q(phone="")),
    models.Index(fields=["other_phones"], name="member_other_phones", condition=~Q(other_phones="")),
    # What is said of few, and asked for: newcomers are in none of these.
    models.Index(fields=["ended_on"], name="member_ended", condition=Q(ended_on__isnull=False)),
    models.Index(fields=["reach"], name="member_out_of_reach", condition=_is_uncommon("reach")),
    models.Index(fields=["dues"], name="member_rare_dues", condition=_is_uncommon("dues")),
    models.Index(fields=["merged_into"], name="member_merged_into", condition=Q(merged_into__isnull=False)),
]
