"""Values the importer does not know, explained by a person, put where they belong.

Shapes of an answer: kind ``"formal"``, ``"probationary"`` or ``"not_a_member"``; of note and home_org ``"gone"``, ``"not_a_member"`` or
``"registered"``; dues and dates as in the command's JSON; origin and branch ``{"code", "name"}``; None for "nobody knows", but of note and
home_org.
"""

import json
from collections.abc import Callable, Container, Iterable
from functools import partial
from typing import Any, Final, NamedTuple

from branches.models import Branch, County
from members.surveys.lines import Line, Terms
from members.surveys.reading.headings import normalised
from members.surveys.staging import fault_from, stored_fault
from members.surveys.values.dates import order_faults
from members.surveys.values.faults import ERROR, WARNING, Fault
from members.surveys.values.standing import GONE, NOT_A_MEMBER
from members.surveys.waiting.models import RememberedAnswer

OF_STANDING: Final = ("note", "home_org")
"""Fields whose values are kept as written; asked is only what they say of who is to be registered."""
_DATES = ("joined_on", "confirmed_on", "left_on")
_ASKED = {
    "kind": {"unknown_value"},
    "dues": {"unknown_value", "ambiguous_date"},
    "origin": {"unknown_place", "ambiguous_place", "not_a_county"},
    "branch": {"unknown_branch"},
    **{field: {"standing_in_note"} for field in OF_STANDING},
    **{field: {"ambiguous_date"} for field in _DATES},
}
ASKED_CODES = frozenset(code for codes in _ASKED.values() for code in codes)
OVER_DATES = ("confirmed_before_joined", "confirmed_not_exact", "probation_length")
_SAME_EVERYWHERE = {"origin", "branch"}
_REFUSING = (NOT_A_MEMBER, GONE)
_CUT = "…"


class Question(NamedTuple):
    """What is asked: a text, under a heading, of a field. The heading is empty where it makes no difference."""

    field: str
    heading: str
    text: str

    @property
    def is_of_file(self) -> bool:
        """Whether the answer holds in one file only: another writes its dates in another order, and 1 is yes here and no there."""
        return self.field in _DATES or (
            self.field not in _SAME_EVERYWHERE and any(character.isdigit() for character in self.text)
        )

    @property
    def may_stay_open(self) -> bool:
        """Whether nobody need know: but whether somebody is to be registered must be known."""
        return self.field not in OF_STANDING


def question_of(fault: Fault) -> Question | None:
    """The question a fault raises, or None where only the sender can help."""
    text = dict(fault.params).get("text", "")
    if fault.code not in _ASKED.get(fault.field, ()) or not text or text.endswith(_CUT) or len(text) > 200:
        return None
    heading = "" if fault.field in _SAME_EVERYWHERE else normalised(fault.header)[:100]
    return Question(fault.field, heading, text)


def offices(place: int) -> list[int]:
    """Whose memory counts for a place: the province's, the prefecture's, its own, the nearest last."""
    return list(dict.fromkeys([place // 10_000 * 10_000, place // 100 * 100, place]))


class Answers:
    """The answers that hold for one file."""

    def __init__(
        self, terms: Terms, upload: int | None, *, standing: Callable[[str], Container[int]] | None = None
    ) -> None:
        """``standing``: of a field (origin, branch) the codes that may be meant, where they are known; else they are asked for."""
        found = RememberedAnswer.objects.filter(division_code__in=offices(terms.place), upload=None)
        if upload is not None:
            found = found | RememberedAnswer.objects.filter(upload=upload)
        nearness = offices(terms.place).index
        ordered = sorted(found, key=lambda answer: (answer.upload_id is not None, nearness(answer.division_code)))
        asked = standing or partial(_standing, ordered, terms)
        codes = {field: asked(field) for field in {a.field for a in ordered if a.value is not None} & _SAME_EVERYWHERE}
        self.known = {
            Question(a.field, a.heading, a.text): a
            for a in ordered
            if a.field not in _SAME_EVERYWHERE or a.value is None or a.value["code"] in codes[a.field]
        }

    def take(self, line: Line) -> bool:
        """Put the answers to the line's faults in; whether there was one. What it was before is kept, to be taken back."""
        if not self.known or not line.faults:
            return False
        taken = False
        for fault in list(line.faults):
            question = question_of(fault)
            if question in self.known:
                _put(line, fault, self.known[question].value)
                taken = True
        return taken


def _standing(answers: Iterable[RememberedAnswer], terms: Terms, field: str) -> set[int]:
    """Counties or branches among the answers that lie in the file's place and still stand: others explain nothing here."""
    codes = {answer.value["code"] for answer in answers if answer.field == field and answer.value is not None}
    if field == "origin":
        counties = County.objects.within(terms.scope).valid_on(terms.today).filter(pk__in=codes)
        return set(counties.values_list("pk", flat=True))
    branches = Branch.objects.within(terms.scope).active_on(terms.today).filter(pk__in=codes)
    return set(branches.values_list("pk", flat=True))


def _put(line: Line, fault: Fault, value: Any) -> None:
    field = fault.field
    before = {"fault": stored_fault(fault), "values": {field: line.values[field]} if field in line.values else {}}
    line.details.setdefault("answered", []).append(before)
    line.faults.remove(fault)
    said = dict(fault.params)["text"]
    if value in _REFUSING:
        line.faults.append(Fault(value, ERROR, None, (("text", said),), field, fault.header))
    else:
        params = (("text", said), ("answer", json.dumps(value, ensure_ascii=False)))
        line.faults.append(Fault("answered", WARNING, None, params, field, fault.header))
        _write(line, field, said, value)
    _compare_dates(line)


def _write(line: Line, field: str, said: str, value: Any) -> None:
    if value is None or field in OF_STANDING:
        return
    if field == "dues" and isinstance(line.values.get("dues"), dict):
        present = line.values["dues"]
        state = value["state"] if value["paid_to"] is None else present["state"]
        line.values["dues"] = {"state": state, "paid_to": value["paid_to"] or present["paid_to"]}
        return
    line.values[field] = value
    if field == "origin":
        line.details |= {"origin_text": said, "township": None}
    if field == "branch":
        line.details["branch"] = value["code"]


def take_back(line: Line) -> None:
    """Make the line as it was before any answer."""
    for before in reversed(line.details.pop("answered", [])):
        fault = fault_from(before["fault"])
        said = dict(fault.params)["text"]
        line.faults = [f for f in line.faults if not _replaces(f, fault, said)]
        line.faults.append(fault)
        line.values.pop(fault.field, None)
        line.values |= before["values"]
        if fault.field == "branch":
            line.details.pop("branch", None)
        if fault.field == "origin":
            line.details.pop("township", None)
    _compare_dates(line)


def _replaces(later: Fault, fault: Fault, said: str) -> bool:
    same = (later.field, later.header, dict(later.params).get("text")) == (fault.field, fault.header, said)
    return same and later.code in ("answered", *_REFUSING)


def forget(line: Line, fields: Iterable[str]) -> None:
    """Drop what was kept of answers to fields that are read anew."""
    left = [before for before in line.details.pop("answered", []) if before["fault"]["field"] not in fields]
    if left:
        line.details["answered"] = left


def _compare_dates(line: Line) -> None:
    header = next((fault.header for fault in line.faults if fault.code in OVER_DATES), "")
    line.faults = [fault for fault in line.faults if fault.code not in OVER_DATES]
    order = order_faults(line.values.get("joined_on"), line.values.get("confirmed_on"))
    line.faults += [fault._replace(header=header) for fault in order]
