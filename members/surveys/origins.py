"""Which county a text of origin names, or why it names none. Nothing is guessed: where two places answer, both are named."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from branches.divisions.gazetteer import Level
from branches.divisions.matches import Method, PlaceMatch, Status
from branches.divisions.names import PlaceIndex
from branches.divisions.spelling import seen
from members.surveys.lines import Terms
from members.surveys.values.faults import Fault
from members.surveys.values.text import plain

_REMEMBERED = 20_000  # texts of places; then they are forgotten, so that memory stays flat
# The code of a division instead of its name, or before it: of a county, a township (9 digits) or a village (12).
_CODE = re.compile(r"(\d{6})(?:\d{3}|\d{6})?(?:\.0)?")
_CODE_BEFORE = re.compile(rf"^{_CODE.pattern}[ :,、\-]*(?=[^\d.])")
# 户籍：江西安义, 原上饶县: what a place is called by, before it. Looked at only where the text as it stands names none (原平市).
_LABEL = re.compile(r"^(?:户籍(?:所在)?地?|籍贯|祖籍|流出地|家庭[住地]址|老家|家乡|原籍|来自|原|现)[:： ]*(?=..)")
_OR = re.compile(r"^(?:或者?|以及|[和与及]|现)")
_LISTS_MORE = re.compile("[、;/]$")
_NAMES_MORE = re.compile(r"..[县区市縣區]")
_SMALL = re.compile(r"(?:镇|乡|街道|办事处|村|社区|居委会|[组号队])$")
_VILLAGE = re.compile(r"[^省市县区镇乡道]+(?:村|社区|居委会|村委会)(?:[^省市县区镇乡道]{1,6}[组号队])?")


class Origin(NamedTuple):
    """``county``: its code and name as the JSON contract has them; ``fault``: why there is none."""

    county: dict[str, Any]
    township: int | None = None
    fault: Fault | None = None


class Origins:
    """The origins of one file; texts that repeat are looked up once."""

    def __init__(self, terms: Terms, index: PlaceIndex, *, header: str) -> None:
        """``header``: the heading of the column, for the faults."""
        self._terms, self._index, self._header = terms, index, header
        self._known: dict[str, Origin] = {}

    def of(self, text: str) -> Origin:
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[text] = self._found(text)
        return found

    def _found(self, text: str) -> Origin:
        found = self._read(_CODE_BEFORE.sub("", plain(text)), text)
        if found.fault is None or not (label := _LABEL.match(plain(text))):
            return found
        unlabelled = self._read(plain(text)[label.end() :], text)
        return found if unlabelled.fault and unlabelled.fault.code == "unknown_place" else unlabelled

    def _read(self, written: str, text: str) -> Origin:
        """``text``: as it stands in the file, for the fault."""
        coded = _CODE.fullmatch(written)
        if coded:
            return self._of_code(int(coded.group(1)), text)
        match = self._index.find(written, within=self._terms.place, on=self._terms.collected_on)
        code = self._today(match.county)
        if code is None:
            return self._without_county(written, text, match)
        other = self._other_county(match.rest, is_listed=_LISTS_MORE.search(seen(written).removesuffix(match.rest)))
        if other not in (None, code):
            return self._refused("ambiguous_place", text, [code, other])
        return self._standing(code, text, match.township if code == match.county else None)

    def _standing(self, code: int, text: str, township: int | None = None) -> Origin:
        if code not in self._terms.scope:
            return self._refused("outside_scope", text)
        return Origin({"code": code, "name": self._index.local_name(code)}, township)

    def _today(self, county: int | None) -> int | None:
        """The county that stands today for the one named: a name of 2016 leads to its successor."""
        return None if county is None else self._index.gazetteer.lineage.current(county, self._terms.today)

    def _of_code(self, code: int, text: str) -> Origin:
        if code not in self._index.gazetteer.divisions:
            return self._refused("unknown_place", text)
        county = self._today(code) if code % 100 else None
        return self._refused("not_a_county", text) if county is None else self._standing(county, text)

    def _other_county(self, rest: str, *, is_listed: object) -> int | None:
        """A county that is named in full behind the first: 南昌县或进贤县 names two places, of which none is chosen.

        In short only where it is listed beside the first: 崇仁、乐安; there is a township of many a county's short name.
        """
        written, rest = rest, _OR.sub("", rest)
        if is_listed or rest != written:
            match = self._index.find(rest, within=self._terms.place)
            if match.county and not match.rest:
                return self._today(match.county)
        if not _NAMES_MORE.search(rest):
            return None
        match = self._index.find(rest)
        is_sure = match.method in (Method.FULL_NAME, Method.OTHER_TIME, Method.RESPELLED)
        return self._today(match.county) if is_sure else None

    def _without_county(self, written: str, text: str, match: PlaceMatch) -> Origin:
        """Why a text names no county, with the places it may mean as the proposal. A village alone is one of the file's own county."""
        if match.status == Status.AMBIGUOUS:
            return self._refused("ambiguous_place", text, [place.code for place in match.candidates])
        if match.outside is not None:
            above = match.outside.level != Level.COUNTY and self._is_above(match.outside.code)
            return self._refused("not_a_county" if above else "outside_scope", text)
        suggestions = [place.code for place in match.suggestions]
        if match.place is not None:
            return self._refused("not_a_county", text, suggestions)
        if self._terms.place % 100 and _VILLAGE.fullmatch(written):
            return self._standing(self._terms.place, text)
        if self._is_elsewhere(written):
            return self._refused("outside_scope", text)
        if suggestions:
            return self._refused("unknown_place", text, suggestions)
        return self._refused("not_a_county" if _SMALL.search(written) else "unknown_place", text)

    def _is_elsewhere(self, written: str) -> bool:
        """Whether a text names places, one or several, all outside the place of the file."""
        match = self._index.find(written)
        return match.place is not None or match.status == Status.AMBIGUOUS

    def _is_above(self, code: int) -> bool:
        width = 10_000 if code % 10_000 == 0 else 100
        return code <= self._terms.place < code + width

    def _refused(self, code: str, text: str, places: Sequence[int] = ()) -> Origin:
        proposal = [self._index.full_name(place) for place in places] or None
        return Origin(
            {}, None, Fault(code, proposal=proposal, params=(("text", text),), field="origin", header=self._header)
        )
