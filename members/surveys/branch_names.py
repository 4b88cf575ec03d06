"""Which branch a text names, however much of its name is written and in which of the words that mean the same."""

import re

from django.conf import settings

from branches.divisions.names import PlaceIndex
from branches.models import Branch
from members.roll.names import match_name
from members.surveys.lines import Terms

# In this order: 中国共产党安义县在北京流动党员总支部委员会 -> 安义县驻京流动党总支.
_ONE_WORD = [
    (re.compile(written), one)
    for written, one in (
        ("中国共产党|中共", ""),
        ("[驻在](?:北京|京)|北京(?=流动|党|临时)", "驻京"),
        ("流动党员党?(?=[支总委])", "流动党"),
        ("支部委员会", "支部"),
        ("总支部", "总支"),
        ("党委员会", "党委"),
    )
]


_REMEMBERED = 20_000  # texts; then they are forgotten, so that memory stays flat


class BranchNames:
    """Branches inside the scope, active on the day of the file, by every name they have or had."""

    def __init__(self, terms: Terms, index: PlaceIndex) -> None:
        """Two queries."""
        self._terms, self._index = terms, index
        self._by_key: dict[str, list[Branch]] = {}
        self._known: dict[str, list[Branch]] = {}
        branches = Branch.objects.within(terms.scope).active_on(terms.today).prefetch_related("former_names")
        for branch in branches:
            former = [name for old in branch.former_names.all() for name in (old.full_name, old.short_name)]
            names = (branch.full_name, branch.short_name, branch.plaque_name, str(branch.code), *former)
            for key in {key for name in names if name for key in self._keys(name)}:
                self._by_key.setdefault(key, []).append(branch)

    def called(self, text: str) -> list[Branch]:
        """All that the text may mean. A name as it is written goes before one whose place is only the same today."""
        if text not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[text] = next(filter(None, map(self._by_key.get, self._keys(text))), [])
        return self._known[text]

    def _keys(self, text: str) -> list[str]:
        """A name in one spelling; then with the code of the place before 驻京, where 西湖区, 南昌西湖区 and 南昌市西湖区 are one."""
        key = match_name(text)
        for written, one in _ONE_WORD:
            key = written.sub(one, key)
        place, posted, rest = key.partition("驻京")
        match = self._index.find(place, within=settings.HOME_PROVINCE)
        if not posted or match.place is None:
            return [key]
        code = self._index.gazetteer.lineage.current(match.place.code, self._terms.today) or match.place.code
        return [key, f"{code}{match.rest}驻京{rest}"]
