from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members.surveys.models import Upload
from members.surveys.pages import upload_with_lines_or_404
from members.surveys.waiting import answering
from members.surveys.waiting.choices import Choosing
from members.surveys.waiting.forms import answers_from, as_sent
from members.surveys.waiting.questions import QuestionsOfColumn, given_answers, questions_of
from members.surveys.works import terms_of
from registry.access import Permission, ScopedRequest, requires


@requires(Permission.IMPORT_SURVEYS)
def questions(request: ScopedRequest, number: int) -> HttpResponse:
    """Values that are not known, each asked once."""
    upload = upload_with_lines_or_404(request.scope, number)
    if upload.is_busy:
        return redirect(upload)
    terms = terms_of(upload, today=timezone.localdate())
    choosing = Choosing(terms)
    columns = questions_of(upload, choosing)
    if request.method == "POST":
        if _is_answered(request, upload, columns, choosing):
            return redirect("surveys:questions", number)
        columns = as_sent(columns, request.POST)
    asked = {question.takes for column in columns for question in column.questions}
    context = {
        "upload": upload,
        "columns": columns,
        "counties": choosing.counties if "origin" in asked else [],
        "branches": choosing.branch_names if "branch" in asked else [],
        "has_proposals": any(q.proposed is not None for column in columns for q in column.questions),
        "given": given_answers(upload, choosing),
    }
    return render(request, "members/surveys/waiting/questions.html", context)


def _is_answered(request: ScopedRequest, upload: Upload, columns: list[QuestionsOfColumn], choosing: Choosing) -> bool:
    """Take what was chosen and written, and say so; where some of it cannot be taken nothing is, and the page keeps it."""
    answers, wrong = answers_from(request.POST, columns, choosing)
    if wrong:
        said = _("Not understood, or not inside the place of this file: %(texts)s")
        messages.error(request, said % {"texts": "、".join(wrong)})
    elif not answers:
        messages.info(request, _("Nothing was chosen."))
    else:
        return _is_taken(request, upload, answers)
    return False


def _is_taken(request: ScopedRequest, upload: Upload, answers: dict) -> bool:
    try:
        lines = answering.answer(upload=upload, answers=answers, by=request.user, today=timezone.localdate())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    said = _("%(answers)s values explained, %(lines)s lines judged anew.")
    if lines is None:
        said = _("%(answers)s values explained; their lines are being judged anew. You may leave this page meanwhile.")
    messages.success(request, said % {"answers": len(answers), "lines": lines})
    return True


@require_POST
@requires(Permission.IMPORT_SURVEYS)
def withdraw_answer(request: ScopedRequest, number: int, answer: int) -> HttpResponse:
    upload = upload_with_lines_or_404(request.scope, number)
    try:
        answering.withdraw(upload=upload, answers=[answer], by=request.user, today=timezone.localdate())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Withdrawn; the lines it explained are asked about again."))
    return redirect("surveys:questions", number)
