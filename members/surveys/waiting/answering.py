"""Answers given and withdrawn: the lines they speak of are read anew, the others are left alone."""

import datetime
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branches.divisions.names import place_index
from branches.models import Branch
from members.surveys.lines import Line, Terms
from members.surveys.models import Upload
from members.surveys.values.days import Day, is_in_calendar
from members.surveys.waiting.answers import ASKED_CODES, Answers, Question, take_back
from members.surveys.waiting.judging import locked, open_lines, rejudge
from members.surveys.waiting.models import RememberedAnswer
from members.surveys.works import terms_of
from registry.accounts.models import User
from registry.history.actions import record
from registry.history.verbs import Verb

_KINDS = ("formal", "probationary", "not_a_member")
_STATES = ("paid", "unpaid", "exempt", "paid_at_origin")


@transaction.atomic
def answer(*, upload: Upload, answers: Mapping[Question, Any], by: User | None, today: datetime.date) -> int:
    """Remember the answers and put them into the lines of this file that are still open; how many lines.

    Raises ValidationError and does nothing: outside_scope, wrong_state; not_an_answer where a value is none for its field, or a place or
    branch outside the file's place.
    """
    upload = locked(upload, by=by)
    terms = terms_of(upload, today=today)
    for question, value in answers.items():
        RememberedAnswer.objects.update_or_create(
            division_code=upload.division_code,
            upload=upload if question.is_of_file else None,
            field=question.field,
            heading=question.heading,
            text=question.text,
            defaults={"value": _checked(question, value, terms), "given_by": by},
        )
    lines = _explained(upload, terms, _with_faults(upload, ASKED_CODES))
    record(verb=Verb.SURVEY_ANSWERED, by=by, subjects=[upload], after={"answers": len(answers), "lines": lines})
    return lines


@transaction.atomic
def withdraw(*, upload: Upload, answers: Iterable[int], by: User | None, today: datetime.date) -> int:
    """Forget answers of this office or this file (by key); its open lines are as they were before, but for the other answers."""
    upload = locked(upload, by=by)
    own = RememberedAnswer.objects.filter(pk__in=list(answers), division_code=upload.division_code)
    number, _by_model = own.delete()
    answered = open_lines(upload, upload.rows.filter(details__has_key="answered"))
    for line in answered.values():
        take_back(line)
    lines = _explained(upload, terms_of(upload, today=today), answered, rejudged=answered)
    record(verb=Verb.SURVEY_ANSWERED, by=by, subjects=[upload], after={"withdrawn": number, "lines": len(answered)})
    return lines


def _with_faults(upload: Upload, codes: Iterable[str]) -> dict[int, Line]:
    """Lines that are not written yet and have one of these faults."""
    conditions = [Q(fault_codes__contains=f" {code} ") for code in codes]
    return open_lines(upload, upload.rows.filter(reduce(or_, conditions)))


def _explained(
    upload: Upload, terms: Terms, lines: Mapping[int, Line], *, rejudged: Mapping[int, Line] | None = None
) -> int:
    known = Answers(terms, upload.pk)
    taken = {number: line for number, line in lines.items() if known.take(line)}
    rejudge(upload, {**(rejudged or {}), **taken}, today=terms.today)
    return len(taken)


def _checked(question: Question, value: Any, terms: Terms) -> Any:
    """The value in its one shape. Raises ValidationError not_an_answer."""
    shaped = _SHAPES[question.field](value, terms) if value is not None else None
    if value is not None and shaped is None:
        message = _("This cannot be the meaning of “%(text)s”.")
        raise ValidationError(message, code="not_an_answer", params={"text": question.text})
    return shaped


def _kind(value: Any, terms: Terms) -> Any:
    return value if value in _KINDS else None


def _dues(value: Any, terms: Terms) -> Any:
    if value["state"] not in _STATES:
        return None
    paid_to = value["paid_to"]
    return {"state": value["state"], "paid_to": _date({"date": paid_to}, terms)["date"] if paid_to else None}


def _date(value: Any, terms: Terms) -> Any:
    day = Day.from_iso(value["date"])
    if not is_in_calendar(day) or day.first_day() > terms.today:
        return None
    return {"date": day.iso(), "precision": "day" if day.day else "month" if day.month else "year"}


def _origin(value: Any, terms: Terms) -> Any:
    code = value["code"]
    index = place_index()
    is_county = code % 100 != 0 and code in terms.scope and index.gazetteer.lineage.current(code, terms.today) == code
    return {"code": code, "name": index.local_name(code)} if is_county else None


def _branch(value: Any, terms: Terms) -> Any:
    branch = Branch.objects.within(terms.scope).active_on(terms.today).filter(pk=value["code"]).first()
    return {"code": branch.code, "name": branch.short_name} if branch else None


_SHAPES = {"kind": _kind, "dues": _dues, "origin": _origin, "branch": _branch} | dict.fromkeys(
    ("joined_on", "confirmed_on", "left_on"), _date
)
