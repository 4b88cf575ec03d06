"""An upload and its lines as a page shows them: cells under the sender's own headings, each with its faults, changes in words."""

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from members.roll.known_values import first_day
from members.roll.knowns import SIX_KNOWNS
from members.roll.models import Member, MemberKind
from members.roll.wording import known_in_words
from members.surveys.draft import stored_columns
from members.surveys.labels import FIELD_LABELS, REMARK_LABEL
from members.surveys.models import Upload, UploadRow, Verdict
from members.surveys.reading import Column
from members.surveys.reading.notices import Notice
from members.surveys.staging import fault_from
from members.surveys.values.faults import Fault
from members.surveys.waiting.answers import OF_STANDING
from members.surveys.waiting.choices import answer_in_words
from members.surveys.waiting.judging import is_open
from registry.access import Scope
from registry.dates import written_date
from registry.history.wording import masked_phone

_DAYS = ("joined_on", "confirmed_on")
_NUMBERS = re.compile(r"\d{7,}")
_WITH_NUMBERS = ("contact", "note")
VERDICT_STATES = {
    Verdict.NEW: "good",
    Verdict.CHANGED: "note",
    Verdict.UNCHANGED: "",
    Verdict.DUPLICATE: "warn",
    Verdict.DOUBTFUL: "warn",
    Verdict.REFUSED: "bad",
    Verdict.SKIPPED: "",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column that is taken: the sender's heading, and the field it was understood as."""

    position: int
    header: str
    field: str
    label: str


@dataclass(frozen=True, slots=True)
class FaultOnPage:
    level: str
    message: str
    proposal: str

    @classmethod
    def of(cls, fault: Fault) -> "FaultOnPage":
        if fault.code == "answered":
            meant = json.loads(dict(fault.params)["answer"])
            return cls(fault.level, f"{fault.message} → {answer_in_words(fault.field, meant)}", "")
        return cls(fault.level, fault.message, _proposal_in_words(fault.field, fault.proposal))


@dataclass(frozen=True, slots=True)
class CellOnPage:
    """``was``: what stood there before somebody corrected it, or ""."""

    text: str
    faults: list[FaultOnPage]
    was: str = ""


def _proposal_in_words(field: str, proposal: Any) -> str:
    """What a fault proposes: names of places, a date, a state of the dues, a kind of member, what a note means."""
    if isinstance(proposal, list):
        return "、".join(proposal)
    if isinstance(proposal, dict):
        return known_in_words("left_on" if "date" in proposal else "dues", proposal)
    if field in OF_STANDING and proposal:
        return answer_in_words(field, proposal)
    return _in_words(field, proposal) if proposal else ""


def headings(upload: Upload) -> list[Heading]:
    """The columns that are read, in the order of the file. Identity numbers are never shown, so their column is left out."""
    return [
        Heading(column.position, column.header, column.read_as, _label(column))
        for column in stored_columns(upload)
        if column.read_as and column.read_as != "id_number"
    ]


def _label(column: Column) -> str:
    """What the column was taken for; "" for one that is not read."""
    return str(REMARK_LABEL if column.is_remark else FIELD_LABELS.get(column.field or "", ""))


def summary(upload: Upload) -> list[dict[str, Any]]:
    """The totals by verdict, each with where its lines are."""
    return [
        {
            "verdict": verdict,
            "label": label,
            "lines": upload.totals.get(verdict, 0),
            "state": VERDICT_STATES[Verdict(verdict)],
            "url": f"{upload.get_absolute_url()}?verdict={verdict}",
        }
        for verdict, label in Verdict.choices
    ]


def columns_on_page(upload: Upload) -> list[dict[str, Any]]:
    """Every column of the file: its heading, what it was taken for, what is to be known of it; and whether nobody knows what it means."""
    return [
        {
            "header": column.header,
            "label": _label(column),
            "notices": notices_in_words(stored["notices"]),
            "is_unknown": any(code == "unknown_heading" for code, _params in stored["notices"]),
        }
        for column, stored in zip(stored_columns(upload), upload.columns, strict=True)
    ]


def notices_in_words(stored: list[list[Any]]) -> list[str]:
    """Notices, stored as code and parameters, in the reader's language."""
    return [Notice(code, tuple((name, text) for name, text in params)).message for code, params in stored]


def fault_counts(upload: Upload) -> list[tuple[str, str, int]]:
    """(code, sentence, lines) of the faults that occur, the most frequent first."""
    return [(code, _sentence(code), lines) for code, lines in upload.facts.get("faults", {}).items()]


def _sentence(code: str) -> str:
    return Fault(
        code, params=tuple((name, "…") for name in ("text", "date", "limit", "answer", "line", "number"))
    ).message


def written_members(upload: Upload, rows: Sequence[UploadRow]) -> dict[int, Member]:
    """Line -> member, of those lines that were written to the roll."""
    if upload.state in (Upload.State.READING, Upload.State.PLANNED):
        return {}
    written = upload.written.filter(line__in=[row.line for row in rows]).select_related("member")
    return {line.line: line.member for line in written}


class RowOnPage:
    """One line of an upload, with what the page shows of it."""

    def __init__(
        self, row: UploadRow, upload: Upload, *, scope: Scope, written: Mapping[int, Member] | None = None
    ) -> None:
        """``written``: line -> member it brought in or changed; asked for where it is not given."""
        on_roll = (written_members(upload, [row]) if written is None else written).get(row.line)
        self.row = row
        self.verdict = row.get_verdict_display()
        self.state = VERDICT_STATES[Verdict(row.verdict)]
        self._faults = [fault_from(stored) for stored in row.faults]
        self.is_open = on_roll is None and is_open(row, upload)
        self._is_masked = not self.is_open  # to correct a line one must see it; afterwards nobody needs the number here
        self.is_lead = "lead" in row.details and not self.is_open
        shown = headings(upload)
        self.cells = [CellOnPage("", []) if self.is_lead else self._cell(heading) for heading in shown]
        fields = {heading.field for heading in shown}
        self.other_faults = [FaultOnPage.of(fault) for fault in self._faults if fault.field not in fields]
        member = row.member or on_roll
        self.member: Member | None = member if member and member.lies_within(scope) else None
        self.changes = list(_changes(row))

    def _cell(self, heading: Heading) -> CellOnPage:
        cells = self.row.cells
        text = cells[heading.position - 1] if heading.position <= len(cells) else ""
        was = self.row.details.get("corrected", {}).get(str(heading.position), [""])[0]
        if self._is_masked and heading.field in _WITH_NUMBERS:
            text, was = (_NUMBERS.sub(lambda number: masked_phone(number.group()), shown) for shown in (text, was))
        faults = [f for f in self._faults if f.field == heading.field and f.is_of(heading.header)]
        return CellOnPage(text, [FaultOnPage.of(fault) for fault in faults], was if was != text else "")


def _changes(row: UploadRow) -> Iterator[dict[str, str]]:
    """What changes in the member, in words: a day with its precision is one fact."""
    for field, values in row.changes.items():
        day = field.removesuffix("_precision")
        if day not in _DAYS:
            yield _change(field, *values)
        elif field == day or day not in row.changes:
            yield _change_of_day(day, row)


def _change_of_day(day: str, row: UploadRow) -> dict[str, str]:
    said = row.values[day]
    days = row.changes.get(day) or [first_day(said["date"]).isoformat()] * 2
    precisions = row.changes.get(f"{day}_precision") or [said["precision"]] * 2
    before, after = (
        written_date(datetime.date.fromisoformat(text), precision) if text else ""
        for text, precision in zip(days, precisions, strict=True)
    )
    return {"label": str(FIELD_LABELS[day]), "before": before, "after": after}


def _change(field: str, before: Any, after: Any) -> dict[str, str]:
    label = SIX_KNOWNS.get(field) or FIELD_LABELS.get(field) or field
    return {"label": str(label), "before": _in_words(field, before), "after": _in_words(field, after)}


def _in_words(field: str, value: Any) -> str:
    if value == "":
        return ""
    if field in SIX_KNOWNS:
        return known_in_words(field, value)
    return str(dict(MemberKind.choices).get(value, value)) if value is not None else ""
