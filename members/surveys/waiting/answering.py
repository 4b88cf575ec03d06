"""Answers given and withdrawn: the lines they speak of are read anew (``explaining``), the others are left alone."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branches.divisions.names import place_index
from branches.models import Branch
from members.surveys.lines import Terms
from members.surveys.models import Upload
from members.surveys.values.days import Day, is_in_calendar
from members.surveys.values.standing import NOT_A_MEMBER
from members.surveys.waiting.answers import OF_STANDING, Question
from members.surveys.waiting.choices import STANDINGS, STATES
from members.surveys.waiting.explaining import WITHDRAWN, concerned, explain, parts_of
from members.surveys.waiting.judging import locked
from members.surveys.waiting.models import RememberedAnswer
from members.surveys.works import SMALL, terms_of
from registry.accounts.models import User
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.jobs import actions as jobs

_EXPLAINING = "members.surveys.waiting.explaining.explaining"
_KINDS = ("formal", "probationary", NOT_A_MEMBER)


@transaction.atomic
def answer(*, upload: Upload, answers: Mapping[Question, Any], by: User | None, today: datetime.date) -> int | None:
    """Remember the answers and put them into the lines of this file that are still open; how many lines, None where that goes on beside
    the page.

    Raises ValidationError and does nothing: outside_scope, wrong_state; not_an_answer where a value is none for its field, or a place or
    branch outside the file's place.
    """
    upload = _free(upload, by)
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
    return _explained(upload, terms, {"answers": len(answers)}, by)


@transaction.atomic
def withdraw(*, upload: Upload, answers: Iterable[int], by: User | None, today: datetime.date) -> int | None:
    """Forget answers of this office or this file (by key); its open lines are as they were before, but for the other answers.

    Returns and raises as ``answer``.
    """
    upload = _free(upload, by)
    given = RememberedAnswer.objects.filter(pk__in=list(answers), division_code=upload.division_code)
    number, _by_model = given.filter(Q(upload=None) | Q(upload=upload)).delete()
    return _explained(upload, terms_of(upload, today=today), {WITHDRAWN: number}, by)


def _free(upload: Upload, by: User | None) -> Upload:
    upload = locked(upload, by=by)
    if upload.is_busy:
        raise ValidationError(_("This file is being worked on; wait until that is done."), code="wrong_state")
    return upload


def _explained(upload: Upload, terms: Terms, said: dict[str, int], by: User | None) -> int | None:
    """Few lines are done here, many by a job. ``said``: of the answers, for the history."""
    is_withdrawn = WITHDRAWN in said
    rows = concerned(upload, is_withdrawn=is_withdrawn)
    parts, whole = parts_of(rows)
    if whole > SMALL:
        arguments = {"upload": upload.pk, "today": terms.today.isoformat(), "said": said}
        upload.job = jobs.start(kind=_EXPLAINING, arguments=arguments, parts=parts, whole=whole, by=by)
        upload.save(update_fields=["job"])
        return None
    lines = explain(upload, rows, terms, is_withdrawn=is_withdrawn)
    told = whole if is_withdrawn else lines
    record(verb=Verb.SURVEY_ANSWERED, by=by, subjects=[upload], after=said | {"lines": told})
    return lines


def _checked(question: Question, value: Any, terms: Terms) -> Any:
    """The value in its one shape. Raises ValidationError not_an_answer."""
    shaped = _SHAPES[question.field](value, terms) if value is not None else None
    if shaped is None and (value is not None or not question.may_stay_open):
        message = _("This cannot be the meaning of “%(text)s”.")
        raise ValidationError(message, code="not_an_answer", params={"text": question.text})
    return shaped


def _kind(value: Any, terms: Terms) -> Any:
    return value if value in _KINDS else None


def _standing(value: Any, terms: Terms) -> Any:
    return value if value in tuple(STANDINGS) else None  # whatever was sent, also what no key can be


def _dues(value: Any, terms: Terms) -> Any:
    if value["state"] not in STATES:
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


_SHAPES = {
    "kind": _kind,
    "dues": _dues,
    "origin": _origin,
    "branch": _branch,
    **dict.fromkeys(OF_STANDING, _standing),
    **dict.fromkeys(("joined_on", "confirmed_on", "left_on"), _date),
}
