from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branches.organisation.places import names_of
from members.surveys import actions
from members.surveys.campaigns.uploading import first_values, tie
from members.surveys.draft import Reading
from members.surveys.ending import discarding, kept_by, taking_back
from members.surveys.forms import ReadingForm, ReasonForm, RowFilter, UploadFilter, UploadForm
from members.surveys.impact import impact_on_page, is_alarming
from members.surveys.lines import Terms
from members.surveys.models import Upload
from members.surveys.pages import upload_or_404, upload_with_lines_or_404
from members.surveys.presentation import (
    RowOnPage,
    columns_on_page,
    fault_counts,
    headings,
    notices_in_words,
    summary,
    written_members,
)
from members.surveys.waiting.reading_again import read_again, read_as_found
from registry.access import Permission, ScopedRequest, requires
from registry.accounts.places import scope_of_place
from registry.lists import page_of

_NAMED = 20  # of those who were kept, on the page of the file


@requires(Permission.IMPORT_SURVEYS)
def upload_list(request: ScopedRequest) -> HttpResponse:
    filters = UploadFilter(request.GET)
    uploads = filters.narrow(Upload.objects.within(request.scope)).select_related("uploaded_by")
    page = page_of(uploads, request.GET, order=("-pk",))
    names = names_of(upload.division_code for upload in page.rows)
    uploads_on_page = [(upload, names.get(upload.division_code, "")) for upload in page.rows]
    return render(request, "members/surveys/list.html", {"page": page, "uploads": uploads_on_page, "filters": filters})


