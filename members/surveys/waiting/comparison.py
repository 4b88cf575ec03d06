"""A line that waits for a decision beside the earlier line or the members it could mean, fact by fact, in the reader's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from branches.organisation.places import names_of
from members.roll.known_values import UNKNOWN, value_of
from members.roll.knowns import SIX_KNOWNS
from members.roll.models import Member, MemberKind
from members.roll.names import match_name
from members.roll.wording import known_in_words
from members.surveys.labels import FIELD_LABELS
from members.surveys.models import UploadRow, Verdict
from members.surveys.values.days import Day
from members.surveys.waiting.decisions import LEAVE, candidates_of, earlier_line_of
from registry.dates import iso_date, written_date

_FACTS = (
    "name", "kind", "origin", "joined_on", "left_on", "work_address", "employer", "occupation", "contact", "card_no",
)  # fmt: skip
_DATES = ("joined_on", "confirmed_on")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact on both sides. ``others``: (text, whether it agrees with the line), of the earlier line and of each candidate."""

    label: str
    line: str
    others: list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class DoubtOnPage:
    """``earlier``: the line of the file whose person it could mean; ``why_one``: why it certainly means him, where nobody can say else.

    ``choice``: what was chosen so far, as the form's radio has it.
    """

    row: UploadRow
    earlier: UploadRow | None
    candidates: list[Member]
    facts: list[Fact]
    choice: str
    why_one: str

    @property
    def name(self) -> str:
        """Of its choice in the form."""
        return f"choice_{self.row.line}"


def doubts_on_page(
    rows: Sequence[UploadRow], visible: Mapping[int, Member], earlier: Mapping[int, UploadRow]
) -> list[DoubtOnPage]:
    """The lines with their candidates out of ``visible`` (key -> member): who may not be seen stands nowhere. Place names in one go.

    ``earlier``: lines of the same file that they could repeat, by number.
    """
    codes = {member.origin_id for member in visible.values() if member.origin_id}
    codes |= {origin["code"] for row in (*rows, *earlier.values()) if (origin := row.values.get("origin"))}
    places = names_of(codes)
    return [_doubt(row, visible, earlier.get(earlier_line_of(row) or 0), places) for row in rows]


def _doubt(
    row: UploadRow, visible: Mapping[int, Member], earlier: UploadRow | None, places: Mapping[int, str]
) -> DoubtOnPage:
    members = [visible[key] for key in candidates_of(row) if key in visible]
    facts = []
    for field in _FACTS:
        own = row.values.get(field, UNKNOWN)
        line = _in_words(field, own, places)
        theirs = [earlier.values.get(field, UNKNOWN)] if earlier else []
        theirs += [_of_member(member, field) for member in members]
        texts = [_in_words(field, value, places) for value in theirs]
        if line or any(texts):
            agree = [_agrees(field, own, value) for value in theirs]
            facts.append(
                Fact(str(SIX_KNOWNS.get(field) or FIELD_LABELS[field]), line, list(zip(texts, agree, strict=True)))
            )
    return DoubtOnPage(row, earlier, members, facts, _choice(row), _why_one(row, earlier))


def _why_one(row: UploadRow, earlier: UploadRow | None) -> str:
    if earlier is None:
        return ""
    if row.identity_digest and row.identity_digest == earlier.identity_digest:
        return _(
            "Both lines bear the same identity number: it is one person. If one of them is wrong, correct it in its line."
        )
    number = row.values.get("member_no")
    if number and number == earlier.values.get("member_no"):
        return _(
            "Both lines bear the same number of the registry: it is one person. If one is wrong, correct it in its line."
        )
    return ""


def _choice(row: UploadRow) -> str:
    if row.verdict == Verdict.DUPLICATE:
        return LEAVE
    if "decision" in row.details and row.verdict != Verdict.DOUBTFUL:
        return str(row.details["decision"]["member"] or "new")
    return "new" if row.verdict == Verdict.NEW else LEAVE


def _of_member(member: Member, field: str) -> Any:
    if field in SIX_KNOWNS:
        return value_of(member, field)
    value = getattr(member, field)
    if field in _DATES and value:
        precision = getattr(member, f"{field}_precision")
        return {"date": iso_date(value, precision), "precision": precision}
    return value or UNKNOWN


def _in_words(field: str, value: Any, places: Mapping[int, str]) -> str:
    if value is UNKNOWN or value in ("", "unknown"):
        return ""
    if field == "kind":
        return str(dict(MemberKind.choices).get(value, value))
    if field in _DATES and value:
        return written_date(Day.from_iso(value["date"]).first_day(), value["precision"])
    if field in SIX_KNOWNS:
        shaped = {"text": value} if field == "work_address" and isinstance(value, str) else value
        return known_in_words(field, shaped, places)
    return str(value or "")


def _agrees(field: str, own: Any, theirs: Any) -> bool:
    if own in (UNKNOWN, None) or theirs in (UNKNOWN, None):
        return False
    if field == "name":
        return match_name(own) == match_name(theirs)
    if field == "contact":
        return bool(set(own["phones"]) & set(theirs["phones"]))
    if field == "origin":
        return bool(own["code"] == theirs["code"])
    return _bare(own) == _bare(theirs)


def _bare(value: Any) -> Any:
    """Without blanks; of a text with its category or district, the text."""
    text = value.get("text", value.get("date")) if isinstance(value, dict) else value
    return "".join(str(text).split()).lower()
