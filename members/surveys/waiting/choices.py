"""What a value that is not known may mean: the choices offered beside a question, and what a person writes instead."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.divisions.names import PlaceIndex, place_index
from branches.models import Branch
from members.roll.models import Member, MemberKind
from members.roll.wording import known_in_words
from members.surveys.branch_names import BranchNames
from members.surveys.lines import Terms
from members.surveys.values.dates import DateHints, parse_date
from members.surveys.values.days import Day
from members.surveys.values.faults import UNKNOWN, Fault
from members.surveys.values.standing import GONE, NOT_A_MEMBER, REGISTERED
from members.surveys.waiting.answers import OF_STANDING, Question
from registry.dates import written_date

Choice = tuple[Any, str]  # the answer, in words

STATES = ("paid", "unpaid", "exempt", "paid_at_origin")
_ORDERS = ("ymd", "mdy", "dmy")
STANDINGS = {
    GONE: gettext_lazy("no member here any more: refuse the line"),
    NOT_A_MEMBER: gettext_lazy("not a member: refuse the line"),
    REGISTERED: gettext_lazy("to be registered all the same"),
}


class Choosing:
    """Offers choices for the questions of one file; what it must know of places and branches it reads once."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms

    @cached_property
    def _index(self) -> PlaceIndex:
        return place_index()

    @cached_property
    def _branches(self) -> list[Branch]:
        return list(Branch.objects.within(self.terms.scope).active_on(self.terms.today))

    def of(self, fault: Fault, question: Question) -> tuple[list[Choice], int | None]:
        """The choices, and the index of the one proposal where there is exactly one."""
        if question.field == "kind":
            return _of_kind(fault)
        if question.field in OF_STANDING:
            return _of_note(fault)
        if question.field == "dues" and fault.code == "unknown_value":
            return _of_dues(fault)
        if question.field == "origin":
            return _one(self._of_places(fault.proposal or []))
        if question.field == "branch":
            proposed = fault.proposal or []
            return _one(_as_choices(branch for branch in self._branches if branch.full_name in proposed))
        return self._of_date(fault, question)

    @property
    def counties(self) -> list[str]:
        """Names of the counties of the file's place, as somebody would write them."""
        return [self._index.local_name(code) for code in sorted(self.standing("origin"))]

    @property
    def branch_names(self) -> list[str]:
        return sorted({branch.short_name for branch in self._branches})

    def standing(self, field: str) -> set[int]:
        """Codes that may be meant: counties (``origin``) or branches of the file's place that stand today."""
        if field == "branch":
            return {branch.code for branch in self._branches}
        lineage, today, scope = self._index.gazetteer.lineage, self.terms.today, self.terms.scope
        codes = {county.code for county in self._index.gazetteer.counties if county.code in scope}
        return {code for code in codes if lineage.current(code, today) == code}

    def written(self, question: Question, text: str) -> Any:
        """The answer a person wrote: a date, the name of a county, the name of a branch. None where it is none."""
        if question.field == "origin":
            found = self._of_places([text])
        elif question.field == "branch":
            found = _as_choices(BranchNames(self.terms, self._index).called(text))
        else:
            parsed = parse_date(text, today=self.terms.today)
            is_plain = parsed.value not in (UNKNOWN, None) and not parsed.faults
            return _shaped(question, parsed.value) if is_plain else None
        return found[0][0] if len(found) == 1 else None

    def _of_places(self, names: list[str]) -> list[Choice]:
        matches = [self._index.find(name, within=self.terms.place, on=self.terms.today) for name in names]
        codes = dict.fromkeys(m.county for m in matches if m.county and m.county in self.terms.scope)
        return [({"code": c, "name": self._index.local_name(c)}, self._index.local_name(c)) for c in codes]

    def _of_date(self, fault: Fault, question: Question) -> tuple[list[Choice], int | None]:
        found: dict[str, Any] = {}
        for hints in [DateHints(order=order, october=october) for order in _ORDERS for october in (False, True)]:
            value = self.reading(question, hints)
            if value is not None:
                found.setdefault(str(value), value)
        choices = [(value, _date_in_words(question, value)) for value in found.values()]
        proposed = _shaped(question, fault.proposal) if fault.proposal else None
        values = [value for value, _words in choices]
        return choices, values.index(proposed) if proposed in values else None

    def reading(self, question: Question, hints: DateHints) -> Any:
        """What the date is where its column is written so; None where that does not decide it."""
        parsed = parse_date(question.text, today=self.terms.today, hints=hints)
        is_decided = parsed.value not in (UNKNOWN, None) and all(f.code != "ambiguous_date" for f in parsed.faults)
        return _shaped(question, parsed.value) if is_decided else None


def _as_choices(branches: Iterable[Branch]) -> list[Choice]:
    return [({"code": branch.code, "name": branch.short_name}, branch.short_name) for branch in branches]


def _shaped(question: Question, date: dict[str, str]) -> Any:
    if question.field != "dues":
        return date
    return {"state": "paid", "paid_to": date["date"][:7]} if date["precision"] != "year" else None


def _date_in_words(question: Question, value: dict[str, Any]) -> str:
    if question.field == "dues":
        return known_in_words("dues", value)
    return written_date(Day.from_iso(value["date"]).first_day(), value["precision"])


def _one(choices: list[Choice]) -> tuple[list[Choice], int | None]:
    return choices, 0 if len(choices) == 1 else None


def _of_kind(fault: Fault) -> tuple[list[Choice], int | None]:
    kinds = [MemberKind.FORMAL, MemberKind.PROBATIONARY]
    choices: list[Choice] = [(kind.value, str(kind.label)) for kind in kinds]
    choices.append((NOT_A_MEMBER, str(STANDINGS[NOT_A_MEMBER])))
    return choices, kinds.index(fault.proposal) if fault.proposal in kinds else None


def _of_note(fault: Fault) -> tuple[list[Choice], int | None]:
    choices: list[Choice] = [(standing, str(words)) for standing, words in STANDINGS.items()]
    return choices, list(STANDINGS).index(fault.proposal)


def _of_dues(fault: Fault) -> tuple[list[Choice], int | None]:
    labels = dict(Member.Dues.choices)
    choices: list[Choice] = [({"state": state, "paid_to": None}, str(labels[state])) for state in STATES]
    if fault.proposal and fault.proposal["paid_to"]:
        return [(fault.proposal, known_in_words("dues", fault.proposal)), *choices], 0
    return choices, STATES.index(fault.proposal["state"]) if fault.proposal else None


def answer_in_words(field: str, value: Any) -> str:
    """An answer given before, for people."""
    if value is None:
        return _("nobody knows")
    if field in ("origin", "branch"):
        return str(value["name"])
    if field == "dues":
        return known_in_words("dues", value)
    if field in ("kind", *OF_STANDING):
        return str({**dict(MemberKind.choices), **STANDINGS}[value])
    return written_date(Day.from_iso(value["date"]).first_day(), value["precision"])