@requires(Permission.IMPORT_SURVEYS)
def upload_new(request: ScopedRequest) -> HttpResponse:
    today = timezone.localdate()
    initial = first_values(request.GET.get("asked", ""), request.scope)
    form = UploadForm(request.POST or None, request.FILES or None, scope=request.scope, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            upload = _receive(form, request)
        except ValidationError as error:
            form.add_error("file", error)
            if error.code == "no_header":
                form.add_error("file", _("Write one above the list in the file and upload it again."))
        else:
            tie(request, upload, form.cleaned_data["asked"])
            return redirect(upload)
    return render(request, "members/surveys/new.html", {"form": form})


def _receive(form: UploadForm, request: ScopedRequest) -> Upload:
    chosen = form.cleaned_data
    terms = Terms(
        place=chosen["place"],
        scope=scope_of_place(chosen["place"]),
        channel=chosen["channel"],
        collected_on=chosen["collected_on"],
        today=form.today,
        branch=chosen["branch"].code if chosen["branch"] else None,
    )
    file = chosen["file"]
    content = Path(file.temporary_file_path()) if isinstance(file, TemporaryUploadedFile) else file.read()
    return actions.receive(content=content, name=file.name, terms=terms, by=request.user)


@requires(Permission.IMPORT_SURVEYS)
def upload_detail(request: ScopedRequest, number: int) -> HttpResponse:
    upload = upload_or_404(request.scope, number)
    filters = RowFilter(request.GET, faults=fault_counts(upload))
    rows = filters.narrow(upload.rows.select_related("member"))
    page = page_of(rows, request.GET, order=("line",), total=filters.total(upload))
    written = written_members(upload, page.rows)
    columns = columns_on_page(upload)
    context: dict[str, Any] = {
        "upload": upload,
        "summary": summary(upload),
        "division": names_of([upload.division_code])[upload.division_code],
        "columns": columns,
        "unknown": [column["header"] for column in columns if column["is_unknown"]],
        "not_taken": [c["header"] for c in columns if c["header"] and not c["label"] and not c["is_unknown"]],
        "impact": impact_on_page(upload) if upload.is_open else [],
        "is_alarming": upload.is_open and is_alarming(upload),
        "file_notices": notices_in_words(upload.facts["notices"]),
        "kept": kept_by(upload, request.scope)[: _NAMED + 1] if upload.state == Upload.State.UNDONE else [],
        "named": _NAMED,
        "filters": filters,
        "page": page,
        "headings": headings(upload),
        "rows": [RowOnPage(row, upload, scope=request.scope, written=written) for row in page.rows],
    }
    return render(request, "members/surveys/detail.html", context)


@requires(Permission.IMPORT_SURVEYS)
def kept_members(request: ScopedRequest, number: int) -> HttpResponse:
    """Who stayed as he is when the file was taken back."""
    upload = upload_or_404(request.scope, number)
    if upload.state != Upload.State.UNDONE:
        raise Http404
    page = page_of(kept_by(upload, request.scope), request.GET, order=("pk",))
    return render(request, "members/surveys/kept.html", {"upload": upload, "page": page})


@requires(Permission.IMPORT_SURVEYS)
def upload_reading(request: ScopedRequest, number: int) -> HttpResponse:
    """What was understood of the file, on one screen, to be set right."""
    upload = upload_with_lines_or_404(request.scope, number)
    form = ReadingForm(request.POST or None, upload=upload)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        reading = Reading(
            encoding=chosen.get("encoding") or None,
            sheet=chosen.get("sheet") or None,
            columns=form.mapping(chosen),
        )
        try:
            upload = read_again(upload=upload, reading=reading, by=request.user, today=timezone.localdate())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if upload.is_open:
                messages.success(request, _("The file was read again."))
            return redirect(upload)
    return render(request, "members/surveys/reading.html", {"upload": upload, "form": form})


@require_POST
@requires(Permission.IMPORT_SURVEYS)
def upload_forget_columns(request: ScopedRequest, number: int) -> HttpResponse:
    upload = upload_or_404(request.scope, number)
    return _done(request, upload, _("Forgotten; the file was read again."), read_as_found, today=timezone.localdate())


@require_POST
@requires(Permission.IMPORT_SURVEYS)
def upload_apply(request: ScopedRequest, number: int) -> HttpResponse:
    upload = upload_or_404(request.scope, number)
    if is_alarming(upload) and "confirmed" not in request.POST:
        messages.error(request, _("A third of the lines or more would change one field. Confirm that it is meant so."))
        return redirect(upload)
    return _done(request, upload, _("Applied."), actions.apply, today=timezone.localdate())


@requires(Permission.IMPORT_SURVEYS)
def upload_discard(request: ScopedRequest, number: int) -> HttpResponse:
    """What discarding does, and why; then it is done."""
    upload, form = upload_or_404(request.scope, number), _reason(request)
    if request.method == "POST" and form.is_valid():
        return _done(request, upload, _("Discarded; the file was erased."), actions.discard, **form.cleaned_data)
    if upload.state != Upload.State.PLANNED:
        return redirect(upload)
    said = {"label": _("Discard"), "heading": _("Discard the file"), "told": discarding(upload)}
    return render(request, "members/surveys/discard.html", {"upload": upload, "form": form, **said})


@requires(Permission.IMPORT_SURVEYS)
def upload_undo(request: ScopedRequest, number: int) -> HttpResponse:
    """What taking back does, and why; then it is done."""
    upload, form = upload_or_404(request.scope, number), _reason(request)
    if request.method == "POST" and form.is_valid():
        chosen = {"today": timezone.localdate(), **form.cleaned_data}
        return _done(request, upload, _("Taken back."), actions.undo, **chosen)
    if upload.state not in (Upload.State.APPLIED, Upload.State.PARTLY):
        return redirect(upload)
    said = {"label": _("Take back"), "heading": _("Take the file back"), "told": taking_back(upload)}
    return render(request, "members/surveys/undo.html", {"upload": upload, "form": form, **said})


def _reason(request: HttpRequest) -> ReasonForm:
    return ReasonForm(request.POST if request.method == "POST" else None)


def _done(request: HttpRequest, upload: Upload, said: str, action: Any, **arguments: Any) -> HttpResponse:
    """Carry out one action on the upload; say what became of it, on its own page."""
    try:
        upload = action(upload=upload, by=request.user, **arguments)
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        if upload.job is None or upload.job.is_over:
            messages.success(request, said)
    return redirect(upload)
