"""The questions of a file: every value that is not known, once, with how many lines it stands in and what it may mean."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from members.surveys.labels import FIELD_LABELS
from members.surveys.models import Upload
from members.surveys.staging import fault_from
from members.surveys.values.dates import DateHints
from members.surveys.values.faults import Fault
from members.surveys.waiting.answers import Answers, Question, question_of
from members.surveys.waiting.choices import Choice, Choosing, answer_in_words
from members.surveys.waiting.judging import is_open
from members.surveys.waiting.models import RememberedAnswer

COLUMN_READINGS: Mapping[str, tuple[Any, DateHints]] = {
    "january": (_("2016.1 is January"), DateHints(october=False)),
    "october": (_("2016.1 is October"), DateHints(october=True)),
    "ymd": (_("year, month, day"), DateHints(order="ymd")),
    "mdy": (_("month, day, year"), DateHints(order="mdy")),
    "dmy": (_("day, month, year"), DateHints(order="dmy")),
}
"""How a whole column of dates may be written: asked once for all its values."""


@dataclass(frozen=True, slots=True)
class QuestionOnPage:
    """``proposed``: the index of the choice that is taken with all proposals, or None.

    ``chosen``, ``written``: what was sent, where the page is shown again since some of it could not be taken.
    """

    question: Question
    fault: Fault
    lines: int
    first_line: int
    choices: list[Choice]
    proposed: int | None
    chosen: str = ""
    written: str = ""

    @property
    def key(self) -> str:
        """Its name in a form."""
        return sha256("\n".join(self.question).encode()).hexdigest()[:16]

    @property
    def takes(self) -> str:
        """What may be written instead of choosing: county, branch, date or nothing."""
        if self.question.field in ("origin", "branch"):
            return self.question.field
        return "date" if self.fault.code == "ambiguous_date" else ""


@dataclass(frozen=True, slots=True)
class QuestionsOfColumn:
    """``readings``: (name, words, how many of its values it decides), of those that decide any."""

    label: str
    heading: str
    questions: list[QuestionOnPage]
    readings: list[tuple[str, Any, int]]

    @property
    def key(self) -> str:
        return self.questions[0].key


def questions_of(upload: Upload, choosing: Choosing) -> list[QuestionsOfColumn]:
    """The open questions by column, those of most lines first."""
    faults: dict[Question, Fault] = {}
    lines: dict[Question, list[int]] = defaultdict(list)
    rows = upload.rows.exclude(fault_codes="").unwritten().order_by("line")
    for row in rows.only("upload", "line", "verdict", "reason", "details", "faults").iterator(chunk_size=2000):
        for fault in map(fault_from, row.faults if is_open(row, upload) else ()):
            question = question_of(fault)
            if question:
                faults.setdefault(question, fault)
                lines[question].append(row.line)
    columns: dict[tuple[str, str], list[QuestionOnPage]] = defaultdict(list)
    for question in sorted(lines, key=lambda question: -len(lines[question])):
        fault = faults[question]
        choices, proposed = choosing.of(fault, question)
        shown = QuestionOnPage(question, fault, len(lines[question]), lines[question][0], choices, proposed)
        columns[question.field, fault.header].append(shown)
    return [_column(field, heading, found, choosing) for (field, heading), found in columns.items()]


def _column(field: str, heading: str, found: list[QuestionOnPage], choosing: Choosing) -> QuestionsOfColumn:
    readings = []
    for name, (words, _hints) in COLUMN_READINGS.items():
        decided = len(answers_of_column(found, name, choosing))
        if decided and any(question.takes == "date" for question in found):
            readings.append((name, words, decided))
    return QuestionsOfColumn(str(FIELD_LABELS[field]), heading, found, readings)


def answers_of_column(found: list[QuestionOnPage], name: str, choosing: Choosing) -> dict[Question, Any]:
    """What the values of a column mean where all of it is written in one way."""
    hints = COLUMN_READINGS[name][1]
    dates = [shown.question for shown in found if shown.takes == "date"]
    read = {question: choosing.reading(question, hints) for question in dates}
    return {question: value for question, value in read.items() if value is not None}


def given_answers(upload: Upload, choosing: Choosing) -> list[tuple[RememberedAnswer, str, str]]:
    """Answers that hold for this file: (answer, field in words, meaning in words)."""
    known = Answers(choosing.terms, upload.pk, standing=choosing.standing).known
    return [(a, str(FIELD_LABELS[a.field]), answer_in_words(a.field, a.value)) for a in known.values()]
