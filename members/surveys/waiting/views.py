import tempfile
from typing import IO

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members.surveys.impact import is_alarming
from members.surveys.models import Upload, UploadRow
from members.surveys.pages import upload_with_lines_or_404
from members.surveys.presentation import RowOnPage, summary
from members.surveys.waiting import continuing, corrections
from members.surveys.waiting.forms import CorrectedForm, LineForm
from members.surveys.waiting.returned import take_corrected
from members.surveys.waiting.workbook import write_waiting
from registry.access import Permission, ScopedRequest, requires
from registry.history.actions import record
from registry.history.verbs import Verb


@requires(Permission.IMPORT_SURVEYS)
def correct_line(request: ScopedRequest, number: int, line: int) -> HttpResponse:
    """One line, to be corrected: in its row of the table where the browser can, else on a page of its own."""
    upload = upload_with_lines_or_404(request.scope, number)
    row = get_object_or_404(upload.rows.select_related("member"), line=line)
    shown = RowOnPage(row, upload, scope=request.scope)
    form = LineForm(request.POST or None, line=shown, upload=upload)
    is_corrected = request.method == "POST" and form.is_valid() and _is_corrected(request, upload, form, line)
    if is_corrected and not request.htmx:  # type: ignore[attr-defined]
        return redirect("surveys:line", upload.pk, line)
    context = {"upload": upload, "line": shown, "form": form}
    if is_corrected or "shown" in request.GET:
        upload.refresh_from_db()
        row = upload.rows.select_related("member").get(line=line)
        context |= {"line": RowOnPage(row, upload, scope=request.scope), "summary": summary(upload)}
        context["is_alarming"] = upload.is_open and is_alarming(upload)
        return render(request, "members/surveys/waiting/line_shown.html", context)
    if request.htmx and shown.is_open:  # type: ignore[attr-defined]
        return render(request, "members/surveys/waiting/line_editing.html", context)
    context["next_line"] = _next_waiting(upload, after=line)
    return render(request, "members/surveys/waiting/line.html", context)


def _is_corrected(request: ScopedRequest, upload: Upload, form: LineForm, line: int) -> bool:
    """Carry the correction out; where it is refused, the form says why."""
    cells = form.corrected()
    try:
        if cells:
            corrections.correct(upload=upload, cells={line: cells}, by=request.user, today=timezone.localdate())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, _("Corrected and judged anew.") if cells else _("Nothing was changed."))
    return True


def _next_waiting(upload: Upload, *, after: int) -> int | None:
    rows: UploadRow | None = upload.rows.waiting().filter(line__gt=after).order_by("line").only("line").first()
    return rows.line if rows else None


@require_POST
@requires(Permission.IMPORT_SURVEYS)
def apply_rest(request: ScopedRequest, number: int) -> HttpResponse:
    """Write the lines of an applied file that were set right since."""
    upload = upload_with_lines_or_404(request.scope, number)
    try:
        upload = continuing.apply_rest(upload=upload, by=request.user, today=timezone.localdate())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if upload.state == Upload.State.APPLIED:  # else it goes on beside the page
            messages.success(request, _("Applied."))
    return redirect(upload)


@requires(Permission.IMPORT_SURVEYS)
def error_workbook(request: ScopedRequest, number: int) -> FileResponse:
    """The lines that wait, to be corrected in a spreadsheet program."""
    upload = upload_with_lines_or_404(request.scope, number)
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    lines = write_waiting(file, upload)
    record(verb=Verb.SURVEY_LINES_EXPORTED, by=request.user, subjects=[upload], after={"lines": lines})
    file.seek(0)
    name, what_for = upload.file_name.rpartition(".")[0] or upload.file_name, _("to correct")
    return FileResponse(file, as_attachment=True, filename=f"{name}-{what_for}.xlsx")


@requires(Permission.IMPORT_SURVEYS)
def take_workbook(request: ScopedRequest, number: int) -> HttpResponse:
    """The corrected workbook comes back into the same file."""
    upload = upload_with_lines_or_404(request.scope, number)
    form = CorrectedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            returned = take_corrected(upload=upload, content=content, by=request.user, today=timezone.localdate())
        except ValidationError as error:
            form.add_error("file", error)
        else:
            said = _(
                "%(corrected)s lines corrected and judged anew, %(unchanged)s unchanged, %(written)s applied before."
            )
            figures = {name: len(getattr(returned, name)) for name in ("unchanged", "written")}
            messages.success(request, said % (figures | {"corrected": len(returned.cells)}))
            return redirect(upload)
    return render(request, "members/surveys/waiting/take_workbook.html", {"upload": upload, "form": form})
