import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from members.surveys.labels import FIELD_LABELS
from members.surveys.models import Upload
from members.surveys.presentation import CellOnPage, Heading, RowOnPage, headings
from members.surveys.waiting.answers import Question
from members.surveys.waiting.choices import Choosing
from members.surveys.waiting.corrections import LONGEST
from members.surveys.waiting.decisions import LEAVE, Choice
from members.surveys.waiting.questions import COLUMN_READINGS, QuestionOnPage, QuestionsOfColumn, answers_of_column
from registry.digits import number_in

_CHOICE = re.compile(r"choice_(\d{1,9})")


def choices_of(posted: Mapping[str, str], before: Mapping[int, str]) -> dict[int, Choice | str]:
    """What was chosen on the page of doubtful lines, by line; ``before``: as the page showed it. Only what is another now."""
    chosen: dict[int, Choice | str] = {}
    for name, value in posted.items():
        found = _CHOICE.fullmatch(name)
        if found and before.get(int(found.group(1))) != value:
            chosen[int(found.group(1))] = _choice(value)
    return chosen


def bulk_choices(button: str, candidates: Mapping[int, Collection[int]]) -> dict[int, Choice | str]:
    """One button (candidate, new, leave) for many lines; ``candidates``: line -> members it could mean. Who has several stays undecided."""
    if button == "candidate":
        return {line: Choice(*keys) for line, keys in candidates.items() if len(keys) == 1}
    return {line: Choice(None) if button == "new" else LEAVE for line in candidates}


def _choice(value: str) -> Choice | str:
    if key := number_in(value):
        return Choice(key)
    return Choice(None) if value == "new" else LEAVE


def answers_from(
    posted: Mapping[str, str], columns: list[QuestionsOfColumn], choosing: Choosing
) -> tuple[dict[Question, Any], list[str]]:
    """(answers, texts that are none) of what was posted: a choice or a written text for each question; ``proposals``: all that have one;
    ``column``: one way of writing for a whole column of dates ("key:name")."""
    if posted.get("column"):
        key, _colon, name = posted["column"].partition(":")
        found = [column.questions for column in columns if column.key == key]
        return (answers_of_column(found[0], name, choosing) if found and name in COLUMN_READINGS else {}), []
    questions = [question for column in columns for question in column.questions]
    if "proposals" in posted:
        return {q.question: q.choices[q.proposed][0] for q in questions if q.proposed is not None}, []
    answers: dict[Question, Any] = {}
    wrong = []
    for shown in questions:
        chosen, text = posted.get(f"choice_{shown.key}", ""), posted.get(f"text_{shown.key}", "").strip()
        if text and shown.takes:
            answers[shown.question] = choosing.written(shown.question, text)
            if answers[shown.question] is None:
                wrong.append(text)
        elif chosen == "unknown":
            answers[shown.question] = None
        elif chosen in map(str, range(len(shown.choices))):
            answers[shown.question] = shown.choices[int(chosen)][0]
    return answers, wrong


def as_sent(columns: list[QuestionsOfColumn], posted: Mapping[str, str]) -> list[QuestionsOfColumn]:
    """The questions with what was chosen and written, to be shown again."""

    def sent(shown: QuestionOnPage) -> QuestionOnPage:
        chosen, written = posted.get(f"choice_{shown.key}", ""), posted.get(f"text_{shown.key}", "")
        return replace(shown, chosen=chosen, written=written)

    return [replace(column, questions=[sent(shown) for shown in column.questions]) for column in columns]


class CorrectedForm(forms.Form):
    """The workbook of waiting lines, corrected."""

    file = forms.FileField(
        label=_("Corrected workbook"),
        help_text=_("The workbook downloaded here, with its cells set right. Lines applied already stay as they are."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.SURVEY_MAX_BYTES:
            limit = filesizeformat(settings.SURVEY_MAX_BYTES)
            raise ValidationError(_("The file is larger than %(limit)s."), code="too_large", params={"limit": limit})
        return file


class LineForm(forms.Form):
    """The cells of one line under the sender's own headings. The field of an identity number is empty: the number is not kept.

    The cursor stands in the first cell with a fault.
    """

    def __init__(self, data: Mapping[str, Any] | None, *, line: RowOnPage, upload: Upload) -> None:
        super().__init__(data)
        self._headings = headings(upload)
        self._cells = line.cells
        identity = [c for c in upload.columns if c["field"] == "id_number"]
        self._headings += [
            Heading(c["position"], c["header"], "id_number", str(FIELD_LABELS["id_number"])) for c in identity
        ]
        self._cells = [*line.cells, *(CellOnPage("", []) for _column in identity)]
        for heading, cell in zip(self._headings, self._cells, strict=True):
            self.fields[f"cell_{heading.position}"] = forms.CharField(
                label=heading.header or _("Column %(position)s") % {"position": heading.position},
                initial=cell.text,
                required=False,
                max_length=LONGEST,
                widget=forms.TextInput(attrs={"class": "form-control"}),
                help_text=""
                if heading.field != "id_number"
                else _("Only to correct it: the number itself is not kept."),
            )

        faulty = next(
            (h for h, cell in zip(self._headings, self._cells, strict=True) if cell.faults), self._headings[0]
        )
        self.fields[f"cell_{faulty.position}"].widget.attrs["autofocus"] = True

    def cells(self) -> list[tuple[forms.BoundField, CellOnPage]]:
        """Each field with its cell, in the order of the file."""
        return [(self[f"cell_{h.position}"], cell) for h, cell in zip(self._headings, self._cells, strict=True)]

    def corrected(self) -> dict[int, str]:
        """Position -> text of the cells that were changed."""
        return {int(name.removeprefix("cell_")): self.cleaned_data[name] for name in self.changed_data}
