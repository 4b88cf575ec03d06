"""What a mobile organisation is called: a proposal for a new one, and the ways people write one name.

There is no rule on names, only usage: a proposal is written into an empty field and may be changed.
"""

import itertools
import re
import unicodedata
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from branches.divisions.models import Province
from branches.divisions.spelling import folded
from branches.organisation.models import Branch, FormerBranchName

# Words that mean the same in names of mobile organisations; whoever searches for one finds all.
_EQUIVALENTS = [
    ["驻北京", "在北京", "驻京", "在京", "北京"],
    ["流动党员党支部", "流动党员支部", "流动党支部"],
    ["流动党员党总支", "流动党员总支", "流动党总支"],
    ["流动党员党委", "流动党员委员会", "流动党委"],
    ["中国共产党", "中共"],
]
_ENDINGS = {
    Branch.Kind.BRANCH: ("流动党员支部委员会", "流动党支部"),
    Branch.Kind.GENERAL_BRANCH: ("流动党员总支部委员会", "流动党总支"),
    Branch.Kind.COMMITTEE: ("流动党员委员会", "流动党委"),
}
_TEMPORARY = "临时"


@dataclass(frozen=True, slots=True)
class ProposedNames:
    full: str
    short: str


def proposed_names(place: str, kind: str, *, is_temporary: bool = False) -> ProposedNames:
    """Names for an organisation of ``place``, as people say it: 南昌市西湖区 -> 中国共产党南昌市西湖区驻京流动党员支部委员会.

    Reads the abbreviation of the province where the people work (one query).
    """
    host = Province.objects.filter(code=settings.HOST_PROVINCE).values_list("abbreviation", flat=True).first() or ""
    full, short = _ENDINGS[Branch.Kind(kind)]
    posted = f"{place}驻{host}{_TEMPORARY if is_temporary else ''}"
    return ProposedNames(f"中国共产党{posted}{full}", f"{posted}{short}")


def spellings(text: str) -> list[str]:
    """All ways to write the text with equivalent words exchanged, itself first: 西湖区驻京 -> also 西湖区在京, 西湖区北京, ..."""
    parts = [_equivalents(part) for part in _WORDS.split(text) if part]
    return ["".join(chosen) for chosen in itertools.islice(itertools.product(*parts), _MOST_SPELLINGS)]


def named_like(text: str) -> Q:
    """Condition on branches: every word of the text is part of one of their names, present or former.

    Full width, traditional characters and spaces are as good as any.
    """
    condition = Q()
    for word in unicodedata.normalize("NFKC", text).split()[:_MOST_WORDS]:
        condition &= _has_name(spellings(folded(word)))
    return condition


_WORDS = re.compile("(" + "|".join(re.escape(word) for group in _EQUIVALENTS for word in group) + ")")
_MOST_SPELLINGS = 50  # a name has three such words at most; a search made of nothing else stays cheap
_MOST_WORDS = 5


def _equivalents(part: str) -> list[str]:
    group = next((group for group in _EQUIVALENTS if part in group), [])
    return [part, *(word for word in group if word != part)]


def _has_name(texts: list[str]) -> Q:
    present = _contains(("full_name", "short_name", "plaque_name"), texts)
    former = FormerBranchName.objects.filter(_contains(("full_name", "short_name"), texts))
    return present | Q(pk__in=former.values("branch"))


def _contains(fields: tuple[str, ...], texts: list[str]) -> Q:
    condition = Q()
    for field, text in itertools.product(fields, texts):
        condition |= Q(**{f"{field}__icontains": text})
    return condition
